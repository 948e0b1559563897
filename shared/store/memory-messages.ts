/** Messages in memory: per room a map by id and a list in the order of CLK-3; per segment a list; search by looking at all. */
import type { AccountId, DeviceId, EpochId, MessageId } from '../ids/index.ts'
import type { MemoryLog } from './memory-log.ts'
import type { AmendmentRow, MessageCursor, MessageRow, MessageTable, RoomKey, RoomUsage, SegmentKey, Shared } from './store.ts'
import { MemoryAmendments } from './memory-amendments.ts'
import { mayShare } from './may-share.ts'
import { MemoryReferences } from './memory-references.ts'
import { containsTerms, searchKey, searchTerms } from './search-key.ts'
import { SortedList, compare } from './sorted-list.ts'

interface RoomMessages {
  readonly byId: Map<MessageId, MessageRow>
  readonly inOrder: SortedList<MessageRow>
  /** Those that name me. */
  readonly naming: SortedList<MessageRow>
}

export class MemoryMessages implements MessageTable {
  readonly #log: MemoryLog
  readonly #amendments: MemoryAmendments
  /** Which messages refer to which files. */
  readonly references: MemoryReferences
  readonly #rooms = new Map<RoomKey, RoomMessages>()
  readonly #segments = new Map<SegmentKey, SortedList<MessageRow>>()
  readonly #segmentKeys = new Map<string, SegmentKey>()
  /** Folded texts, made when first searched. */
  readonly #keys = new WeakMap<MessageRow, string>()

  constructor(log: MemoryLog) {
    this.#log = log
    this.#amendments = new MemoryAmendments(log)
    this.references = new MemoryReferences(log)
  }

  segmentKey(room: RoomKey, account: AccountId, epoch: EpochId, index: number): SegmentKey {
    this.#log.assertOpen()
    const name = `${room} ${account} ${epoch} ${index}`
    const there = this.#segmentKeys.get(name)
    if (there !== undefined) return there
    const key = this.#segmentKeys.size + 1
    this.#segmentKeys.set(name, key)
    this.#log.wrote(() => this.#segmentKeys.delete(name))
    return key
  }

  insert(rows: readonly MessageRow[]): readonly MessageId[] {
    const there: MessageId[] = []
    for (const row of rows) {
      if (this.get(row.room, row.id) === undefined) this.#set(undefined, Object.freeze({ ...row }))
      else there.push(row.id)
    }
    return there
  }

  put(row: MessageRow): void {
    this.#set(this.get(row.room, row.id), Object.freeze({ ...row }))
  }

  get(room: RoomKey, id: MessageId): MessageRow | undefined {
    return this.#room(room)?.byId.get(id)
  }

  /** Per room that has any row. */
  usage(): ReadonlyMap<RoomKey, RoomUsage> {
    this.#log.assertOpen()
    const found = new Map<RoomKey, RoomUsage>()
    for (const [room, { byId }] of this.#rooms) {
      const rows = [...byId.values()]
      const bytes = rows.reduce((sum, { content }) => sum + content.length, 0)
      if (rows.length > 0) found.set(room, { bytes, messages: rows.filter(({ deleted }) => !deleted).length })
    }
    return found
  }

