/**
 * The list of conversations: records, the newest line of each, what is unread, and what this person noted. A room is opened for it only where
 * the newest line is one's own, for how far that line got.
 */
import type { AccountId, MessageId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import type { RoomKey } from '../store/index.ts'
import type { PeerSession } from '../sync/index.ts'
import type { RoomReach, RoomSummary } from './api.ts'
import type { DirectPairs } from './direct-pairs.ts'
import type { Names } from './names.ts'
import type { Reaching } from './reaching.ts'
import type { NotedRoom, RoomNotes } from './room-notes.ts'
import { roomSummaryView } from './room-views.ts'
import type { RoomRecord } from './room/index.ts'
import type { Rooms } from './rooms.ts'

export interface RoomListDeps {
  readonly rooms: Rooms
  readonly pairs: DirectPairs
  readonly names: Names
  readonly notes: RoomNotes
  readonly reaching: Reaching
  readonly account: AccountId
  /** Own clock with the correction of CLK-6, ms. */
  now(): number
  unread(keys: readonly RoomKey[]): number
  /** Unread messages that name this person. */
  mentions(keys: readonly RoomKey[]): number
  sessions(): readonly PeerSession[]
}

/** What was counted of a conversation: holds until something is told of one of its rooms, or a message comes of age (CLK-4). */
interface Counted {
  readonly last: MessageId | undefined
  readonly unread: number
  readonly mentions: number
}

export class RoomList {
  readonly #deps: RoomListDeps
  /** By the lowest room. Counting looks at every own message since the last one read, which may be very many. */
  readonly #counted = new Map<RoomKey, Counted>()

  constructor(deps: RoomListDeps) {
    this.#deps = deps
  }

  /** Something happened in a room; without one, in any. */
  changed(key?: RoomKey): void {
    if (key === undefined) this.#counted.clear()
    else for (const each of this.#deps.pairs.keysWith(key)) this.#counted.delete(each)
  }

  /** The one something last happened in comes first. */
  all(): readonly RoomSummary[] {
    const { pairs, names, rooms, notes, now } = this.#deps
    const { registry } = rooms
    const latest = now() + RESOURCE.CLOCK_DOUBT_MS
    const connected = this.#deps.sessions().filter(({ device }) => this.#deps.reaching.isConnected(device))
    const views: (RoomSummary & { readonly active: number })[] = []
    for (const key of registry.keys()) {
      const record = registry.get(key)
      if (record?.room === undefined || record.kind === 'self') continue
      // Told of by somebody, and nothing of it is here yet: no room so far.
      if (record.state === 'joining' && record.members === 0 && record.joining === undefined) continue
      const keys = pairs.keysWith(key)
      // GOV-17: the lowest stands for all of them, in the state of the one that is written into.
      if (keys[0] !== key) continue
      const currentKey = pairs.current(keys) ?? key
      const current = registry.get(currentKey) ?? record
      const noted = notedRoom(key, record)
      const last = pairs.last(keys, latest)
      const { unread, mentions } = this.#count(keys, last?.id)
      const view = roomSummaryView(
        {
          room: record.room,
          record: current,
          last,
          latest,
          unread,
          mentions,
          preferences: notes.preferences(noted),
          draft: notes.draft(noted),
          reach: this.#reach(currentKey, current, connected),
          roomOf: (row) => (row.account === this.#deps.account ? rooms.get(row.room) : rooms.held(row.room)),
        },
        names,
      )
      const active = Math.max(...keys.map((each) => registry.get(each)?.active ?? 0))
      views.push({ ...view, active })
    }
    return views.toSorted((a, b) => b.active - a.active).map(({ active: _, ...view }) => view)
  }

  #count(keys: readonly RoomKey[], last: MessageId | undefined): Counted {
    const [key] = keys
    const held = key === undefined ? undefined : this.#counted.get(key)
    if (held !== undefined && held.last === last) return held
    const made = { last, unread: this.#deps.unread(keys), mentions: this.#deps.mentions(keys) }
    if (key !== undefined) this.#counted.set(key, made)
    return made
  }

  /** Who is connected is asked of the sessions, which are few, not of the members. */
  #reach(key: RoomKey, record: RoomRecord, connected: readonly PeerSession[]): RoomReach {
    const { rooms, account, reaching } = this.#deps
    const of = Math.max(0, record.members - (record.role === undefined ? 0 : 1))
    // A room that is not in memory has been opened by nobody since the start: nobody was reached for it.
    const state = connected.length === 0 ? undefined : rooms.held(key)?.state
    const reached = new Set<AccountId>()
    for (const { device } of connected) {
      const known = state?.devices.get(device)
      if (known?.live === true && known.account !== account) reached.add(known.account)
    }
    const { peer } = record
    if (record.kind !== 'direct' || peer === undefined) return { reached: reached.size, of }
    return { reached: reached.size, of, peer: reaching.contactReach(peer) }
  }
}

/** Under which name a conversation's notes are kept. */
export function notedRoom(key: RoomKey, { kind, peer }: RoomRecord): NotedRoom {
  return { key, peer: kind === 'direct' ? peer : undefined }
}
