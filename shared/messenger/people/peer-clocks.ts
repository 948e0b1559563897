/**
 * CLK-6: whether my clock is wrong, by what contacts say theirs is. Three that agree within five minutes, and more than half of all heard,
 * are believed; own devices count as one witness, strangers as none. So a few who lie together do not outvote the many who do not.
 */
import type { AccountId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'

export class PeerClocks {
  readonly #offsets = new Map<AccountId, number>()
  #applied = 0

  /** What to add to the own clock, ms; 0 when it is trusted. */
  get offset(): number {
    return this.#applied
  }

  /** `wallMs` by that account's clock at `now` by mine. Returns whether the offset in use changed. */
  heard(account: AccountId, wallMs: number, now: number): boolean {
    this.#offsets.delete(account)
    this.#offsets.set(account, wallMs - now)
    const [oldest] = this.#offsets.keys()
    if (this.#offsets.size > RESOURCE.CONTACTS && oldest !== undefined) this.#offsets.delete(oldest)
    return this.#apply()
  }

  forget(account: AccountId): boolean {
    return this.#offsets.delete(account) && this.#apply()
  }

  /** The own clock was set: what was measured against it says nothing now. */
  reset(): boolean {
    this.#offsets.clear()
    return this.#apply()
  }

  #apply(): boolean {
    const agreed = agreedOffset([...this.#offsets.values()])
    // A median wanders by what the network delays; the clock shall not wander with it.
    if (agreed === this.#applied || (agreed !== 0 && this.#applied !== 0 && Math.abs(agreed - this.#applied) < RESOURCE.CLOCK_STEP_MS)) {
      return false
    }
    this.#applied = agreed
    return true
  }
}

/** The median of the largest group that agrees within five minutes, when that group is large enough and puts me more than five off; else 0. */
export function agreedOffset(offsets: readonly number[]): number {
  const sorted = offsets.toSorted((a, b) => a - b)
  let best: readonly number[] = []
  let from = 0
  for (const [to, offset] of sorted.entries()) {
    while (offset - (sorted[from] ?? offset) > RESOURCE.CLOCK_DOUBT_MS) from += 1
    if (to + 1 - from > best.length) best = sorted.slice(from, to + 1)
  }
  if (best.length < RESOURCE.CLOCK_WITNESSES || 2 * best.length <= sorted.length) return 0
  const median = best[best.length >> 1] ?? 0
  return Math.abs(median) > RESOURCE.CLOCK_DOUBT_MS ? median : 0
}
