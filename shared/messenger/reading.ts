/**
 * What a person reads: single messages, pins, how far he has read, search; pages are in pages.ts. Rows come from the store and are shown as
 * message-views.ts has them; nothing here writes except the read position.
 */
import { type AccountId, type MessageId, type RoomId, parseId } from '../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../limits.ts'
import { fail, ok } from '../result.ts'
import { compareTime } from '../rooms/kinds/index.ts'
import { compareCursor } from '../rooms/timeline/index.ts'
import type { MessageCursor, MessageRow, MessageTable, RoomKey } from '../store/index.ts'
import type { Messenger, Waiting } from './api.ts'
import type { Archives } from './archives/index.ts'
import type { DirectPairs } from './direct-pairs.ts'
import { cursorOf, messageViews, viewsOf } from './message-views.ts'
import type { Names } from './names.ts'
import { Pages } from './pages.ts'
import { roomName } from './room-views.ts'
import type { Room } from './room/index.ts'
import type { Rooms } from './rooms.ts'
import { trailOf } from './whereabouts.ts'

export interface ReadingDeps {
  readonly rooms: Rooms
  readonly pairs: DirectPairs
  readonly archives: Archives
  readonly messages: MessageTable
  readonly names: Names
  readonly account: AccountId
  /** Own clock with the correction of CLK-6, ms. */
  now(): number
  /** Why somebody has not been reached. */
  why(account: AccountId): Waiting
}

export class Reading {
  readonly pages: Pages
  readonly #deps: ReadingDeps

