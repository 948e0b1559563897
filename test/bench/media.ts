/**
 * How fast a file comes from one holder and from three, each in a process of its own, beside one libp2p stream and one TLS connection from the first
 * of them; and how long a few bytes take there and back on the sync stream, at rest and while a file comes.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:tls'
import { fileURLToPath } from 'node:url'
import type { DeviceId, FileId } from '../../shared/ids/index.ts'
import type { PeerStream } from '../../shared/reach/index.ts'
import { percentile } from './measure.ts'
import { type MediaPeer, ROOM, mediaPeer } from './media-holder.ts'
import type { FromHolder, ToHolder } from './media-process.ts'
import { TLS_KEY, TLS_OPTIONS } from './tls-options.ts'

export interface MediaRates {
  /** MB a second. */
  readonly fromOne: number
  readonly fromThree: number
  readonly bare: number
  readonly tls: number
  /** ms there and back, p50. */
  readonly idleTrip: number
  readonly busyTrip: number
}

const HOLDERS = 3
const PROGRAM = fileURLToPath(new URL('media-process.ts', import.meta.url))
const TRIPS = 200

export async function measureMedia(megabytes: number): Promise<MediaRates> {
  const size = megabytes * 1_000_000
  const holders = await Promise.all(Array.from({ length: HOLDERS }, () => startHolder(size)))
  const [first] = holders
  if (first === undefined) throw new Error('no holder')
  const { ready } = first
  const peer = await mediaPeer()
  try {
    const echo = await dial(peer, ready)
    for (const other of holders.slice(1)) await dial(peer, other.ready)
    const idleTrip = percentile(await trips(echo, TRIPS), 0.5)
    const tls = megabytes / (await seconds(() => tlsCopy(ready.tlsPort, size)))
    const bare = megabytes / (await seconds(() => flood(first.child, echo, size)))
    // Once to warm up: the machine compiles as it goes.
    await fetchFrom(peer, ready.file, size, [ready.device])
    const fromOne = megabytes / (await seconds(() => fetchFrom(peer, ready.file, size, [ready.device])))
    const all = holders.map((holder) => holder.ready.device)
    const fromThree = megabytes / (await seconds(() => fetchFrom(peer, ready.file, size, all)))
    const fetching = { isOver: false }
    const coming = fetchFrom(peer, ready.file, size, [ready.device]).then(() => {
      fetching.isOver = true
    })
    const busy = await trips(echo, TRIPS, () => fetching.isOver)
    await coming
    return { fromOne, fromThree, bare, tls, idleTrip, busyTrip: percentile(busy, 0.5) }
  } finally {
    peer.hub.stop()
    await peer.network.stop()
    for (const { child } of holders) child.send({ type: 'stop' } satisfies ToHolder)
  }
}

async function startHolder(size: number): Promise<{ readonly child: ChildProcess; readonly ready: FromHolder }> {
  const child = fork(PROGRAM, [String(size)])
  const [ready] = (await once(child, 'message')) as [FromHolder]
  return { child, ready }
}

/** The sync stream, as something that waits for bytes. */
interface Echo {
  send(bytes: Uint8Array): void
  received(count: number): Promise<void>
}

async function dial({ network }: MediaPeer, { device, address }: FromHolder): Promise<Echo> {
  const dialled = await network.dial(device, [address])
  if (!dialled.ok) throw new Error(dialled.code)
  return echoOver(dialled.stream)
}

function echoOver(stream: PeerStream): Echo {
  let count = 0
  let wanted = Infinity
  let resolve: (() => void) | undefined
  stream.listen({
    data: (bytes) => {
      count += bytes.length
      if (count >= wanted) resolve?.()
    },
    drain: () => undefined,
    closed: () => undefined,
  })
  return {
    send: (bytes) => void stream.send(bytes),
    received: (more) => {
      count = 0
      wanted = more
      return new Promise((done) => {
        resolve = done
      })
    },
  }
}

async function trips(echo: Echo, count: number, isOver: () => boolean = () => false): Promise<readonly number[]> {
  const times: number[] = []
  for (let at = 0; at < count && !isOver(); at++) {
    const back = echo.received(100)
    const started = performance.now()
    echo.send(new Uint8Array(100))
    await back
    times.push(performance.now() - started)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  return times
}

async function flood(child: ChildProcess, echo: Echo, size: number): Promise<void> {
  const all = echo.received(size)
  child.send({ type: 'flood' } satisfies ToHolder)
  await all
}

async function tlsCopy(port: number, size: number): Promise<void> {
  const socket = connect({
    ...TLS_OPTIONS,
    port,
    host: '127.0.0.1',
    pskCallback: () => ({ psk: TLS_KEY, identity: 'bench' }),
    checkServerIdentity: () => undefined,
  })
  let bytes = 0
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length
  })
  await once(socket, 'close')
  if (bytes < size) throw new Error(`${bytes} bytes by TLS`)
}

async function fetchFrom({ hub, store }: MediaPeer, file: FileId, size: number, devices: readonly DeviceId[]): Promise<void> {
  await store.forget(file)
  const end = await new Promise((ended) => {
    hub.fetch({ room: ROOM, file, size, sources: () => devices, ended })
  })
  if (end !== 'done') throw new Error(String(end))
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}
