/** The distributed table: fifty serving nodes on loopback, and seekers that come in fresh as a real one does. Its own cost while idle. */
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { systemRng } from '../../shared/crypto/index.ts'
import { dayOf, makeValue, type Spot, spotOf } from '../../shared/rendezvous/index.ts'
import { createTableNode, type TableNode } from '../../src-main/engine/rendezvous/index.ts'
import { systemClock } from '../../src-main/engine/system-clock.ts'
import { monotonicMs, startProcess } from './measure.ts'
import { parseId } from '../../shared/ids/index.ts'

const NODES = 50
const IDLE = new URL('table-idle.ts', import.meta.url).pathname
const crypto = nodeCrypto()
const rng = systemRng()

export interface TableFigures {
  /** ms of each, in the order they were done. */
  readonly publishes: readonly number[]
  readonly lookups: readonly number[]
  /** From nothing open to the value found: start, entrance, look at the neighbourhood, lookup. */
  readonly fromNothing: readonly number[]
  /** Requests of each lookup, and of each publication. */
  readonly lookupRequests: readonly number[]
  readonly publishRequests: readonly number[]
}

/** Lookups of values that are there; throws when one is not found. */
export async function measureTable(lookups: number): Promise<TableFigures> {
  const nodes: TableNode[] = []
  try {
    for (let count = 0; count < NODES; count += 1) {
      const node = await started(['/ip4/127.0.0.1/tcp/0'])
      const known = [nodes[0], nodes.at(-1)].flatMap((one) => one?.addresses() ?? [])
      if (known.length > 0) await node.enter(known, AbortSignal.timeout(10_000))
      nodes.push(node)
    }
    return await measureIn(nodes, lookups)
  } finally {
    await Promise.all(nodes.map((node) => node.stop()))
  }
}

async function measureIn(nodes: readonly TableNode[], lookups: number): Promise<TableFigures> {
  const publishes: number[] = []
  const found: number[] = []
  const fromNothing: number[] = []
  const lookupRequests: number[] = []
  const publishRequests: number[] = []
  for (let count = 0; count < lookups; count += 1) {
    const spot = aSpot(count)
    const publisher = await started([])
    await publisher.enter(entrance(nodes, count), AbortSignal.timeout(10_000))
    const value = makeValue(crypto, rng, spot, new Uint8Array(100), { n: Date.now(), expires: Date.now() + 3_600_000 })
    const sent = publisher.traffic.sent
    const began = monotonicMs()
    if ((await publisher.put(spot.key, value, AbortSignal.timeout(20_000))) === 0) throw new Error('nobody took the value')
    publishes.push(monotonicMs() - began)
    publishRequests.push(publisher.traffic.sent - sent)
    await publisher.stop()

    const nothing = monotonicMs()
    const seeker = await started([])
    await seeker.enter(entrance(nodes, count + 7), AbortSignal.timeout(10_000))
    const before = seeker.traffic.sent
    const inside = monotonicMs()
    const values = await seeker.get(spot.key, AbortSignal.timeout(20_000))
    const end = monotonicMs()
    if (values?.length !== 1) throw new Error('not found')
    found.push(end - inside)
    fromNothing.push(end - nothing)
    lookupRequests.push(seeker.traffic.sent - before)
    await seeker.stop()
  }
  return { publishes, lookups: found, fromNothing, lookupRequests, publishRequests }
}

export interface IdleFigures {
  /** Bytes of resident memory beyond those of a process that has only loaded the code. */
  readonly servingBytes: number
  readonly fullBytes: number
  readonly clientBytes: number
  /** Active timers of a serving node, beyond none. */
  readonly servingTimers: number
  readonly clientTimers: number
}

/** In a process of its own. */
export async function measureIdleTable(): Promise<IdleFigures> {
  const process = startProcess<{ type: 'go' }, { type: 'figures'; figures: IdleFigures }>(IDLE, [], ['--expose-gc'])
  const { figures } = await process.next('figures')
  await process.ended
  return figures
}

async function started(listen: readonly string[]): Promise<TableNode> {
  const node = createTableNode({ crypto, clock: systemClock, listen, own: () => [] })
  await node.start()
  return node
}

function entrance(nodes: readonly TableNode[], index: number): readonly string[] {
  return nodes[(index * 13) % nodes.length]?.addresses() ?? []
}

function aSpot(index: number): Spot {
  const device = parseId('device', '01'.repeat(32))
  if (device === undefined) throw new Error('no device id')
  const secret = new Uint8Array(32)
  new DataView(secret.buffer).setUint32(0, index)
  return spotOf(crypto, secret, dayOf(Date.now()), device)
}
