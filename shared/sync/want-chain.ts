/**
 * One device's feed in one room as the scheduler sees it: what is here, who says to hold what, what is asked for now, and whom it is no
 * use asking again just yet.
 */
import type { DeviceId } from '../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../limits.ts'
import type { RoomKey } from '../store/index.ts'
import type { Ranges } from './host.ts'
import { NO_RANGES, above, covers, highest, intersect, subtract, unite } from './ranges.ts'

/** A session, by the number the hub gave it. */
export type SessionNumber = number

/** First window of a chain; doubled until its newest segment is here, so that a small room costs no more than it has to. */
export const FIRST_WINDOW_BYTES: number = 48 * 1024
/** Newest segments that hold less make no page of short messages yet: the one before is asked for, too. */
export const NEWEST_BYTES: number = 8 * 1024
/** The newest segment is no larger (SYNC-6 stage 1). */
export const STAGE_ONE_BYTES: number = INTRINSIC.SECTION_BYTES
/** One WANT, and at most one more for what is newer than all of that one: history must not hold up what is written now. */
const WANTS_PER_CHAIN = 2
const REFUSAL_MAX_MS = 5 * 60_000

export interface Want {
  readonly session: SessionNumber
  readonly chain: Chain
  readonly number: number
  readonly ranges: Ranges
  /** Of the newest segment alone. */
  readonly isNewest: boolean
  /** Asked for whatever our rows say (FORK-1): its end proves nobody a liar. */
  readonly isRefetch: boolean
  granted: number
  received: number
  lastAt: number
}

interface Refusal {
  ranges: Ranges
  until: number
  times: number
}

export class Chain {
  readonly room: RoomKey
  readonly device: DeviceId
  own: Ranges = NO_RANGES
  /** 1 until the newest segment was fetched, then 2 until nothing is missing. */
  stage: 1 | 2 = 1
  /** What came of the newest segments since then. */
  newestBytes = 0
  lastAsked: SessionNumber | undefined
  readonly wants: Want[] = []
  readonly #holders = new Map<SessionNumber, Ranges>()
  readonly #refusals = new Map<SessionNumber, Refusal>()

  constructor(room: RoomKey, device: DeviceId) {
    this.room = room
    this.device = device
  }

  get hasRefusals(): boolean {
    for (const { ranges } of this.#refusals.values()) if (ranges.length > 0) return true
    return false
  }

  get isForgotten(): boolean {
    return this.#holders.size === 0 && this.wants.length === 0 && this.own.length === 0
  }

  /** Nothing is missing: what comes next is new again. */
  startAnew(): void {
    this.stage = 1
    this.newestBytes = 0
  }

  /** Whoever served it last comes first. */
  holders(): Iterable<SessionNumber> {
    const all = [...this.#holders.keys()]
    return this.lastAsked === undefined ? all : all.sort((a, b) => Number(b === this.lastAsked) - Number(a === this.lastAsked))
  }

  hold(session: SessionNumber, ranges: Ranges): void {
    this.#holders.set(session, ranges)
  }

  forget(session: SessionNumber): void {
    this.#holders.delete(session)
    this.#refusals.delete(session)
  }

  /** What anybody says to hold and is not here. */
  missing(): Ranges {
    return subtract([...this.#holders.values()].reduce(unite, NO_RANGES), this.own)
  }

  /** What may be asked of that session now; the newest ranges that fit one WANT. */
  askable(session: SessionNumber, now: number): Ranges {
    if (this.wants.length >= WANTS_PER_CHAIN) return NO_RANGES
    const [active] = this.wants
    let missing = subtract(this.#holders.get(session) ?? NO_RANGES, this.own)
    if (active !== undefined) missing = above(missing, highest(active.ranges))
    return subtract(missing, this.#putOff(session, now)).slice(-RESOURCE.RANGES_PER_ROW)
  }

  /** Whether another session may be asked for some of it. */
  isElsewhere(want: Want, now: number): boolean {
    const missing = this.undelivered(want)
    for (const [session, held] of this.#holders) {
      if (session === want.session) continue
      if (subtract(intersect(missing, held), this.#putOff(session, now)).length > 0) return true
    }
    return false
  }

  /** What that session said to hold and did not give. */
  undelivered(want: Want): Ranges {
    return subtract(want.ranges, this.own)
  }

  /** It came, perhaps, and could not be appended, as what stands before it is on its way from elsewhere (FEED-4). */
  hangs(want: Want): boolean {
    return want.received > 0 && this.undelivered(want).some(([first]) => first > 1 && !covers(this.own, first - 1))
  }

  /** Not to be asked of that session before `baseMs`, twice as long each time. */
  refuse(session: SessionNumber, ranges: Ranges, now: number, baseMs: number): void {
    const before = this.#refusals.get(session)
    const times = before?.times ?? 0
    const until = now + Math.min(baseMs * 2 ** Math.min(times, 10), REFUSAL_MAX_MS)
    this.#refusals.set(session, { ranges: unite(before?.ranges ?? NO_RANGES, ranges), until, times: times + 1 })
  }

  /** That session gave what it was asked for: a clean slate, unless it still owes what it refused before. */
  forgive(session: SessionNumber): void {
    const refusal = this.#refusals.get(session)
    if (refusal !== undefined && subtract(refusal.ranges, this.own).length === 0) this.#refusals.delete(session)
  }

  /** True when a refusal ran out and the chain is worth another look. */
  lapse(now: number): boolean {
    let isDue = false
    for (const refusal of this.#refusals.values()) {
      if (refusal.until > now || refusal.ranges.length === 0) continue
      // The count stays, so the next refusal lasts longer.
      refusal.ranges = NO_RANGES
      isDue = true
    }
    return isDue
  }

  /** What that session is not to be asked for just yet. */
  #putOff(session: SessionNumber, now: number): Ranges {
    const refusal = this.#refusals.get(session)
    return refusal !== undefined && refusal.until > now ? refusal.ranges : NO_RANGES
  }
}
