/** One device that may have a file that is being fetched: what it has of it, what it was asked for, and how fast it is. */
import type { Clock } from '../crypto/index.ts'
import type { DeviceId } from '../ids/index.ts'
import { MEDIA, TRANSFER } from '../limits.ts'
import { ChunkSet } from '../media/index.ts'
import type { MediaLink } from './link.ts'
import { RateMeter } from './rate-meter.ts'

export interface HolderOrder {
  readonly end: number
  readonly since: number
  next: number
}

export class Holder {
  readonly device: DeviceId
  readonly link: MediaLink
  readonly meter: RateMeter
  readonly orders = new Map<number, HolderOrder>()
  /** What it says to have; undefined: nothing heard yet. */
  chunks: ChunkSet | undefined
  ask: number | undefined
  /** Orders that came to nothing although it said to have the chunks. */
  broken = 0
  /** The device is connected anew since the link was opened: the link is of an older connection, which may end any moment. */
  isOutlived = false
  /** It said that it has too much to do, ms. */
  busyUntil = 0
  readonly #total: number

  constructor(link: MediaLink, clock: Clock, total: number) {
    this.device = link.device
    this.link = link
    this.meter = new RateMeter(clock)
    this.#total = total
  }

  /** False: no such file has such a bitmap. */
  heard(held: Uint8Array | null): boolean {
    const chunks = readHolding(held, this.#total)
    if (chunks === undefined) return false
    this.chunks = chunks
    return true
  }

  get inFlight(): number {
    let chunks = 0
    for (const { next, end } of this.orders.values()) chunks += end - next
    return chunks
  }

  /** How many more chunks to ask for now, whatever else is asked of the device. */
  capacity(now: number): number {
    return this.busyUntil > now || this.link.isClosed || this.link.paceMs > 0 ? 0 : this.link.asking.freeChunks
  }

  /** Milliseconds until everything on its way is here, as far as can be told. */
  expectedMs(now: number, chunks = this.inFlight): number {
    const rate = this.meter.bytesPerSecond
    if (rate > 0) return (chunks * MEDIA.CHUNK_BYTES * 1000) / rate
    const oldest = Math.min(...[...this.orders.values()].map(({ since }) => since))
    return now - oldest >= TRANSFER.STEAL_MS ? Infinity : TRANSFER.STEAL_MS
  }
}

function readHolding(held: Uint8Array | null, total: number): ChunkSet | undefined {
  if (held === null) return ChunkSet.none(total)
  return held.length === 0 ? ChunkSet.all(total) : ChunkSet.of(total, held)
}
