/** Builders for tests over real libp2p: hosts on loopback that are stopped after the test, and streams that are read to promises. */
import { onTestFinished } from 'vitest'
import type { DeviceId } from '../../shared/ids/index.ts'
import type { PeerStream } from '../../shared/reach/index.ts'
import { createNetwork } from '../../src-main/engine/network/index.ts'
import type { Network, NetworkOptions } from '../../src-main/engine/network/index.ts'
import { nobleEd25519PublicKey } from './keys.ts'
import { systemClock } from './system-clock.ts'

export interface TestHost {
  readonly device: DeviceId
  readonly network: Network
  /** Streams others opened, in order of arrival. */
  next(): Promise<PeerStream>
  accepted(): number
}

/** A started host with the given number as its key's seed. */
export async function aHost(seed: number, options: Partial<NetworkOptions> = {}): Promise<TestHost> {
  const key = new Uint8Array(32).fill(seed)
  const network = createNetwork({
    seed: key,
    listen: ['/ip4/127.0.0.1/tcp/0'],
    clock: systemClock,
    allow: () => 'known',
    ...options,
  })
  const arrived: PeerStream[] = []
  const waiting: ((stream: PeerStream) => void)[] = []
  let count = 0
  network.onStream((stream) => {
    count += 1
    const taker = waiting.shift()
    if (taker === undefined) arrived.push(stream)
    else taker(stream)
  })
  await network.start()
  onTestFinished(() => network.stop())
  return {
    device: nobleEd25519PublicKey(key),
    network,
    accepted: () => count,
    next: () => {
      const stream = arrived.shift()
      return stream === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(stream)
    },
  }
}

/** Two hosts sorted by device id: the lower first. */
export async function aPair(): Promise<readonly [TestHost, TestHost]> {
  const [one, two] = [await aHost(1), await aHost(2)]
  return one.device < two.device ? [one, two] : [two, one]
}

export interface Reader {
  readonly closed: Promise<void>
  readonly bytes: () => number
  readonly chunks: readonly Uint8Array[]
  /** Resolves when that many bytes came in all. */
  received(total: number): Promise<void>
  /** Resolves at the next `drain`. */
  drained(): Promise<void>
}

/** Listens to the stream. */
export function read(stream: PeerStream): Reader {
  const chunks: Uint8Array[] = []
  let total = 0
  let watchers: (() => void)[] = []
  let drains: (() => void)[] = []
  const closed = new Promise<void>((resolve) => {
    stream.listen({
      data(bytes) {
        chunks.push(bytes)
        total += bytes.length
        for (const watcher of watchers) watcher()
      },
      drain() {
        const due = drains
        drains = []
        for (const resume of due) resume()
      },
      closed: resolve,
    })
  })
  return {
    closed,
    chunks,
    bytes: () => total,
    drained: () => new Promise((resolve) => drains.push(resolve)),
    received: (wanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (total < wanted) return
          watchers = watchers.filter((watcher) => watcher !== look)
          resolve()
        }
        watchers.push(look)
        look()
      }),
  }
}

/** Dials and expects it to work. */
export async function connect(from: TestHost, to: TestHost): Promise<PeerStream> {
  const result = await from.network.dial(to.device, to.network.addresses())
  if (!result.ok) throw new Error(`dial failed: ${result.code}`)
  return result.stream
}
