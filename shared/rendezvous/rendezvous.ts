/**
 * When to leave word and when to look (RDV-8): pure over a table, a clock and what is known of people. Does nothing for whoever can be
 * reached; one act at a time, newest needs first, each hour bounded. One timer while it runs and none after `stop`. What is found is
 * handed on as a hint.
 */
import type { Clock, Crypto, Rng } from '../crypto/index.ts'
import type { AccountId, DeviceId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import { equalBytes } from '../codec/index.ts'
import { HourlyBudget } from './budget.ts'
import { dayOf, daysToAsk, daysToPublish, secretsInUse, spotOf } from './spot.ts'
import { makeValue, openValue } from './value.ts'

/** The distributed table. Neither method rejects; both end within RENDEZVOUS_JOB_MS. */
export interface MeetingTable {
  /** Whether there is any way into the table. Asked before anything is started. */
  hasEntrance(): boolean
  /** How many nodes took the value. */
  put(key: Uint8Array, value: Uint8Array): Promise<number>
  /** What nodes gave, as they gave it; undefined when none answered. */
  get(key: Uint8Array): Promise<readonly Uint8Array[] | undefined>
}

/** A contact, as far as meeting goes. */
export interface Sought {
  readonly account: AccountId
  /** Secrets shared with them, in any order. */
  readonly secrets: readonly Uint8Array[]
  /** Their live devices. */
  readonly devices: readonly DeviceId[]
  readonly isReached: boolean
  /** When one of them was last connected, or this device started, ms. */
  readonly since: number
}

export interface RendezvousDeps {
  readonly clock: Clock
  readonly rng: Rng
  readonly crypto: Crypto
  readonly self: DeviceId
  readonly table: MeetingTable
  people(): readonly Sought[]
  /** What to leave: at most RENDEZVOUS_PAYLOAD_BYTES; undefined when there is nothing to say. */
  payload(): Uint8Array | undefined
  /** A payload of that device was found; whoever published it holds the pair's secret, no more is known. */
  found(device: DeviceId, payload: Uint8Array): void
  changed(): void
}

export interface MeetingState {
  /** `waiting`: somebody is out of reach, and the next act is due later. */
  readonly state: 'idle' | 'waiting' | 'working' | 'no-entrance' | 'no-answer'
  /** Contacts out of reach for long enough. */
  readonly away: number
  /** Of them, for how many word lies in the table. */
  readonly published: number
  readonly lookups: number
  readonly found: number
}

interface Absence {
  readonly since: number
  /** Not before that: nearer ways are tried first, and people who lose each other together do not all ask at once. */
  from: number
  published: { readonly day: number; readonly payload: Uint8Array; readonly refreshAt: number } | undefined
  publishAt: number
  askAt: number
  failures: number
}

export class Rendezvous {
  readonly #deps: RendezvousDeps
  readonly #absences = new Map<AccountId, Absence>()
  readonly #publishes: HourlyBudget
  readonly #asks: HourlyBudget
  #cancel: (() => void) | undefined
  #working: Promise<void> | undefined
  #isRunning = false
  #lookups = 0
  #found = 0
  /** Nobody in the table answered the last act. */
  #isDeaf = false

  constructor(deps: RendezvousDeps) {
    this.#deps = deps
    this.#publishes = new HourlyBudget(deps.clock, RESOURCE.RENDEZVOUS_PUBLISHES_PER_HOUR)
    this.#asks = new HourlyBudget(deps.clock, RESOURCE.RENDEZVOUS_LOOKUPS_PER_HOUR)
  }

  start(): void {
    if (this.#isRunning) return
    this.#isRunning = true
    this.#tick()
  }

  /** Begins nothing more; resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.#isRunning = false
    this.#cancel?.()
    this.#absences.clear()
    await this.#working
  }

  /** A person asks, or the network is another one: whoever is away is looked for now, within the hour's bounds. */
  hurry(): void {
    if (!this.#isRunning) return
    const now = this.#deps.clock.now()
    this.#observe(now)
    for (const absence of this.#absences.values()) {
      absence.from = now
      absence.askAt = now
      absence.publishAt = now
    }
    this.#cancel?.()
    this.#tick()
  }

  state(): MeetingState {
    const now = this.#deps.clock.now()
    const away = [...this.#absences.values()].filter(({ from }) => from <= now)
    return {
      state: this.#stateName(away.length),
      away: away.length,
      published: away.filter(({ published }) => published !== undefined).length,
      lookups: this.#lookups,
      found: this.#found,
    }
  }

  #stateName(away: number): MeetingState['state'] {
    if (this.#working !== undefined) return 'working'
    if (away === 0) return 'idle'
    if (!this.#deps.table.hasEntrance()) return 'no-entrance'
    return this.#isDeaf ? 'no-answer' : 'waiting'
  }

  #tick(): void {
    if (!this.#isRunning) return
    this.#observe(this.#deps.clock.now())
    this.#cancel = this.#deps.clock.after(RESOURCE.RENDEZVOUS_TICK_MS, () => this.#tick())
    if (this.#working !== undefined || !this.#deps.table.hasEntrance()) return
    const first = this.#nextAct()
    if (first !== undefined) this.#working = this.#work(first)
  }

  async #work(first: () => Promise<void>): Promise<void> {
    this.#deps.changed()
    try {
      for (let act: (() => Promise<void>) | undefined = first; act !== undefined && this.#isRunning; act = this.#nextAct()) await act()
    } finally {
      this.#working = undefined
      this.#deps.changed()
    }
  }

  /** Who is away since when; whoever is back is forgotten, and what lies in the table runs out. */
  #observe(now: number): void {
    const away = this.#deps.people().filter(({ isReached, secrets, devices }) => !isReached && secrets.length > 0 && devices.length > 0)
    const still = new Set(away.map(({ account }) => account))
    for (const account of this.#absences.keys()) if (!still.has(account)) this.#absences.delete(account)
    for (const { account, since } of away) {
      if (this.#absences.has(account)) continue
      const from = Math.max(now, since + RESOURCE.RENDEZVOUS_AFTER_MS + this.#jitter(RESOURCE.RENDEZVOUS_AFTER_MS))
      this.#absences.set(account, { since, from, published: undefined, publishAt: from, askAt: from, failures: 0 })
    }
  }

  /** The next thing to do now; what it takes of the hour is taken. */
  #nextAct(): (() => Promise<void>) | undefined {
    const now = this.#deps.clock.now()
    const byAccount = new Map(this.#deps.people().map((one) => [one.account, one]))
    const due = [...this.#absences].filter(([, { from }]) => from <= now).toSorted(([, left], [, right]) => byNeed(left, right))
    const payload = this.#deps.payload()
    for (const [account, absence] of due) {
      const person = byAccount.get(account)
      if (person === undefined || person.isReached) continue
      if (payload !== undefined && isPublishDue(absence, payload, now) && this.#publishes.take())
        return () => this.#publish(person, absence, payload)
      if (absence.askAt <= now && this.#asks.take()) return () => this.#ask(person, absence)
    }
    return undefined
  }

  async #publish({ secrets }: Sought, absence: Absence, payload: Uint8Array): Promise<void> {
    const { clock, crypto, rng, self, table } = this.#deps
    const n = clock.now()
    let taken = 0
    for (const secret of secretsInUse(secrets)) {
      for (const day of daysToPublish(n)) {
        if (!this.#isRunning) return
        const spot = spotOf(crypto, secret, day, self)
        const value = makeValue(crypto, rng, spot, payload, { n, expires: n + RESOURCE.RENDEZVOUS_TERM_MS })
        taken += await table.put(spot.key, value)
      }
    }
    this.#isDeaf = taken === 0
    const half = RESOURCE.RENDEZVOUS_TERM_MS / 2
    if (taken > 0) absence.published = { day: dayOf(n), payload, refreshAt: n + half - this.#jitter(half / 4) }
    absence.publishAt = taken > 0 ? n : n + RESOURCE.RENDEZVOUS_FIRST_MS + this.#jitter(RESOURCE.RENDEZVOUS_FIRST_MS)
  }

  async #ask({ secrets, devices }: Sought, absence: Absence): Promise<void> {
    const { clock, crypto, table } = this.#deps
    const now = clock.now()
    // Every third time without a find, a clock that is far off is thought of as well.
    const days = daysToAsk(now, absence.failures % 3 === 2)
    let hasFound = false
    let hasAnswer = false
    this.#lookups += 1
    for (const device of devices) {
      let newest: { readonly payload: Uint8Array; readonly n: number } | undefined
      for (const secret of secretsInUse(secrets)) {
        for (const day of days) {
          if (!this.#isRunning) return
          const spot = spotOf(crypto, secret, day, device)
          const values = await table.get(spot.key)
          hasAnswer ||= values !== undefined
          for (const value of values ?? []) {
            const opened = openValue(crypto, spot, value, clock.now())
            if (opened !== undefined && (newest === undefined || opened.n > newest.n)) newest = opened
          }
        }
      }
      if (newest === undefined) continue
      hasFound = true
      this.#deps.found(device, newest.payload)
    }
    if (hasFound) this.#found += 1
    this.#isDeaf = !hasAnswer
    absence.failures += 1
    const step = Math.min(RESOURCE.RENDEZVOUS_MAX_MS, RESOURCE.RENDEZVOUS_FIRST_MS * 2 ** Math.min(16, absence.failures - 1))
    absence.askAt = now + step - this.#jitter(step / 2)
  }

  /** 0 to `most` ms. */
  #jitter(most: number): number {
    const [high = 0, low = 0] = this.#deps.rng.bytes(2)
    return Math.floor(((high * 256 + low) / 65_536) * most)
  }
}

/** Whoever went out of sight last is most likely to be looking for us as well; whoever was looked for already waits for his turn. */
function byNeed(left: Absence, right: Absence): number {
  if (left.failures > 0 && right.failures > 0) return left.askAt - right.askAt
  return Math.min(1, left.failures) - Math.min(1, right.failures) || right.since - left.since
}

function isPublishDue({ published, publishAt }: Absence, payload: Uint8Array, now: number): boolean {
  if (publishAt > now) return false
  return published === undefined || published.refreshAt <= now || published.day !== dayOf(now) || !equalBytes(published.payload, payload)
}
