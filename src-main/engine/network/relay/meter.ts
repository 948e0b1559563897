/** How much circuits may carry (RELAY-1): each so much a second, all together so much a day. What is too fast waits; what is too much ends. */
import type { Clock } from '../../../../shared/crypto/index.ts'
import { RESOURCE } from '../../../../shared/limits.ts'
import type { Meter } from './join.ts'

const DAY_MS = 86_400_000
/** Longer than this says nothing about what was sent: the clock was set. */
const MEASURED_MS = 10_000

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
  let allowance: number = RESOURCE.RELAY_BURST_BYTES
  let last = clock.now()
  return {
    take(bytes) {
      count(bytes)
      if (!day.take(bytes)) return undefined
      const now = clock.now()
      const passed = Math.min(Math.max(0, now - last), MEASURED_MS)
      last = now
      allowance = Math.min(RESOURCE.RELAY_BURST_BYTES, allowance + (passed * RESOURCE.RELAY_BYTES_PER_SECOND) / 1000) - bytes
      return allowance >= 0 ? 0 : Math.ceil((-allowance * 1000) / RESOURCE.RELAY_BYTES_PER_SECOND)
    },
  }
}
