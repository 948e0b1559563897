/** At most so many acts in an hour, counted as they happen; a clock set back does not keep old marks for ever. */
import type { Clock } from '../crypto/index.ts'

const HOUR_MS = 60 * 60 * 1000

export class HourlyBudget {
  readonly #clock: Clock
  readonly #most: number
  #marks: number[] = []

  constructor(clock: Clock, most: number) {
    this.#clock = clock
    this.#most = most
  }

  /** Acts left in this hour. */
  get left(): number {
    const now = this.#clock.now()
    this.#marks = this.#marks.filter((at) => at <= now && at > now - HOUR_MS)
    return this.#most - this.#marks.length
  }

  /** Takes one; false when none is left. */
  take(): boolean {
    if (this.left <= 0) return false
    this.#marks.push(this.#clock.now())
    return true
  }
}
