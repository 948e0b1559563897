/**
 * How fast a file comes onto the disk from one holder and from three, each in a process of its own and with it on disk, beside one libp2p stream
 * whose bytes are dropped and a TLS connection whose bytes are written to a file and synced as often; what that costs in processor time; and
 * how long a few bytes take there and back on the sync stream, at rest and while a file comes. All in turns, several times: medians.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { fileURLToPath } from 'node:url'
import type { DeviceId, FileId } from '../../shared/ids/index.ts'
import type { PeerStream } from '../../shared/reach/index.ts'
import { type Talker, cpuMs, median, percentile, startProcess } from './measure.ts'
import { MEDIA, TRANSFER } from '../../shared/limits.ts'
import { type MediaPeer, ROOM, mediaPeer } from './media-holder.ts'
import type { FromHolder, HolderReady, ToHolder } from './media-process.ts'
import { TLS_KEY, TLS_OPTIONS } from './tls-options.ts'

/** MB a second, and milliseconds of processor a megabyte, of who receives and who gives. */
export interface Way {
  readonly rate: number
  readonly here: number
  readonly there: number
}

export interface MediaRates {
  readonly fromOne: Way
  readonly fromThree: Way
  /** One stream of libp2p, as the machine runs it by itself. */
  readonly bare: Way
  /** The same, its memory looked after as an engine does it. */
  readonly tuned: Way
  readonly tls: Way
  /** ms there and back, p50. */
  readonly idleTrip: number
  readonly busyTrip: number
}

const HOLDERS = 3
const ROUNDS = 3
const PROGRAM = fileURLToPath(new URL('media-process.ts', import.meta.url))
const TRIPS = 200
const SYNCED_BYTES = TRANSFER.FLUSH_CHUNKS * MEDIA.CHUNK_BYTES

type Child = Talker<ToHolder, FromHolder>
interface Started {
  readonly child: Child
  readonly ready: HolderReady
}

export async function measureMedia(scratch: string, megabytes: number): Promise<MediaRates> {
  const size = megabytes * 1_000_000
  const folder = mkdtempSync(join(scratch, 'files-'))
  const holders = await Promise.all(Array.from({ length: HOLDERS }, (_, at) => startHolder(size, join(folder, `holder-${at}`))))
  const [first] = holders
  if (first === undefined) throw new Error('no holder')
  const { ready, child } = first
  const peer = await mediaPeer(join(folder, 'here'))
  const target = await open(join(folder, 'plain'), 'w')
  try {
    const echo = await dial(peer, ready)
    for (const other of holders.slice(1)) await dial(peer, other.ready)
    const all = holders.map((holder) => holder.ready.device)
    const measured = (work: () => Promise<void>): Promise<Way> => way(child, megabytes, work)
    const fetching = (devices: readonly DeviceId[]) => () => fetchFrom(peer, ready.file, size, devices)
    // Once to warm up: the machine compiles as it goes.
    await fetching([ready.device])()
    const collecting = (collects: boolean): void => {
      peer.collects(collects)
      child.send({ type: 'memory', collects })
    }
    const ways: { fromOne: Way; fromThree: Way; bare: Way; tuned: Way; tls: Way; idleTrip: number; busyTrip: number }[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      collecting(false)
      const bare = await measured(() => flood(child, echo, size))
      collecting(true)
      const tuned = await measured(() => flood(child, echo, size))
      const fromOne = await measured(fetching([ready.device]))
      const tls = await measured(() => tlsCopy(ready.tlsPort, size, target))
      const fromThree = await measured(fetching(all))
      const idleTrip = percentile(await trips(echo, TRIPS), 0.5)
      const isOver = { now: false }
      const coming = fetching([ready.device])().then(() => {
        isOver.now = true
      })
      const busyTrip = percentile(await trips(echo, TRIPS, () => isOver.now), 0.5)
      await coming
      ways.push({ fromOne, fromThree, bare, tuned, tls, idleTrip, busyTrip })
    }
    const middle = (of: (round: (typeof ways)[number]) => Way): Way => ({
      rate: median(ways.map((round) => of(round).rate)),
      here: median(ways.map((round) => of(round).here)),
      there: median(ways.map((round) => of(round).there)),
    })
    return {
      fromOne: middle((round) => round.fromOne),
      fromThree: middle((round) => round.fromThree),
      bare: middle((round) => round.bare),
      tuned: middle((round) => round.tuned),
      tls: middle((round) => round.tls),
      idleTrip: median(ways.map(({ idleTrip }) => idleTrip)),
      busyTrip: median(ways.map(({ busyTrip }) => busyTrip)),
    }
  } finally {
    await target.close()
    peer.hub.stop()
    await peer.network.stop()
    for (const holder of holders) holder.child.send({ type: 'stop' })
    await Promise.all(holders.map((holder) => holder.child.ended))
    rmSync(folder, { recursive: true, force: true })
  }
}

async function startHolder(size: number, folder: string): Promise<Started> {
  const child: Child = startProcess(PROGRAM, [String(size), folder])
  return { child, ready: await child.next('ready') }
}

async function way(child: Child, megabytes: number, work: () => Promise<void>): Promise<Way> {
  const there = await cpuOf(child)
  const here = cpuMs()
  const took = await seconds(work)
  return { rate: megabytes / took, here: (cpuMs() - here) / megabytes, there: ((await cpuOf(child)) - there) / megabytes }
}

async function cpuOf(child: Child): Promise<number> {
  child.send({ type: 'cpu' })
  return (await child.next('cpu')).ms
}

/** The sync stream, as something that waits for bytes. */
interface Echo {
  send(bytes: Uint8Array): void
  received(count: number): Promise<void>
}

async function dial({ network }: MediaPeer, { device, address }: HolderReady): Promise<Echo> {
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

async function flood(child: Child, echo: Echo, size: number): Promise<void> {
  const all = echo.received(size)
  child.send({ type: 'flood' })
  await all
}

/** Into a file, durable as often as a fetch is. */
async function tlsCopy(port: number, size: number, target: FileHandle): Promise<void> {
  const socket = connect({
    ...TLS_OPTIONS,
    port,
    host: '127.0.0.1',
    pskCallback: () => ({ psk: TLS_KEY, identity: 'bench' }),
    checkServerIdentity: () => undefined,
  })
  let bytes = 0
  let unsynced = 0
  for await (const piece of socket as AsyncIterable<Buffer>) {
    await target.write(piece, 0, piece.length, bytes)
    bytes += piece.length
    unsynced += piece.length
    if (unsynced < SYNCED_BYTES && bytes < size) continue
    await target.datasync()
    unsynced = 0
  }
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
