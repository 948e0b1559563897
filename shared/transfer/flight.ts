/**
 * How many chunks may be on their way from one device at once (MEDIA-53): as many as the line holds, found out by looking. It begins with a few
 * and adds one for each that comes, until the first chunk of an order takes longer than it did on an empty line: what is beyond that stands in
 * a queue, and messages behind it. From then on it is what comes in that shortest time and in a few milliseconds more. Of a device, not of
 * a file: eight files at once from one device are no eight times as much for a message to wait behind.
 */
import type { Clock } from '../crypto/index.ts'
import { MEDIA, TRANSFER } from '../limits.ts'
import { flightFor } from './choosing.ts'
import { RateMeter } from './rate-meter.ts'

/** An answer that took so many times as long as the quickest one, and FLIGHT_QUEUE_MS, has waited in a queue. */
const QUEUED = 1.25
/** While no queue is seen so much more is tried: the line may have become faster. */
const MORE = 1.25

export class Flight {
  readonly #clock: Pick<Clock, 'now'>
  readonly #meter: RateMeter
  #window: number = TRANSFER.FLIGHT_LEAST_CHUNKS
  #isStarting = true
  #isQueued = false
  /** The line without a queue, ms. */
  #delayMs = Infinity
  /** When that was last seen to be so. */
  #seenAt = 0
  /** The quickest since then. */
  #sinceMs = Infinity

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock
    this.#meter = new RateMeter(clock, TRANSFER.FLIGHT_RATE_MS)
  }

  /** Something is ordered; when, for `answered`. */
  ordered(): number {
    if (this.#meter.bytesPerSecond === 0) this.#start()
    this.#meter.begin()
    return this.#clock.now()
  }

  /** The first chunk of an order came. */
  answered(orderedAt: number): void {
    const now = this.#clock.now()
    const delayMs = Math.max(0, now - orderedAt)
    this.#learn(delayMs, now)
    this.#isQueued = delayMs > QUEUED * this.#delayMs + TRANSFER.FLIGHT_QUEUE_MS
    if (this.#isQueued) this.#isStarting = false
  }

  arrived(bytes: number): void {
    this.#meter.add(bytes)
    if (!this.#isStarting) return
    this.#window = Math.min(TRANSFER.FLIGHT_CHUNKS, this.#window + 1)
    if (this.#window === TRANSFER.FLIGHT_CHUNKS) this.#isStarting = false
  }

  /** How many more may be ordered when so many bytes are on their way; a few at a time, or each chunk would have a question of its own. */
  free(bytesOwed: number): number {
    const window = this.#chunks() * MEDIA.CHUNK_BYTES
    const free = window - bytesOwed
    return free >= window / 2 ? Math.min(Math.max(1, Math.floor(free / MEDIA.CHUNK_BYTES)), TRANSFER.CHUNKS_PER_GET) : 0
  }

  #chunks(): number {
    const line = { bytesPerSecond: this.#meter.bytesPerSecond, delayMs: Number.isFinite(this.#delayMs) ? this.#delayMs : 0 }
    const bounds = { least: TRANSFER.FLIGHT_LEAST_CHUNKS, most: TRANSFER.FLIGHT_CHUNKS }
    if (line.bytesPerSecond > 0 && !this.#isQueued) line.bytesPerSecond *= MORE
    const held = flightFor(line, MEDIA.CHUNK_BYTES, TRANSFER.FLIGHT_QUEUE_MS, bounds)
    // One chunk alone is what a slow line gets, also when nothing else is known of it.
    return this.#isStarting && held >= bounds.least ? Math.max(held, this.#window) : held
  }

  /** Nothing came lately: what the line holds may be anything. */
  #start(): void {
    this.#isStarting = true
    this.#isQueued = false
    this.#window = TRANSFER.FLIGHT_LEAST_CHUNKS
  }

  /** The quickest answer ever, until for long none comes near it: then the way is another one. */
  #learn(delayMs: number, now: number): void {
    const chunkMs = (MEDIA.CHUNK_BYTES * 1000) / Math.max(1, this.#meter.bytesPerSecond)
    if (delayMs <= this.#delayMs + 2 * TRANSFER.FLIGHT_QUEUE_MS + chunkMs) {
      this.#delayMs = Math.min(this.#delayMs, delayMs)
      this.#seenAt = now
      this.#sinceMs = Infinity
      return
    }
    this.#sinceMs = Math.min(this.#sinceMs, delayMs)
    if (now - this.#seenAt < TRANSFER.FLIGHT_LINE_MS) return
    this.#delayMs = this.#sinceMs
    this.#sinceMs = Infinity
    this.#seenAt = now
  }
}
