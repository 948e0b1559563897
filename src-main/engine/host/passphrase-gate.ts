/**
 * Slows down who guesses at a passphrase through the house: some wrong ones are free, then each further one doubles the wait, up to a limit.
 * One gate a house, however many pages ask. A right one opens it again.
 */
import type { Clock } from '../../../shared/crypto/index.ts'
import { RPC } from '../../../shared/limits.ts'

export class PassphraseGate {
  readonly #clock: Clock
  #wrong = 0
  #opensAt = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** When the next try is looked at; undefined: now. */
  retryAt(): number | undefined {
    const now = this.#clock.now()
    // A clock that was set back must not lock anybody out for longer than the longest wait.
    this.#opensAt = Math.min(this.#opensAt, now + RPC.PASSPHRASE_WAIT_MAX_MS)
    return this.#opensAt > now ? this.#opensAt : undefined
  }

  wrong(): void {
    this.#wrong += 1
    const over = this.#wrong - RPC.PASSPHRASE_FREE_TRIES
    if (over < 0) return
    this.#opensAt = this.#clock.now() + Math.min(RPC.PASSPHRASE_WAIT_MAX_MS, RPC.PASSPHRASE_WAIT_MS * 2 ** over)
  }

  right(): void {
    this.#wrong = 0
    this.#opensAt = 0
  }
}
