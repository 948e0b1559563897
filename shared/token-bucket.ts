/** A token bucket: so much at once, so much a second after that. A clock that jumps back gives nothing. */
import type { Clock } from './crypto/index.ts'

export class TokenBucket {
  readonly #clock: Pick<Clock, 'now'>
  readonly #size: number
  readonly #perSecond: number
  #left: number
  #at: number

  /** Full. */
  constructor(clock: Pick<Clock, 'now'>, size: number, perSecond: number) {
    this.#clock = clock
    this.#size = size
    this.#perSecond = perSecond
    this.#left = size
    this.#at = clock.now()
  }

  /** False: there is not as much, and nothing is taken. */
  spend(amount = 1): boolean {
    this.#refill()
    if (this.#left < amount) return false
    this.#left -= amount
    return true
  }

  /** Takes as much all the same. Milliseconds until it is made good; 0: it was there. */
  overdraw(amount: number): number {
    const wait = this.waitMs(amount)
    this.#left -= amount
    return wait
  }

  /** Milliseconds until there is as much. */
  waitMs(amount: number): number {
    this.#refill()
    return (Math.max(0, amount - this.#left) / this.#perSecond) * 1000
  }

  #refill(): void {
    const now = this.#clock.now()
    this.#left = Math.min(this.#size, this.#left + (Math.max(0, now - this.#at) / 1000) * this.#perSecond)
    this.#at = now
  }
}
