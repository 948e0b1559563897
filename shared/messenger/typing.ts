/**
 * SYNC-18: who writes just now. What this person types is told to members who are connected, at most once a second and room; what others
 * type is told to the shells and ends by itself. Nothing is stored, and with the setting off nothing is said and nothing heard.
 */
import type { Clock } from '../crypto/index.ts'
import type { AccountId, RoomId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import type { RoomKey } from '../store/index.ts'
import type { SyncHub } from '../sync/index.ts'
import { NamedTimers } from '../timers/index.ts'
import type { MessengerEvent } from './api.ts'

export interface TypingDeps {
  readonly clock: Clock
  /** Whether this person tells it, and is told. */
  isOn(): boolean
  hub(): Pick<SyncHub, 'typing'> | undefined
  roomId(key: RoomKey): RoomId | undefined
  emit(event: MessengerEvent): void
}

/** What was last told of one room. */
interface Told {
  readonly isTyping: boolean
  readonly at: number
}

export class Typing {
  readonly #deps: TypingDeps
  #timers: NamedTimers
  readonly #wanted = new Map<RoomKey, boolean>()
  readonly #told = new Map<RoomKey, Told>()
  /** Others who write now, by room. */
  readonly #others = new Map<RoomKey, Set<AccountId>>()

  constructor(deps: TypingDeps) {
    this.#deps = deps
    this.#timers = new NamedTimers(deps.clock)
  }

  /** This person types, or stopped. */
  say(key: RoomKey, isTyping: boolean): void {
    if (!this.#deps.isOn()) return
    this.#wanted.set(key, isTyping)
    this.#tell(key)
  }

  /** What this person was writing is sent: it ends by itself wherever it comes, and what is typed next is news again. */
  sent(key: RoomKey): void {
    this.#timers.stop(`say/${key}`)
    this.#wanted.delete(key)
    const told = this.#told.get(key)
    if (told !== undefined) this.#told.set(key, { isTyping: false, at: told.at })
  }

  /** A member says so of himself. */
  heard(key: RoomKey, account: AccountId, isTyping: boolean): void {
    if (!this.#deps.isOn()) return
    const writing = this.#others.get(key) ?? new Set()
    const wasTyping = writing.has(account)
    const timer = `${key}/${account}`
    if (!isTyping) {
      if (wasTyping) this.#ended(key, account)
      return
    }
    this.#timers.stop(timer)
    this.#timers.after(timer, RESOURCE.TYPING_SHOWN_MS, () => this.#ended(key, account))
    if (wasTyping) return
    this.#others.set(key, writing.add(account))
    this.#emit(key, account, true)
  }

  /** Whether any other is said to write there now. */
  isHeardIn(key: RoomKey): boolean {
    return (this.#others.get(key)?.size ?? 0) > 0
  }

  /** What he was writing is here. */
  over(key: RoomKey, account: AccountId): void {
    if (this.#others.get(key)?.has(account) === true) this.#ended(key, account)
  }

  /** The setting was turned off: others are told that it is over, the shells too. */
  silence(): void {
    for (const [key, { isTyping }] of this.#told) if (isTyping) this.#deps.hub()?.typing(key, false)
    for (const [key, accounts] of this.#others) for (const account of accounts) this.#emit(key, account, false)
    this.#timers.close()
    this.#timers = new NamedTimers(this.#deps.clock)
    this.#wanted.clear()
    this.#told.clear()
    this.#others.clear()
  }

  stop(): void {
    this.#timers.close()
  }

  /** What changes within a second is told at its end, as it is then. */
  #tell(key: RoomKey): void {
    const { clock, hub } = this.#deps
    const isTyping = this.#wanted.get(key) ?? false
    const told = this.#told.get(key)
    const now = clock.now()
    if ((told?.isTyping ?? false) === isTyping && (!isTyping || now - (told?.at ?? 0) < RESOURCE.TYPING_REPEAT_MS)) return
    const wait = told === undefined ? 0 : told.at + RESOURCE.TYPING_GAP_MS - now
    if (wait > 0 && wait <= RESOURCE.TYPING_GAP_MS) return this.#timers.after(`say/${key}`, wait, () => this.#tell(key))
    this.#told.set(key, { isTyping, at: now })
    hub()?.typing(key, isTyping)
  }

  #ended(key: RoomKey, account: AccountId): void {
    this.#timers.stop(`${key}/${account}`)
    this.#others.get(key)?.delete(account)
    this.#emit(key, account, false)
  }

  #emit(key: RoomKey, account: AccountId, isTyping: boolean): void {
    const room = this.#deps.roomId(key)
    if (room !== undefined) this.#deps.emit({ type: 'typing', room, account, isTyping })
  }
}
