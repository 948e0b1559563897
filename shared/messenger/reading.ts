/**
 * What a person reads: pages of a conversation, how far he has read, search. Rows come from the store and are shown as
 * message-views.ts has them; nothing here writes except the read position.
 */
import { type AccountId, type MessageId, parseId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import { fail, ok } from '../result.ts'
import type { MessageRow, MessageTable, RoomKey } from '../store/index.ts'
import type { MessageView, Messenger, Waiting } from './api.ts'
import type { DirectPairs } from './direct-pairs.ts'
import { cursorOf, messageViews, systemLines } from './message-views.ts'
import type { Names } from './names.ts'
import { roomName } from './room-views.ts'
import type { Room } from './room/index.ts'
import type { Rooms } from './rooms.ts'
import { trailOf } from './whereabouts.ts'

export interface ReadingDeps {
  readonly rooms: Rooms
  readonly pairs: DirectPairs
  readonly messages: MessageTable
  readonly names: Names
  readonly account: AccountId
  /** Own clock with the correction of CLK-6, ms. */
  now(): number
  /** Why somebody has not been reached. */
  why(account: AccountId): Waiting
}

export class Reading {
  readonly #deps: ReadingDeps

  constructor(deps: ReadingDeps) {
    this.#deps = deps
  }

  messages: Messenger['messages'] = (id, { before, limit = 50, system = false } = {}) => {
    const { pairs, rooms, names } = this.#deps
    const keys = pairs.keysOf(id)
    const opened = keys.flatMap((key) => rooms.get(key) ?? [])
    if (opened.length === 0) return fail('NO_ROOM')
    const at = before === undefined ? undefined : pairs.row(keys, before)
    if (before !== undefined && at === undefined) return fail('NO_MESSAGE')
    const count = Math.max(1, Math.min(limit, RESOURCE.PAGE_MESSAGES))
    const rows = pairs.page(keys, count, at === undefined ? undefined : cursorOf(at))
    const views = this.#views(rows)
    if (!system) return ok(views)
    const from = rows.length < count ? 0 : (rows[0]?.t ?? 0)
    // A line of the very moment of `before` was on the page that began with it.
    const to = at === undefined ? Number.MAX_SAFE_INTEGER : at.t - 1
    const lines = opened.flatMap((room) => systemLines(room, from, to, names))
    return ok([...views, ...lines].toSorted((a, b) => a.time - b.time))
  }

  message: Messenger['message'] = (id) => {
    const found = this.find(id)
    const [view] = found === undefined ? [] : messageViews(found.room, [found.row], this.#deps.names)
    return view === undefined ? fail('NO_MESSAGE') : ok(view)
  }

  trail: Messenger['trail'] = (message) => {
    const found = this.find(message)
    const { names, why } = this.#deps
    return found === undefined ? fail('NO_MESSAGE') : ok(trailOf(found.room, found.row, names, why))
  }

  /** In whatever room it is. */
  find(message: MessageId): { readonly room: Room; readonly row: MessageRow } | undefined {
    const { messages, rooms } = this.#deps
    const row = parseId('message', message) === undefined ? undefined : messages.find(message)
    const room = row === undefined ? undefined : rooms.get(row.room)
    return row === undefined || room === undefined ? undefined : { room, row }
  }

  markRead: Messenger['markRead'] = (id, upTo) => {
    const { pairs, rooms, messages } = this.#deps
    const keys = pairs.keysOf(id)
    if (keys.length === 0) return fail('NO_ROOM')
    const asked = upTo === undefined ? undefined : pairs.row(keys, upTo)
    if (upTo !== undefined && asked === undefined) return fail('NO_MESSAGE')
    // CLK-4: a time to come is no read position, or all that follows until then would count as read.
    const row = asked === undefined || asked.t > this.#latest() ? pairs.last(keys, this.#latest()) : asked
    if (row === undefined) return ok(undefined)
    for (const key of keys) {
      // A position is a message of its own room: others are told of it (DLV-3).
      const own = key === row.room ? row : messages.page(key, 1, { before: cursorOf(row) })[0]
      if (own !== undefined) rooms.get(key)?.markRead(cursorOf(own))
    }
    return ok(undefined)
  }

  search: Messenger['search'] = (text, { room, limit = 50 } = {}) => {
    const { pairs, rooms, names } = this.#deps
    const rows = pairs.search(text, Math.min(limit, RESOURCE.SEARCH_HITS), room === undefined ? undefined : pairs.keysOf(room))
    return rows.flatMap((row) => {
      const record = rooms.registry.get(row.room)
      const [message] = this.#views([row])
      if (record === undefined || message === undefined) return []
      return [{ room: message.room, roomName: roomName(record, names), message }]
    })
  }

  /** Unread messages in one room, at most `UNREAD_CAP`. */
  unreadIn(key: RoomKey): number {
    return this.#countUnread(key, RESOURCE.UNREAD_CAP)
  }

  hasUnread(key: RoomKey): boolean {
    return this.#countUnread(key, 1) > 0
  }

  #countUnread(key: RoomKey, cap: number): number {
    const { messages, rooms, account } = this.#deps
    const read = rooms.registry.get(key)?.read
    const cursor = read === undefined ? undefined : { t: read[0], c: read[1], id: read[2] }
    return messages.countAfter(key, cursor, account, this.#latest(), cap)
  }

  /** Of a conversation. */
  unread(keys: readonly RoomKey[]): number {
    const sum = keys.reduce((count, key) => count + this.unreadIn(key), 0)
    return Math.min(sum, RESOURCE.UNREAD_CAP)
  }

  /** In the order of the rows, each as its own room has it. */
  #views(rows: readonly MessageRow[]): readonly MessageView[] {
    const { rooms, names } = this.#deps
    const views = new Map<MessageView['id'], MessageView>()
    for (const [key, own] of Map.groupBy(rows, ({ room }) => room)) {
      const room = rooms.get(key)
      for (const view of room === undefined ? [] : messageViews(room, own, names)) views.set(view.id, view)
    }
    return rows.flatMap(({ id }) => views.get(id) ?? [])
  }

  /** CLK-4: until when a message is neither the last one nor unread, ms. */
  #latest(): number {
    return this.#deps.now() + RESOURCE.CLOCK_DOUBT_MS
  }
}
