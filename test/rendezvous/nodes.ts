/** Builders for tests of the table: nodes on loopback that are stopped after the test, and spots of a made-up pair. */
import { onTestFinished } from 'vitest'
import { systemRng } from '../../shared/crypto/index.ts'
import { parseId } from '../../shared/ids/index.ts'
import type { DeviceId } from '../../shared/ids/index.ts'
import { makeValue, type Spot, spotOf, dayOf } from '../../shared/rendezvous/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { createTableNode, type TableNode } from '../../src-main/engine/rendezvous/index.ts'
import { systemClock } from '../network/system-clock.ts'

export const crypto = nodeCrypto()
export const rng = systemRng()
const HOUR_MS = 3_600_000

export async function aServingNode(): Promise<TableNode> {
  return started(['/ip4/127.0.0.1/tcp/0'])
}

export async function aClient(...entrances: readonly TableNode[]): Promise<TableNode> {
  const node = await started([])
  await node.enter(
    entrances.flatMap((entrance) => entrance.addresses()),
    patience(),
  )
  return node
}

export function patience(ms = 20_000): AbortSignal {
  return AbortSignal.timeout(ms)
}

export function aDevice(byte: number): DeviceId {
  const device = parseId('device', byte.toString(16).padStart(2, '0').repeat(32))
  if (device === undefined) throw new Error('no device id')
  return device
}

export function aSpot(secretByte: number, publisher = aDevice(1), now = Date.now()): Spot {
  return spotOf(crypto, new Uint8Array(32).fill(secretByte), dayOf(now), publisher)
}

export function aValue(spot: Spot, text: string, n = Date.now()): Uint8Array {
  return makeValue(crypto, rng, spot, new TextEncoder().encode(text), { n, expires: n + HOUR_MS })
}

async function started(listen: readonly string[]): Promise<TableNode> {
  const node = createTableNode({ crypto, clock: systemClock, listen, own: () => [] })
  await node.start()
  onTestFinished(() => node.stop())
  return node
}
