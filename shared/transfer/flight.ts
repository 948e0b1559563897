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

/** So many chunks in FLIGHT_RATE_MS tell how fast the line is; on a slower one it takes RATE_MS to say. */
const TELLING = 4
/** From that window on two chunks are ordered at once, and an eighth of a large one: each order is a question, and has an end. */
const PAIRS_FROM = 4

export class Flight {
  readonly #clock: Pick<Clock, 'now'>
  readonly #recent: RateMeter
  readonly #meter: RateMeter
  #window: number = TRANSFER.FLIGHT_LEAST_CHUNKS
  #isStarting = true
  #isQueued = false
  /** Nothing came since it began. */
  #isNew = true
  /** The line without a queue, ms. */
  #delayMs = Infinity
  /** When that was last seen to be so. */
  #seenAt = 0
  /** One chunk alone is asked for, to see how long the line is now; since when, or `due`. */
  #looking: number | 'due' | undefined

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock
    this.#recent = new RateMeter(clock, TRANSFER.FLIGHT_RATE_MS)
    this.#meter = new RateMeter(clock)
  }

  /** Something is ordered; when, for `answered`. */
  ordered(): number {
    const now = this.#clock.now()
    if (this.#looking === 'due') this.#looking = now
    this.#recent.begin()
    this.#meter.begin()
    return now
  }

  /** The first chunk of an order came. */
  answered(orderedAt: number): void {
    const now = this.#clock.now()
    const delayMs = Math.max(0, now - orderedAt)
    if (typeof this.#looking === 'number' && orderedAt >= this.#looking) {
      this.#looking = undefined
      const isLonger = delayMs > QUEUED * this.#delayMs + TRANSFER.FLIGHT_QUEUE_MS
      this.#delayMs = delayMs
      if (isLonger) this.#start()
    }
    if (delayMs <= QUEUED * this.#delayMs + 2 * TRANSFER.FLIGHT_QUEUE_MS) this.#seenAt = now
    else if (now - this.#seenAt > TRANSFER.FLIGHT_LINE_MS) this.#looking ??= 'due'
    this.#delayMs = Math.min(this.#delayMs, delayMs)
    this.#isQueued = delayMs > QUEUED * this.#delayMs + TRANSFER.FLIGHT_QUEUE_MS
    if (this.#isQueued) this.#isStarting = false
  }

  arrived(bytes: number): void {
    this.#recent.add(bytes)
    this.#meter.add(bytes)
    this.#isNew = false
    if (!this.#isStarting) return
    this.#window = Math.min(TRANSFER.FLIGHT_CHUNKS, this.#window + 1)
    if (this.#window === TRANSFER.FLIGHT_CHUNKS) this.#isStarting = false
  }

  /** How many more may be ordered when so many bytes are on their way. */
  free(bytesOwed: number): number {
    if (this.#looking !== undefined) return bytesOwed > 0 ? 0 : 1
    const chunks = this.#chunks(bytesOwed > 0)
    const step = chunks < PAIRS_FROM ? 1 : Math.max(2, Math.floor(chunks / 8))
    const free = chunks - bytesOwed / MEDIA.CHUNK_BYTES
    return free >= step ? Math.min(Math.floor(free), TRANSFER.CHUNKS_PER_GET) : 0
  }

  #chunks(isOwed: boolean): number {
    const rate = this.#bytesPerSecond()
    if (rate === 0 && isOwed && !this.#isNew) return 0
    if (rate === 0 && !this.#isNew) this.#start()
    const line = {
      bytesPerSecond: this.#isQueued ? rate : rate * MORE,
      delayMs: Number.isFinite(this.#delayMs) ? this.#delayMs : 0,
    }
    const bounds = { least: TRANSFER.FLIGHT_LEAST_CHUNKS, most: TRANSFER.FLIGHT_CHUNKS }
    const held = flightFor(line, MEDIA.CHUNK_BYTES, TRANSFER.FLIGHT_QUEUE_MS, bounds)
    // One chunk alone is what a slow line gets, also when nothing else is known of it.
    return this.#isStarting && held >= bounds.least ? Math.max(held, this.#window) : held
  }

  #bytesPerSecond(): number {
    const recent = this.#recent.bytesPerSecond
    return recent * TRANSFER.FLIGHT_RATE_MS >= TELLING * MEDIA.CHUNK_BYTES * 1000 ? recent : this.#meter.bytesPerSecond
  }

  /** What the line holds may be anything. */
  #start(): void {
    this.#isStarting = true
    this.#isNew = true
    this.#isQueued = false
    this.#window = TRANSFER.FLIGHT_LEAST_CHUNKS
  }
}