  constructor(deps: ReadingDeps) {
    this.#deps = deps
    this.pages = new Pages({ ...deps, latest: () => this.#latest(), unread: (keys) => this.unread(keys) })
  }

  message: Messenger['message'] = (id) => {
    const found = this.find(id)
    if (found?.row.forgotten === true) return fail('NO_MESSAGE')
    const imported = found === undefined ? this.imported(id) : undefined
    if (imported?.forgotten === true) return fail('NO_MESSAGE')
    const [view] =
      found === undefined
        ? this.#deps.archives.views(imported === undefined ? [] : [imported])
        : messageViews(found.room, [found.row], this.#deps.names)
    return view === undefined ? fail('NO_MESSAGE') : ok(view)
  }

  trail: Messenger['trail'] = (message) => {
    const found = this.find(message)
    const { names, why } = this.#deps
    return found === undefined
      ? fail(this.imported(message) === undefined ? 'NO_MESSAGE' : 'IMPORTED')
      : ok(trailOf(found.room, found.row, names, why))
  }

  earlier: Messenger['earlier'] = (message) => {
    const found = this.find(message)
    if (found === undefined && this.imported(message) !== undefined) return ok([])
    return found === undefined ? fail('NO_MESSAGE') : ok(found.row.deleted ? [] : found.room.views.earlier.of(message))
  }

  pins: Messenger['pins'] = (id) => {
    const { pairs, messages } = this.#deps
    const opened = pairs.roomsOf(id)
    if (opened.length === 0) return fail('NO_ROOM')
    const pins = opened.flatMap((room) => room.views.pins.map(({ message, time }) => ({ key: room.core.key, message, time })))
    const newest = pins.toSorted((a, b) => compareTime(b.time, a.time)).slice(0, INTRINSIC.ROOM_PINS)
    const rows = newest.flatMap(({ key, message }) => messages.get(key, message) ?? [])
    return ok(
      viewsOf(
        this.#deps,
        rows.filter(({ deleted, forgotten }) => !deleted && !forgotten),
      ),
    )
  }

  /** In whatever room it is. */
  find(message: MessageId): { readonly room: Room; readonly row: MessageRow } | undefined {
    const { messages, rooms } = this.#deps
    const row = parseId('message', message) === undefined ? undefined : messages.find(message)
    const room = row === undefined ? undefined : rooms.get(row.room)
    return row === undefined || room === undefined ? undefined : { room, row }
  }

  /** The same of what was brought in; no room has it. */
  imported(message: MessageId): MessageRow | undefined {
    return this.#deps.archives.row(message)
  }

  markRead: Messenger['markRead'] = (id, upTo) => {
    const { pairs, rooms, messages, archives } = this.#deps
    const keys = pairs.keysOf(id)
    // What was brought in is never unread.
    if (keys.length === 0) return archives.has(id) ? ok(undefined) : fail('NO_ROOM')
    const asked = upTo === undefined ? undefined : pairs.row(pairs.readKeysOf(id), upTo)
    if (upTo !== undefined && asked === undefined) return fail('NO_MESSAGE')
    // CLK-4: a time to come is no read position, or all that follows until then would count as read.
    const row = asked === undefined || asked.t > this.#latest() ? pairs.last(keys, this.#latest()) : asked
    if (row === undefined) return ok(undefined)
    for (const key of keys) {
      // A position is a message of its own room: others are told of it (DLV-3).
      const own = key === row.room ? row : messages.page(key, 1, { before: cursorOf(row) })[0]
      // Whoever looks at old messages has read the newer ones all the same: a position only ever moves on.
      if (own !== undefined && this.#isNews(key, cursorOf(own))) rooms.get(key)?.markRead(cursorOf(own))
    }
    return ok(undefined)
  }

  search: Messenger['search'] = (text, { room, limit = 50 } = {}) => {
    const { pairs } = this.#deps
    const rows = pairs.search(text, Math.min(limit, RESOURCE.SEARCH_HITS), room === undefined ? undefined : pairs.readKeysOf(room))
    return rows.flatMap((row) => {
      const [message] = viewsOf(this.#deps, [row])
      const name = message === undefined ? undefined : this.#roomName(row.room, message.room)
      return message === undefined || name === undefined ? [] : [{ room: message.room, roomName: name, message }]
    })
  }

  /** Of the room a message stands in; of an archive that is shown in none, its title. */
  #roomName(key: RoomKey, shownIn: RoomId): string | undefined {
    const { rooms, names, archives } = this.#deps
    const record = rooms.registry.get(rooms.registry.byId(shownIn) ?? key)
    if (record !== undefined) return roomName(record, names)
    return archives.has(shownIn) ? archives.titleOf(key) : undefined
  }

  /** Unread messages in one room, at most `UNREAD_CAP`. */
  unreadIn(key: RoomKey): number {
    return this.#countUnread(key, RESOURCE.UNREAD_CAP)
  }

  /** Of these the ones that name me; costs what they are, not what the room has. */
  mentionsIn(key: RoomKey): number {
    return this.#deps.messages.countNaming(key, this.#readTo(key), this.#latest(), RESOURCE.UNREAD_CAP)
  }

  hasUnread(key: RoomKey): boolean {
    return this.#countUnread(key, 1) > 0
  }

  #countUnread(key: RoomKey, cap: number): number {
    const { messages, account } = this.#deps
    return messages.countAfter(key, this.#readTo(key), account, this.#latest(), cap)
  }

  #isNews(key: RoomKey, cursor: MessageCursor): boolean {
    const read = this.#readTo(key)
    return read === undefined || compareCursor(read, cursor) < 0
  }

  #readTo(key: RoomKey): MessageCursor | undefined {
    const read = this.#deps.rooms.registry.get(key)?.read
    return read === undefined ? undefined : { t: read[0], c: read[1], id: read[2] }
  }

  /** Of a conversation. */
  unread(keys: readonly RoomKey[]): number {
    const sum = keys.reduce((count, key) => count + this.unreadIn(key), 0)
    return Math.min(sum, RESOURCE.UNREAD_CAP)
  }

  /** CLK-4: until when a message is neither the last one nor unread, ms. */
  #latest(): number {
    return this.#deps.now() + RESOURCE.CLOCK_DOUBT_MS
  }
}
