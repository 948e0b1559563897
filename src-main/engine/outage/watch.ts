/**
 * The outage watch (docs/spec/outage.md): asks the hosts a person chose, now and then, and says how each messenger stands. Off, it has no socket
 * and no timer. It knows nothing of messages, and nothing it finds out changes what is sent or to whom.
 */
import type { Clock, Rng } from '../../../shared/crypto/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { OUTAGE } from '../../../shared/limits.ts'
import {
  type Distance,
  NOTHING_KNOWN,
  type OutageChange,
  type OutageCode,
  type OutageView,
  parseHost,
  PRESETS,
  type RoundOf,
  type Standing,
  step,
  verdictOf,
  waitMs,
  type WatchedService,
  witnessOf,
} from '../../../shared/outage/index.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { Store } from '../../../shared/store/index.ts'
import { hostsOf, keepChoices, type OutageChoices, readChoices, servicesOf } from './choices.ts'
import { probe, type Resolve, systemResolve } from './probe.ts'

export interface OutageParts {
  readonly store: Store
  readonly clock: Clock
  readonly rng: Rng
  /** False: this engine was opened without a network, and asks nobody. */
  readonly hasNetwork: boolean
  /** How far the farthest of those is whom this computer is connected with now. */
  readonly sessions: () => Distance
  readonly isRoom: (room: RoomId) => boolean
  readonly tell: (change?: OutageChange) => void
  readonly resolve?: Resolve
}

export interface Outage {
  /** Begins, where the person switched it on. */
  start(): void
  view(): OutageView
  choose(chosen: { readonly isOn?: boolean; readonly watch?: readonly string[]; readonly rooms?: readonly RoomId[] }): Promise<Answered>
  addHost(service: string, typed: string): Promise<Answered>
  removeHost(service: string, typed: string): Promise<Answered>
  check(): Promise<Answered>
  /** RDY-6: asks nobody until it goes on. */
  pause(isPaused: boolean): void
  stop(): Promise<void>
}

type Answered = Result<OutageView, OutageCode>

export function createOutage(parts: OutageParts): Outage {
  return new OutageWatch(parts)
}

class OutageWatch implements Outage {
  readonly #parts: OutageParts
  #choices: OutageChoices
  #standings = new Map<string, Standing>()
  #ownInternet: OutageView['ownInternet'] = 'unknown'
  #round: Promise<void> | undefined
  #ending = new AbortController()
  #cancelTimer: (() => void) | undefined
  #lastRoundAt: number | undefined
  #downRounds = 0
  #isPaused = false
  #isStopped = true

  constructor(parts: OutageParts) {
    this.#parts = parts
    this.#choices = readChoices(parts.store)
  }

  start(): void {
    this.#isStopped = false
    this.#schedule(0)
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#quiet()
  }

  pause(isPaused: boolean): void {
    this.#isPaused = isPaused
    if (isPaused) void this.#quiet()
    else this.#schedule(0)
  }

  view(): OutageView {
    const { isOn, watch, rooms } = this.#choices
    const services = servicesOf(this.#choices).map(({ service, hosts }): WatchedService => {
      const preset = PRESETS.find((each) => each.service === service)
      const { state, since, checkedAt, backAt } = this.#standings.get(service) ?? NOTHING_KNOWN
      return {
        ...{ service, hosts, state, since, checkedAt, backAt, isPreset: preset !== undefined, isWatched: watch.includes(service) },
        name: preset?.name ?? { ko: service, en: service },
      }
    })
    return { isOn, services, ownInternet: this.#ownInternet, rooms: rooms.filter((room) => this.#parts.isRoom(room)) }
  }

