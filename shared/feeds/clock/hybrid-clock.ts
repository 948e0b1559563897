/**
 * The time a device writes (CLK-1, CLK-2): its own clock, never behind what it has seen, and never dragged into the future by others. What
 * time others claim is not judged here; order is decided by claimed times alone (CLK-3).
 */
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import { type Time, compareTime } from '../../rooms/kinds/index.ts'

export class HybridClock {
  readonly #now: () => number
  #last: Time

  /** `now`: own wall clock in ms, CLK-6 offset included. `last`: the highest time written or seen before, as stored. */
  constructor(now: () => number, last: Time = [0, 0]) {
    this.#now = now
    this.#last = last
  }

  /** The highest time written or seen; to be kept over a restart. */
  get last(): Time {
    return this.#last
  }

  /** CLK-1: a time for something written now, higher than the last unless that lies beyond doubt in the future. */
  next(): Time {
    const now = this.#wholeNow()
    // Seen long ago under a wrong clock, or written under one: following it would carry the error on.
    const last: Time = isDoubtful(this.#last, now) ? [0, 0] : this.#last
    this.#last = after(last, now)
    return this.#last
  }

  /** CLK-2: notes a time somebody claims. */
  saw(time: Time): void {
    const now = this.#wholeNow()
    if (isDoubtful(time, now)) return
    if (compareTime(time, this.#last) > 0 || isDoubtful(this.#last, now)) this.#last = time
  }

  #wholeNow(): number {
    return Math.max(0, Math.floor(this.#now()))
  }
}

/** CLK-4: claims to be more than five minutes ahead of `now` (ms). */
export function isDoubtful(time: Time, now: number): boolean {
  return time[0] > now + RESOURCE.CLOCK_DOUBT_MS
}

function after(last: Time, now: number): Time {
  if (now > last[0]) return [now, 0]
  const c = last[1] + 1
  // 65,536 writings within one millisecond: the next one is borrowed.
  return c < INTRINSIC.TIME_COUNTER ? [last[0], c] : [last[0] + 1, 0]
}
