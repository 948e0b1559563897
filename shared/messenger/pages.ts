/**
 * Parts of a conversation as they are shown: before or after a message, around one or a time, or where it is opened. Governance stands among
 * them as lines: a page has those from its first message to its last, and what lies beyond where there are no more messages.
 */
import { type AccountId, ID_BYTES, type RoomId, idFromBytes } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import { type Result, fail, ok } from '../result.ts'
import type { MessageCursor, MessageRow, RoomKey } from '../store/index.ts'
import type { ActCode, MessageView, Messenger, PageOptions } from './api.ts'
import type { Archives } from './archives/index.ts'
import type { DirectPairs } from './direct-pairs.ts'
import { cursorOf, systemLines, viewsOf } from './message-views.ts'
import type { Names } from './names.ts'
import type { Rooms } from './rooms.ts'

export interface PagesDeps {
  readonly rooms: Rooms
  readonly pairs: DirectPairs
  readonly archives: Pick<Archives, 'views' | 'has'>
  readonly names: Names
  readonly account: AccountId
  /** CLK-4: until when a message is unread, ms. */
  latest(): number
  unread(keys: readonly RoomKey[]): number
}

const DEFAULT_LIMIT = 50
const LOWEST_ID = idFromBytes('message', new Uint8Array(ID_BYTES.message))

/** Rows ascending, and whether there is more on either side. `from`, `to`: times of the lines that belong here. */
interface Part {
  readonly rows: readonly MessageRow[]
  readonly hasOlder: boolean
  readonly hasNewer: boolean
  readonly from: number
  readonly to: number
}

export class Pages {
  readonly #deps: PagesDeps

  constructor(deps: PagesDeps) {
    this.#deps = deps
  }