  async choose({ isOn, watch, rooms }: Parameters<Outage['choose']>[0]): Promise<Answered> {
    const known = new Set(servicesOf(this.#choices).map(({ service }) => service))
    if (watch?.some((service) => !known.has(service)) === true) return fail('NO_SERVICE')
    if (rooms?.some((room) => !this.#parts.isRoom(room)) === true) return fail('NO_ROOM')
    return this.#change({
      ...this.#choices,
      ...(isOn !== undefined && { isOn }),
      ...(watch !== undefined && { watch: [...new Set(watch)] }),
      ...(rooms !== undefined && { rooms: [...new Set(rooms)] }),
    })
  }

  async addHost(named: string, typed: string): Promise<Answered> {
    const service = named.trim()
    const host = parseHost(typed)
    if (host === undefined || service === '' || [...service].length > OUTAGE.NAME_CHARACTERS) return fail('BAD_HOST')
    const all = servicesOf(this.#choices)
    const hosts = hostsOf(this.#choices, service)
    if (hosts.some((each) => each.host === host.host && each.port === host.port)) return ok(this.view())
    const isNew = !all.some((each) => each.service === service)
    if (hosts.length >= OUTAGE.HOSTS || (isNew && all.length >= OUTAGE.SERVICES)) return fail('TOO_MANY')
    const others = this.#choices.hosts.filter((each) => each.service !== service)
    const watch = isNew ? [...this.#choices.watch, service] : this.#choices.watch
    return this.#change({ ...this.#choices, watch, hosts: [...others, { service, hosts: [...hosts, host] }] })
  }

  async removeHost(service: string, typed: string): Promise<Answered> {
    const host = parseHost(typed)
    const hosts = hostsOf(this.#choices, service)
    const left = hosts.filter((each) => each.host !== host?.host || each.port !== host.port)
    if (left.length === hosts.length) return fail('NO_HOST')
    const others = this.#choices.hosts.filter((each) => each.service !== service)
    if (left.length > 0) return this.#change({ ...this.#choices, hosts: [...others, { service, hosts: left }] })
    const isPreset = PRESETS.some((preset) => preset.service === service)
    const watch = isPreset ? this.#choices.watch : this.#choices.watch.filter((each) => each !== service)
    return this.#change({ ...this.#choices, watch, hosts: others })
  }

  async check(): Promise<Answered> {
    if (!this.#parts.hasNetwork) return fail('NO_NETWORK')
    const isFresh = this.#lastRoundAt !== undefined && this.#parts.clock.now() - this.#lastRoundAt < OUTAGE.GAP_MS
    if (this.#isActive() && (this.#round !== undefined || !isFresh)) await this.#look()
    return ok(this.view())
  }

  /** Durable when it returns; whatever was under way is over. */
  async #change(choices: OutageChoices): Promise<Answered> {
    keepChoices(this.#parts.store, choices)
    this.#choices = choices
    // What is not asked any more says nothing.
    for (const service of this.#standings.keys()) if (!choices.isOn || !choices.watch.includes(service)) this.#standings.delete(service)
    if (!choices.isOn) this.#ownInternet = 'unknown'
    await this.#quiet()
    this.#schedule(0)
    this.#parts.tell()
    return ok(this.view())
  }

  #isActive(): boolean {
    return this.#choices.isOn && this.#choices.watch.length > 0 && this.#parts.hasNetwork && !this.#isPaused && !this.#isStopped
  }

  /** No timer, no question under way, no socket. */
  async #quiet(): Promise<void> {
    this.#cancelTimer?.()
    this.#cancelTimer = undefined
    this.#ending.abort()
    await this.#round
    this.#ending = new AbortController()
  }

  #schedule(ms: number): void {
    this.#cancelTimer?.()
    this.#cancelTimer = undefined
    if (!this.#isActive()) return
    const earliest = this.#lastRoundAt === undefined ? 0 : this.#lastRoundAt + OUTAGE.GAP_MS - this.#parts.clock.now()
    this.#cancelTimer = this.#parts.clock.after(Math.max(ms, Math.min(earliest, OUTAGE.GAP_MS)), () => void this.#look())
  }

  #look(): Promise<void> {
    this.#round ??= this.#ask().finally(() => {
      this.#round = undefined
      const standings = [...this.#standings.values()]
      this.#schedule(waitMs(standings, this.#downRounds, this.#parts.rng))
    })
    return this.#round
  }

  async #ask(): Promise<void> {
    const { signal } = this.#ending
    this.#lastRoundAt = this.#parts.clock.now()
    const round = await this.#questions(signal)
    if (signal.aborted) return
    this.#judge(round)
  }

  async #questions(signal: AbortSignal): Promise<readonly RoundOf[]> {
    const { resolve = systemResolve } = this.#parts
    const queue = this.#choices.watch.flatMap((service) => hostsOf(this.#choices, service).map((host) => ({ service, host })))
    const results = new Map<string, RoundOf['results'][number][]>()
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined && !signal.aborted; next = queue.shift()) {
        const { service, host } = next
        const isPreset = PRESETS.some((preset) => preset.service === service && preset.hosts.includes(host.host))
        const result = await probe(host, { resolve, isPreset, signal })
        results.set(service, [...(results.get(service) ?? []), result])
      }
    }
    await Promise.all(Array.from({ length: OUTAGE.PROBES_AT_ONCE }, worker))
    return [...results].map(([service, of]) => ({ service, results: of }))
  }

  #judge(round: readonly RoundOf[]): void {
    const { clock, sessions, tell } = this.#parts
    const now = clock.now()
    const farthest = sessions()
    const witnesses = round.map((each) => witnessOf(round, each.service, farthest))
    const isOutside =
      farthest === 2 || round.some(({ results }) => results.some(({ outcome, distance }) => outcome === 'up' && distance === 2))
    this.#ownInternet = isOutside ? 'yes' : witnesses.includes('no') ? 'no' : 'unknown'
    const changes: OutageChange[] = []
    for (const [at, each] of round.entries()) {
      const before = this.#standings.get(each.service) ?? NOTHING_KNOWN
      const after = step(before, verdictOf(each), witnesses[at] ?? 'unknown', now)
      this.#standings.set(each.service, after)
      if (after.state === before.state) continue
      const name = PRESETS.find(({ service }) => service === each.service)?.name ?? { ko: each.service, en: each.service }
      changes.push({ service: each.service, name, state: after.state, before: before.state, since: after.since ?? now })
    }
    const standings = [...this.#standings.values()]
    const isSettledDown =
      standings.some(({ state, answers }) => state === 'down' && answers === 0) && standings.every(({ state }) => state !== 'suspect')
    this.#downRounds = isSettledDown ? this.#downRounds + 1 : 0
    if (changes.length === 0) tell()
    for (const change of changes) tell(change)
  }
}
