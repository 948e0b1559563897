/** How much circuits may carry (RELAY-1): each so much a second, all together so much a day. What is too fast waits; what is too much ends. */
import type { Clock } from '../../../../shared/crypto/index.ts'
import { RESOURCE } from '../../../../shared/limits.ts'
import { TokenBucket } from '../../../../shared/token-bucket.ts'
import type { Meter } from './join.ts'

const DAY_MS = 86_400_000

/** Counts what all circuits carry in a day of this device's clock. */
export class DayMeter {
  readonly #clock: Clock
  #day = 0
  #bytes = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get isSpent(): boolean {
    this.#turn()
    return this.#bytes >= RESOURCE.RELAY_BYTES_PER_DAY
  }

  /** False: that was too much. */
  take(bytes: number): boolean {
    this.#turn()
    this.#bytes += bytes
    return this.#bytes <= RESOURCE.RELAY_BYTES_PER_DAY
  }

  #turn(): void {
    const day = Math.floor(this.#clock.now() / DAY_MS)
    if (day === this.#day) return
    this.#day = day
    this.#bytes = 0
  }
}

/** A guest's circuit (RELAY-2): the same, and so much in all. */
export function guestMeter(meter: Meter): Meter {
  let left: number = RESOURCE.RELAY_GUEST_BYTES
  return {
    take(bytes) {
      left -= bytes
      const wait = meter.take(bytes)
      return left < 0 ? undefined : wait
    },
  }
}

/** One circuit: a bucket that fills at the rate and holds one burst. */
export function circuitMeter(day: DayMeter, clock: Clock, count: (bytes: number) => void): Meter {
  const bucket = new TokenBucket(clock, RESOURCE.RELAY_BURST_BYTES, RESOURCE.RELAY_BYTES_PER_SECOND)
  return {
    take(bytes) {
      count(bytes)
      return day.take(bytes) ? Math.ceil(bucket.overdraw(bytes)) : undefined
    },
  }
}