  find(id: MessageId): MessageRow | undefined {
    this.#log.assertOpen()
    const found = [...this.#rooms.values()].flatMap((room) => room.byId.get(id) ?? [])
    return found.sort((a, b) => a.room - b.room)[0]
  }

  remove(room: RoomKey, id: MessageId): void {
    const before = this.get(room, id)
    if (before !== undefined) this.#set(before, undefined)
  }

  page(
    room: RoomKey,
    limit: number,
    cursor?: { readonly before: MessageCursor } | { readonly after: MessageCursor },
  ): readonly MessageRow[] {
    const rows = this.#room(room)?.inOrder
    if (rows === undefined) return []
    if (cursor !== undefined && 'after' in cursor) return take(seen(rows.ascending((row) => byOrder(row, cursor.after) <= 0)), limit)
    const newestFirst = cursor === undefined ? rows.descending() : rows.descending((row) => byOrder(row, cursor.before) < 0)
    return take(seen(newestFirst), limit).reverse()
  }

  sharing(room: RoomKey, what: Shared, limit: number, before?: MessageCursor): readonly MessageRow[] {
    const rows = this.#room(room)?.inOrder.descending((row) => before === undefined || byOrder(row, before) < 0) ?? []
    return take(
      [...seen(rows)].filter((row) => mayShare(row, what)),
      limit,
    )
  }

  last(room: RoomKey, maxT: number): MessageRow | undefined {
    return take(seen(this.#room(room)?.inOrder.descending((row) => row.t <= maxT) ?? []), 1)[0]
  }

  countAfter(room: RoomKey, cursor: MessageCursor | undefined, account: AccountId, maxT: number, cap: number): number {
    let count = 0
    const after = this.#room(room)?.inOrder.ascending((row) => cursor !== undefined && byOrder(row, cursor) <= 0) ?? []
    for (const row of after) {
      if (row.t > maxT || count >= cap) break
      if (row.account !== account && !row.deleted && !row.forgotten) count += 1
    }
    return count
  }

  countNaming(room: RoomKey, cursor: MessageCursor | undefined, maxT: number, cap: number): number {
    let count = 0
    const after = this.#room(room)?.naming.ascending((row) => cursor !== undefined && byOrder(row, cursor) <= 0) ?? []
    for (const row of after) {
      if (row.t > maxT || count >= cap) break
      if (!row.deleted && !row.forgotten) count += 1
    }
    return count
  }

  ownAfter(room: RoomKey, account: AccountId, t: number): readonly MessageRow[] {
    return [...(this.#room(room)?.inOrder.ascending((row) => row.t <= t) ?? [])].filter((row) => row.account === account)
  }

  ownAmongNewest(room: RoomKey, account: AccountId, among: number): readonly MessageRow[] {
    return take(this.#room(room)?.inOrder.descending() ?? [], among)
      .reverse()
      .filter((row) => row.account === account)
  }

  ofSegment(segment: SegmentKey): readonly MessageRow[] {
    this.#log.assertOpen()
    return [...(this.#segments.get(segment)?.ascending() ?? [])]
  }

  dropSegment(segment: SegmentKey): number {
    const rows = this.ofSegment(segment)
    for (const row of rows) this.#set(row, undefined)
    return rows.length
  }

  countSegment(segment: SegmentKey): number {
    return this.ofSegment(segment).length
  }

  dropSome(segment: SegmentKey, limit: number): number {
    const rows = this.ofSegment(segment).slice(0, limit)
    for (const row of rows) this.#set(row, undefined)
    return rows.length
  }

  /** There is no index. */
  clearTraces(): void {
    this.#log.assertOpen()
  }

  search(text: string, limit: number, room?: RoomKey): readonly MessageRow[] {
    this.#log.assertOpen()
    const terms = searchTerms(text)
    if (terms.length === 0) return []
    const rooms = room === undefined ? [...this.#rooms.keys()] : [room]
    const hits = rooms.flatMap((key) => take(this.#hits(this.#room(key)?.inOrder.descending() ?? [], terms), limit))
    return take(
      hits.sort((a, b) => byOrder(b, a) || a.room - b.room),
      limit,
    )
  }

  putAmendment(row: AmendmentRow): void {
    this.#amendments.put(row)
  }

  removeAmendment(room: RoomKey, message: MessageId, segment: SegmentKey, device: DeviceId, slot: string): void {
    this.#amendments.remove(room, message, segment, device, slot)
  }

  amendments(room: RoomKey, message: MessageId): readonly AmendmentRow[] {
    return this.#amendments.of(room, message)
  }

  amendmentsOf(room: RoomKey, messages: readonly MessageId[]): readonly AmendmentRow[] {
    return [...new Set(messages)].sort().flatMap((message) => this.#amendments.of(room, message))
  }

  amendmentsOfSegment(segment: SegmentKey): readonly AmendmentRow[] {
    return this.#amendments.ofSegment(segment)
  }

  pinMarks(room: RoomKey): readonly AmendmentRow[] {
    return this.#amendments.pins(room)
  }

  hasAmendments(room: RoomKey): boolean {
    return this.#amendments.has(room)
  }

  clear(room: RoomKey): void {
    for (const row of [...(this.#room(room)?.byId.values() ?? [])]) this.#set(row, undefined)
    this.#amendments.clear(room)
  }

  #room(room: RoomKey): RoomMessages | undefined {
    this.#log.assertOpen()
    return this.#rooms.get(room)
  }

  *#hits(rows: Iterable<MessageRow>, terms: readonly string[]): Generator<MessageRow> {
    for (const row of rows) {
      if (row.text === undefined || row.forgotten) continue
      let key = this.#keys.get(row)
      if (key === undefined) this.#keys.set(row, (key = searchKey(row.text)))
      if (containsTerms(key, terms)) yield row
    }
  }

  #set(before: MessageRow | undefined, after: MessageRow | undefined): void {
    this.#exchange(before, after)
    this.#log.wrote(() => this.#exchange(after, before))
  }

  #exchange(before: MessageRow | undefined, after: MessageRow | undefined): void {
    this.references.exchange(before, after)
    if (before !== undefined) {
      const room = this.#rooms.get(before.room)
      room?.byId.delete(before.id)
      room?.inOrder.delete(before)
      if (before.namesMe) room?.naming.delete(before)
      this.#segments.get(before.segment)?.delete(before)
    }
    if (after === undefined) return
    let room = this.#rooms.get(after.room)
    if (room === undefined) {
      room = { byId: new Map(), inOrder: new SortedList<MessageRow>(byOrder), naming: new SortedList<MessageRow>(byOrder) }
      this.#rooms.set(after.room, room)
    }
    let segment = this.#segments.get(after.segment)
    if (segment === undefined)
      this.#segments.set(after.segment, (segment = new SortedList<MessageRow>((a, b) => byOrder(a, b) || a.room - b.room)))
    room.byId.set(after.id, after)
    room.inOrder.add(after)
    if (after.namesMe) room.naming.add(after)
    segment.add(after)
  }
}

/** CLK-3. */
function byOrder(a: MessageCursor, b: MessageCursor): number {
  return a.t - b.t || a.c - b.c || compare(a.id, b.id)
}

function* seen(rows: Iterable<MessageRow>): Generator<MessageRow> {
  for (const row of rows) if (!row.forgotten) yield row
}

function take<T>(items: Iterable<T>, limit: number): T[] {
  const taken: T[] = []
  if (limit <= 0) return taken
  for (const item of items) {
    taken.push(item)
    if (taken.length >= limit) break
  }
  return taken
}
