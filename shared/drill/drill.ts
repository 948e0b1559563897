/**
 * A drill (docs/spec/readiness.md, RDY-5 to RDY-9): for a few minutes only the ways of a mode are open; every contact's computer that is still
 * reached is asked for a sign of life, and who answered is told live. Kept in memory alone while it runs, so that none survives its program;
 * when it ends, however it ends, all ways are open again. Nothing is lost by it: messages wait and go out afterwards.
 */
import type { Clock } from '../crypto/index.ts'
import type { AccountId, DeviceId } from '../ids/index.ts'
import { READINESS } from '../limits.ts'
import { sessionWay } from '../messenger/index.ts'
import { parseAddress, type WayRule } from '../reach/index.ts'
import { fail, ok, type Result } from '../result.ts'
import { StoreError } from '../store/index.ts'
import type { PeerSession } from '../sync/index.ts'
import { NamedTimers } from '../timers/index.ts'
import type { DrillLog } from './drill-log.ts'
import { type ModeGround, modeRule } from './mode-rule.ts'
import type { DrillCode, DrillMode, DrillPerson, DrillResult, DrillState, DrillView } from './state.ts'

export interface DrillGround extends ModeGround {
  readonly clock: Clock
  readonly log: DrillLog
  /** Undefined: all ways. Says how many connections it let go. */
  restrict(rule: WayRule | undefined): number
  /** The table where others are looked for, and whatever else asks the internet, rests and goes on. False: the table was not on. */
  pauseTable(isPaused: boolean): boolean
  /** Contacts who have come, unless blocked. */
  people(): readonly { readonly account: AccountId; readonly name: string }[]
  /** Who has what we say to each other kept by that device. */
  keptBy(device: DeviceId): { readonly name: string; readonly accounts: readonly AccountId[] }
  sessions(): readonly Pick<PeerSession, 'device' | 'account' | 'address' | 'ask'>[]
  /** It began, somebody answered, or it ended. */
  changed(): void
}

interface Running {
  readonly mode: DrillMode
  readonly rule: WayRule
  readonly startedAt: number
  readonly endsAt: number
  readonly people: Map<AccountId, DrillPerson>
  closed: number
  pausedTable: boolean
}

export class Drill {
  readonly #ground: DrillGround
  readonly #timers: NamedTimers
  #running: Running | undefined
  /** Results that the disk did not take; they are shown as long as the program runs. */
  #unkept: readonly DrillResult[] = []

  constructor(ground: DrillGround) {
    this.#ground = ground
    this.#timers = new NamedTimers(ground.clock)
  }

  view(): DrillView {
    return {
      running: this.#running === undefined ? undefined : stateOf(this.#running),
      results: [...this.#unkept, ...this.#ground.log.list()],
    }
  }

  start(mode: DrillMode, minutes: number = READINESS.DRILL_MINUTES): Result<DrillState, DrillCode> {
    if (this.#running !== undefined) return fail('DRILL_RUNNING')
    if (!Number.isSafeInteger(minutes) || minutes < 1 || minutes > READINESS.DRILL_MINUTES_MAX) return fail('OUT_OF_RANGE')
    const { clock, changed, people, pauseTable, restrict } = this.#ground
    const startedAt = clock.now()
    const ms = minutes * 60_000
    const running: Running = {
      ...{ mode, rule: modeRule(mode, this.#ground), startedAt, endsAt: startedAt + ms, closed: 0, pausedTable: false },
      people: new Map(people().map(({ account, name }) => [account, { account, name }] as const)),
    }
    this.#running = running
    // Before anything is let go: what then looks for another way finds only those of the mode.
    running.pausedTable = mode !== 'carriers-only' && pauseTable(true)
    running.closed = restrict(running.rule)
    this.#timers.after('end', ms, () => this.#end('time'))
    this.#askAgain(running)
    changed()
    return ok(stateOf(running))
  }

  stop(): Result<DrillResult, DrillCode> {
    const ended = this.#end('asked')
    return ended === undefined ? fail('NO_DRILL') : ok(ended)
  }

  /** A session opened. */
  met(device: DeviceId): void {
    const running = this.#running
    if (running === undefined) return
    for (const session of this.#ground.sessions()) if (session.device === device) this.#ask(running, session)
  }

  /** The computer slept: timers stood still, the time of a drill did not. */
  woke(): void {
    if (this.#running !== undefined && this.#ground.clock.now() >= this.#running.endsAt) this.#end('time')
  }

  /** The program ends: what was found until now is kept. */
  close(): void {
    this.#end('stopped')
    this.#timers.close()
  }

  #askAgain(running: Running): void {
    for (const session of this.#ground.sessions()) this.#ask(running, session)
    this.#timers.after('ask', READINESS.DRILL_ASK_MS, () => this.#askAgain(running))
  }

  #ask(running: Running, session: Pick<PeerSession, 'device' | 'account' | 'address' | 'ask'>): void {
    const { rule } = running
    const address = parseAddress(session.address)
    // One that is being let go may still be listed.
    if (address === undefined || !rule.allows(address) || !rule.admits(session.device)) return
    session.ask(() => this.#answered(running, session))
  }

  #answered(running: Running, { device, account, address }: Pick<PeerSession, 'device' | 'account' | 'address'>): void {
    if (this.#running !== running) return
    const answered = { at: this.#ground.clock.now(), way: sessionWay(address).way }
    let isNews = this.#note(running, account, (person) => (person.answered === undefined ? { ...person, answered } : person))
    if (running.mode === 'carriers-only') {
      const { name, accounts } = this.#ground.keptBy(device)
      for (const kept of accounts) {
        isNews = this.#note(running, kept, (person) => (person.keptBy === undefined ? { ...person, keptBy: name } : person)) || isNews
      }
    }
    if (isNews) this.#ground.changed()
  }

  #note(running: Running, account: AccountId | undefined, change: (person: DrillPerson) => DrillPerson): boolean {
    const person = account === undefined ? undefined : running.people.get(account)
    if (person === undefined) return false
    const next = change(person)
    running.people.set(person.account, next)
    return next !== person
  }

  #end(end: DrillResult['end']): DrillResult | undefined {
    const running = this.#running
    if (running === undefined) return undefined
    this.#running = undefined
    this.#timers.stop('end')
    this.#timers.stop('ask')
    const { clock, log, restrict, pauseTable, changed } = this.#ground
    const { mode, startedAt } = running
    const result: DrillResult = { mode, startedAt, end, endedAt: Math.max(startedAt, clock.now()), people: inOrder(running) }
    // The ways come first: a disk that takes nothing must not leave anybody cut off.
    restrict(undefined)
    if (mode !== 'carriers-only') pauseTable(false)
    try {
      log.keep(result)
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      this.#unkept = [result]
    }
    changed()
    return result
  }
}

function stateOf(running: Running): DrillState {
  const { mode, startedAt, endsAt, closed, pausedTable } = running
  return { mode, startedAt, endsAt, closed, pausedTable, people: inOrder(running) }
}

/** Who answered first in front, then who is kept for, then the others; each by when or by name. */
function inOrder({ people }: Running): readonly DrillPerson[] {
  const rank = ({ answered, keptBy }: DrillPerson): number => (answered !== undefined ? 0 : keptBy !== undefined ? 1 : 2)
  return [...people.values()].toSorted(
    (a, b) => rank(a) - rank(b) || (a.answered?.at ?? 0) - (b.answered?.at ?? 0) || (a.name < b.name ? -1 : 1),
  )
}
