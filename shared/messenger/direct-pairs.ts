/**
 * GOV-17: two people who both wrote before the first direct room had arrived have two of them. They are one conversation, shown under the
 * lower room id and read as one timeline; new messages go to the lower room. Every other room is a conversation of its own.
 */
import type { MessageId, RoomId } from '../ids/index.ts'
import { type Result, ok } from '../result.ts'
import type { MessageCursor, MessageRow, MessageTable, RoomKey } from '../store/index.ts'
import type { ActCode } from './api.ts'
import type { Archives } from './archives/index.ts'
import type { Room } from './room/index.ts'
import type { Rooms } from './rooms.ts'

export class DirectPairs {
  readonly #rooms: Rooms
  readonly #messages: MessageTable
  readonly #archives: Pick<Archives, 'keysOf'>

  constructor(rooms: Rooms, messages: MessageTable, archives: Pick<Archives, 'keysOf'>) {
    this.#rooms = rooms
    this.#messages = messages
    this.#archives = archives
  }

  /** The rooms of one conversation, lowest id first, by the id of any of them; none: there is no such room. */
  keysOf(id: RoomId): readonly RoomKey[] {
    const key = this.#rooms.registry.byId(id)
    return key === undefined ? [] : this.keysWith(key)
  }

  /** What is read as one conversation: its rooms and the history that was brought in for it (ARC-1), or an archive by its own id. */
  readKeysOf(id: RoomId): readonly RoomKey[] {
    return [...this.keysOf(id), ...this.#archives.keysOf(id)]
  }

  /** The same for a room that is there. */
  keysWith(key: RoomKey): readonly RoomKey[] {
    const peer = this.#rooms.registry.get(key)?.peer
    const pair = peer === undefined ? [] : this.#rooms.directRoomsWith(peer)
    return pair.includes(key) ? pair : [key]
  }

  roomsOf(id: RoomId): readonly Room[] {
    return this.keysOf(id).flatMap((key) => this.#rooms.get(key) ?? [])
  }

  /** Under which id a room is shown. */
  shownAs(id: RoomId): RoomId {
    const [lowest] = this.keysOf(id)
    return (lowest === undefined ? undefined : this.#rooms.registry.get(lowest)?.room) ?? id
  }

  /** Where new messages go: the lowest room that is open; when none is, the lowest. */
  current(keys: readonly RoomKey[]): RoomKey | undefined {
    return keys.find((key) => this.#rooms.registry.get(key)?.state === 'open') ?? keys[0]
  }

  currentRoom(id: RoomId): Room | undefined {
    const key = this.current(this.keysOf(id))
    return key === undefined ? undefined : this.#rooms.get(key)
  }

  /** What is done to a conversation is done to each of its open rooms. Stops at the first refusal. */
  inEach(id: RoomId, work: (room: RoomId) => Result<undefined, ActCode>): Result<undefined, ActCode> {
    const { registry } = this.#rooms
    const records = this.keysOf(id).flatMap((key) => registry.get(key) ?? [])
    const open = records.filter(({ state }) => state === 'open').flatMap(({ room }) => room ?? [])
    for (const room of open.length === 0 ? [id] : open) {
      const done = work(room)
      if (!done.ok) return done
    }
    return ok(undefined)
  }

  /** Messages of a conversation by the room each stands in; those that are not here count as the current room's. */
  byRoom(id: RoomId, messages: readonly MessageId[]): ReadonlyMap<RoomId, readonly MessageId[]> {
    const keys = this.keysOf(id)
    const current = this.current(keys)
    return Map.groupBy(messages, (message) => {
      const key = keys.find((each) => this.#messages.get(each, message) !== undefined) ?? current
      return (key === undefined ? undefined : this.#rooms.registry.get(key)?.room) ?? id
    })
  }

  /** A message by its id, if it stands in one of these rooms. */
  row(keys: readonly RoomKey[], message: MessageId): MessageRow | undefined {
    for (const key of keys) {
      const row = this.#messages.get(key, message)
      if (row !== undefined) return row
    }
    return undefined
  }

  /** At most `limit` rows ascending (CLK-3): the newest ones before a place or at all, or the oldest ones after it. */
  page(keys: readonly RoomKey[], limit: number, cursor?: Parameters<MessageTable['page']>[2]): readonly MessageRow[] {
    const isAfter = cursor !== undefined && 'after' in cursor
    // Room by room, so that no more than two pages are held however many rooms a contact makes.
    return keys.reduce<readonly MessageRow[]>((page, key) => {
      const rows = this.#messages.page(key, limit, cursor)
      if (page.length === 0) return rows
      const both = [...page, ...rows].toSorted(byOrder)
      return isAfter ? both.slice(0, limit) : both.slice(-limit)
    }, [])
  }

  /** The newest row with t ≤ `maxT`, ms. */
  last(keys: readonly RoomKey[], maxT: number): MessageRow | undefined {
    return keys
      .flatMap((key) => this.#messages.last(key, maxT) ?? [])
      .toSorted(byOrder)
      .at(-1)
  }

  /** Newest first; without keys in all rooms. */
  search(text: string, limit: number, keys?: readonly RoomKey[]): readonly MessageRow[] {
    if (keys === undefined) return this.#messages.search(text, limit)
    return keys.reduce<readonly MessageRow[]>((hits, key) => {
      const rows = this.#messages.search(text, limit, key)
      return hits.length === 0 ? rows : [...hits, ...rows].toSorted((a, b) => byOrder(b, a)).slice(0, limit)
    }, [])
  }
}

/** CLK-3. */
function byOrder(a: MessageCursor, b: MessageCursor): number {
  return a.t - b.t || a.c - b.c || (a.id < b.id ? -1 : Number(a.id > b.id))
}
