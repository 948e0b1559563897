/** Counts wrong tokens per address and minute, so that guessing from one place ends early. Remembers a bounded number of places. */
import type { Clock } from '../../../shared/crypto/index.ts'
import { RPC } from '../../../shared/limits.ts'

const WINDOW_MS = 60_000

export class WrongTokens {
  readonly #clock: Clock
  readonly #places = new Map<string, { readonly since: number; readonly count: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  isBarred(address: string): boolean {
    return this.#current(address).count >= RPC.WRONG_TOKENS_PER_MINUTE
  }

  count(address: string): void {
    const { since, count } = this.#current(address)
    this.#places.delete(address)
    this.#places.set(address, { since, count: count + 1 })
    const oldest = this.#places.keys().next()
    if (this.#places.size > RPC.WRONG_TOKEN_ADDRESSES && !oldest.done) this.#places.delete(oldest.value)
  }

  #current(address: string): { readonly since: number; readonly count: number } {
    const now = this.#clock.now()
    const place = this.#places.get(address)
    return place === undefined || now - place.since >= WINDOW_MS || now < place.since ? { since: now, count: 0 } : place
  }
}