  page: Messenger['messages'] = (id, { limit = DEFAULT_LIMIT, system = false, ...where } = {}) => {
    const keys = this.#keysOf(id)
    if (keys === undefined) return fail('NO_ROOM')
    const part = this.#part(keys, where, countOf(limit))
    return part.ok ? ok(this.#shown(keys, part.value, system)) : part
  }

  open: Messenger['open'] = (id, { limit = DEFAULT_LIMIT } = {}) => {
    const keys = this.#keysOf(id)
    if (keys === undefined) return fail('NO_ROOM')
    const rooms = this.#deps.pairs.keysOf(id)
    const first = this.#deps.unread(rooms) === 0 ? undefined : this.#firstUnread(rooms)
    const count = countOf(limit)
    // What was read before stays in sight above, and most of the page is news.
    const part = first === undefined ? this.#before(keys, undefined, count) : this.#around(keys, cursorOf(first), first, count, count / 4)
    const { hasOlder, hasNewer } = part
    return ok({ messages: this.#shown(keys, part, true), firstUnread: first?.id, hasOlder, hasNewer })
  }

  #keysOf(id: RoomId): readonly RoomKey[] | undefined {
    const { pairs, rooms, archives } = this.#deps
    const isThere = archives.has(id) || pairs.keysOf(id).some((key) => rooms.get(key) !== undefined)
    return isThere ? pairs.readKeysOf(id) : undefined
  }

  #part(keys: readonly RoomKey[], { before, after, around, at }: PageOptions, count: number): Result<Part, ActCode> {
    if (at !== undefined) return ok(this.#around(keys, { t: at, c: -1, id: LOWEST_ID }, undefined, count, count / 4))
    const named = before ?? after ?? around
    if (named === undefined) return ok(this.#before(keys, undefined, count))
    const row = this.#deps.pairs.row(keys, named)
    if (row === undefined) return fail('NO_MESSAGE')
    if (before !== undefined) return ok(this.#before(keys, row, count))
    return ok(after === undefined ? this.#around(keys, cursorOf(row), row, count, count / 2) : this.#after(keys, row, count))
  }

  #before(keys: readonly RoomKey[], before: MessageRow | undefined, count: number): Part {
    const rows = this.#deps.pairs.page(keys, count + 1, before === undefined ? undefined : { before: cursorOf(before) })
    const hasOlder = rows.length > count
    const shown = hasOlder ? rows.slice(1) : rows
    const from = hasOlder ? (shown[0]?.t ?? 0) : 0
    if (before === undefined) return { rows: shown, hasOlder, hasNewer: false, from, to: Number.MAX_SAFE_INTEGER }
    // A line of the very moment of `before` was on the page that began with it; if that was the oldest one, so was every line older than it.
    return { rows: shown, hasOlder, hasNewer: true, from, to: shown.length === 0 ? -1 : before.t - 1 }
  }

  /** Where no message follows, lines may: those that came since the page that ended with this one. */
  #after(keys: readonly RoomKey[], after: MessageRow, count: number): Part {
    const rows = this.#deps.pairs.page(keys, count + 1, { after: cursorOf(after) })
    const hasNewer = rows.length > count
    const shown = rows.slice(0, count)
    return { rows: shown, hasOlder: true, hasNewer, from: after.t + 1, to: hasNewer ? (shown.at(-1)?.t ?? 0) : Number.MAX_SAFE_INTEGER }
  }

  /** `older` of them from before the place, more where there is less after it. */
  #around(keys: readonly RoomKey[], place: MessageCursor, itself: MessageRow | undefined, count: number, older: number): Part {
    const { pairs } = this.#deps
    const before = pairs.page(keys, count + 1, { before: place })
    const after = [...(itself?.forgotten === false ? [itself] : []), ...pairs.page(keys, count + 1, { after: place })]
    const taken = Math.min(before.length, Math.max(Math.floor(older), count - after.length))
    const rows = [...before.slice(before.length - taken), ...after.slice(0, count - taken)]
    const [hasOlder, hasNewer] = [before.length > taken, after.length > count - taken]
    const to = hasNewer ? (rows.at(-1)?.t ?? 0) : Number.MAX_SAFE_INTEGER
    return { rows, hasOlder, hasNewer, from: hasOlder ? (rows[0]?.t ?? 0) : 0, to }
  }

  #shown(keys: readonly RoomKey[], { rows, from, to }: Part, hasLines: boolean): readonly MessageView[] {
    const { rooms, names } = this.#deps
    const views = viewsOf(this.#deps, rows)
    if (!hasLines) return views
    const lines = keys.flatMap((key) => {
      const room = rooms.get(key)
      return room === undefined ? [] : systemLines(room, from, to, names)
    })
    return [...views, ...lines].toSorted((a, b) => a.time - b.time)
  }

  /** The first one after what was read that is neither own nor deleted; each room of a conversation has a read position of its own. */
  #firstUnread(keys: readonly RoomKey[]): MessageRow | undefined {
    const firsts = keys.flatMap((key) => this.#firstUnreadIn(key) ?? [])
    return firsts.toSorted((a, b) => a.t - b.t || a.c - b.c || (a.id < b.id ? -1 : 1))[0]
  }

  #firstUnreadIn(key: RoomKey): MessageRow | undefined {
    const { rooms, pairs, account, latest } = this.#deps
    const read = rooms.registry.get(key)?.read
    let after: MessageCursor = read === undefined ? BEGINNING : { t: read[0], c: read[1], id: read[2] }
    for (;;) {
      const rows = pairs.page([key], RESOURCE.PAGE_MESSAGES, { after })
      const first = rows.find((row) => row.account !== account && !row.deleted)
      const last = rows.at(-1)
      if (first !== undefined) return first.t > latest() ? undefined : first
      if (last === undefined || rows.length < RESOURCE.PAGE_MESSAGES) return undefined
      after = cursorOf(last)
    }
  }
}

const BEGINNING: MessageCursor = { t: -1, c: 0, id: LOWEST_ID }

function countOf(limit: number): number {
  return Math.max(1, Math.min(limit, RESOURCE.PAGE_MESSAGES))
}
