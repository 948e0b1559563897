/** Messages in SQLite: clustered by time, ordered per room, searchable; the parts are `search-index.ts` and `amendment-table.ts`. */
import type { AccountId, DeviceId, EpochId, MessageId } from '../../../shared/ids/index.ts'
import type { AmendmentRow, MessageCursor, MessageRow, MessageTable, RoomKey, SegmentKey, Shared } from '../../../shared/store/index.ts'
import type { MessageRefs } from './message-row.ts'
import type { SqliteReferences } from './reference-table.ts'
import type { Refs } from './refs.ts'
import type { Connection, Statement } from './sqlite.ts'
import type { Transactions } from './transactions.ts'
import { compare, searchTerms } from '../../../shared/store/index.ts'
import { SqliteAmendments } from './amendment-table.ts'
import { MESSAGE_COLUMNS, readMessage, writeMessage } from './message-row.ts'
import { HAS_FILES, HAS_LINK, HAS_VOICE } from './migrations/index.ts'
import { idToBuffer } from './row-values.ts'
import { SearchIndex } from './search-index.ts'
import { TimeKeys, firstOfMillisecond, likelyNumber } from './time-key.ts'

const COUNT_MAX = 2 ** 31 - 1
type PlaceColumns = readonly [n: number, t: number, text: string | null, hasFiles: number]
const ORDER = 'ORDER BY t, c, id'
const NEWEST_FIRST = 'ORDER BY t DESC, c DESC, id DESC'

export class SqliteMessages implements MessageTable {
  readonly #transactions: Transactions
  readonly #refs: MessageRefs & { readonly epochs: Refs<'epoch'> }
  readonly #amendments: SqliteAmendments
  readonly #references: SqliteReferences
  readonly #index: SearchIndex
  readonly #timeKeys: TimeKeys
  readonly #segment: Statement
  readonly #newSegment: Statement
  readonly #insert: Statement
  readonly #replace: Statement
  readonly #placeOf: Statement
  readonly #get: Statement
  readonly #find: Statement
  readonly #byNumber: Statement
  readonly #delete: Statement
  readonly #newest: Statement
  readonly #before: Statement
  readonly #after: Statement
  readonly #sharing: Readonly<Record<Shared, readonly [newest: Statement, before: Statement]>>
  readonly #last: Statement
  readonly #count: Statement
  readonly #naming: Statement
  readonly #own: Statement
  readonly #ownAmong: Statement
  readonly #ofSegment: Statement
  readonly #segmentNumbers: Statement
  readonly #dropSegment: Statement
  readonly #countSegment: Statement
  readonly #lastOfSome: Statement
  readonly #dropSome: Statement
  readonly #numbers: Statement
  readonly #clear: Statement

  constructor(
    connection: Connection,
    transactions: Transactions,
    refs: MessageRefs & { readonly epochs: Refs<'epoch'> },
    references: SqliteReferences,
  ) {
    const select = (rest: string): Statement => connection.prepare(`SELECT ${MESSAGE_COLUMNS} FROM messages ${rest}`).raw()
    this.#transactions = transactions
    this.#refs = refs
    this.#amendments = new SqliteAmendments(connection, transactions, refs)
    this.#references = references
    this.#index = new SearchIndex(connection)
    this.#timeKeys = new TimeKeys(connection)
    transactions.join(this.#index)
    this.#segment = connection.prepare('SELECT n FROM segments WHERE room = ? AND account = ? AND epoch = ? AND place = ?').pluck()
    this.#newSegment = connection.prepare('INSERT INTO segments (room, account, epoch, place) VALUES (?, ?, ?, ?)')
    const marks = MESSAGE_COLUMNS.replaceAll(/\w+/g, '?')
    this.#insert = connection.prepare(`INSERT INTO messages (n, ${MESSAGE_COLUMNS}) VALUES (?, ${marks}) ON CONFLICT DO NOTHING`)
    this.#replace = connection.prepare(`REPLACE INTO messages (n, ${MESSAGE_COLUMNS}) VALUES (?, ${marks})`)
    this.#placeOf = connection
      .prepare('SELECT n, t, iif(forgotten, NULL, text), files IS NOT NULL FROM messages WHERE id = ? AND room = ?')
      .raw()
    this.#get = select('WHERE id = ? AND room = ?')
    this.#find = select('WHERE id = ? ORDER BY room LIMIT 1')
    this.#byNumber = select('WHERE n = ?')
    this.#delete = connection.prepare('DELETE FROM messages WHERE n = ?')
    this.#newest = select(`WHERE room = ? AND forgotten = 0 ${NEWEST_FIRST} LIMIT ?`)
    this.#before = select(`WHERE room = ? AND (t, c, id) < (?, ?, ?) AND forgotten = 0 ${NEWEST_FIRST} LIMIT ?`)
    this.#after = select(`WHERE room = ? AND (t, c, id) > (?, ?, ?) AND forgotten = 0 ${ORDER} LIMIT ?`)
    const sharing = (index: string, has: string): readonly [Statement, Statement] => {
      const rows = (where: string) =>
        select(`INDEXED BY ${index} WHERE room = ? ${where} AND ${has} AND forgotten = 0 ${NEWEST_FIRST} LIMIT ?`)
      return [rows(''), rows('AND (t, c, id) < (?, ?, ?)')]
    }
    this.#sharing = {
      files: sharing('messages_files', HAS_FILES),
      voices: sharing('messages_voices', HAS_VOICE),
      links: sharing('messages_links', HAS_LINK),
    }
    this.#last = select(`WHERE room = ? AND t <= ? AND forgotten = 0 ${NEWEST_FIRST} LIMIT 1`)
    this.#count = connection
      .prepare(`SELECT count(*) FROM (SELECT 1 FROM messages INDEXED BY messages_order
        WHERE room = ? AND (t, c, id) > (?, ?, ?) AND t <= ? AND account <> ? AND deleted = 0 AND forgotten = 0 LIMIT ?)`)
      .pluck()
    this.#naming = connection
      .prepare(`SELECT count(*) FROM (SELECT 1 FROM messages INDEXED BY messages_naming
        WHERE room = ? AND (t, c, id) > (?, ?, ?) AND t <= ? AND names_me = 1 AND deleted = 0 AND forgotten = 0 LIMIT ?)`)
      .pluck()
    this.#own = select(`INDEXED BY messages_order WHERE room = ? AND t > ? AND account = ? ${ORDER}`)
    // The index alone tells whose the newest are: the rows of others are not read.
    this.#ownAmong = select(`WHERE n IN (SELECT n FROM (SELECT n, account FROM messages INDEXED BY messages_order
      WHERE room = ? ${NEWEST_FIRST} LIMIT ?) WHERE account = ?) ${ORDER}`)
    this.#ofSegment = select(`WHERE segment = ? ${ORDER}, room`)
    this.#segmentNumbers = connection.prepare('SELECT n FROM messages WHERE segment = ?').pluck()
    this.#dropSegment = connection.prepare('DELETE FROM messages WHERE segment = ?')
    this.#countSegment = connection.prepare('SELECT count(*) FROM messages WHERE segment = ?').pluck()
    this.#lastOfSome = connection.prepare('SELECT max(n) FROM (SELECT n FROM messages WHERE segment = ? ORDER BY n LIMIT ?)').pluck()
    this.#dropSome = connection.prepare('DELETE FROM messages WHERE segment = ? AND n <= ?')
    this.#numbers = connection.prepare('SELECT n FROM messages WHERE room = ?').pluck()
    this.#clear = connection.prepare('DELETE FROM messages WHERE room = ?')
  }

  segmentKey(room: RoomKey, account: AccountId, epoch: EpochId, index: number): SegmentKey {
    const { accounts, epochs } = this.#refs
    const there = this.#transactions.read(() => this.#segment.get(room, accounts.find(account), epochs.find(epoch), index))
    if (typeof there === 'number') return there
    return this.#transactions.write(() =>
      Number(this.#newSegment.run(room, accounts.number(account), epochs.number(epoch), index).lastInsertRowid),
    )
  }

  insert(rows: readonly MessageRow[]): readonly MessageId[] {
    return this.#transactions.write(() => rows.filter((row) => !this.#insertOne(row)).map((row) => row.id))
  }

  put(row: MessageRow): void {
    this.#transactions.write(() => {
      const place = this.#placeOf.get(idToBuffer(row.id), row.room) as PlaceColumns | undefined
      if (place === undefined) {
        this.#insertOne(row)
        return
      }
      const [n, t, text, hasFiles] = place
      const isMoved = t !== row.t
      const found = foundBy(row)
      const isTextNew = isMoved || (text ?? undefined) !== found
      if (isTextNew) this.#index.remove(n)
      if (hasFiles === 1) this.#references.removeMessage(row.room, row.id)
      if (isMoved) {
        this.#delete.run(n)
        this.#insertOne(row)
      } else {
        this.#replace.run(n, ...writeMessage(row, this.#refs))
        if (isTextNew && found !== undefined) this.#index.add(n)
        this.#references.add(row)
      }
    })
  }

  get(room: RoomKey, id: MessageId): MessageRow | undefined {
    return this.#read(() => this.#get.all(idToBuffer(id), room))[0]
  }

  find(id: MessageId): MessageRow | undefined {
    return this.#read(() => this.#find.all(idToBuffer(id)))[0]
  }

  remove(room: RoomKey, id: MessageId): void {
    this.#transactions.write(() => {
      const place = this.#placeOf.get(idToBuffer(id), room) as PlaceColumns | undefined
      if (place === undefined) return
      this.#index.remove(place[0])
      if (place[3] === 1) this.#references.removeMessage(room, id)
      this.#delete.run(place[0])
    })
  }

  page(
    room: RoomKey,
    limit: number,
    cursor?: { readonly before: MessageCursor } | { readonly after: MessageCursor },
  ): readonly MessageRow[] {
    const count = countOf(limit)
    if (cursor === undefined) return this.#read(() => this.#newest.all(room, count)).toReversed()
    if ('after' in cursor) return this.#read(() => this.#after.all(room, ...cursorValues(cursor.after), count))
    return this.#read(() => this.#before.all(room, ...cursorValues(cursor.before), count)).toReversed()
  }

  sharing(room: RoomKey, what: Shared, limit: number, before?: MessageCursor): readonly MessageRow[] {
    const [newest, older] = this.#sharing[what]
    return this.#read(() =>
      before === undefined ? newest.all(room, countOf(limit)) : older.all(room, ...cursorValues(before), countOf(limit)),
    )
  }

  last(room: RoomKey, maxT: number): MessageRow | undefined {
    return this.#read(() => this.#last.all(room, maxT))[0]
  }

  countAfter(room: RoomKey, cursor: MessageCursor | undefined, account: AccountId, maxT: number, cap: number): number {
    const { accounts } = this.#refs
    return this.#transactions.read(() => Number(this.#count.get(room, ...startOf(cursor), maxT, accounts.find(account), countOf(cap))))
  }

  countNaming(room: RoomKey, cursor: MessageCursor | undefined, maxT: number, cap: number): number {
    return this.#transactions.read(() => Number(this.#naming.get(room, ...startOf(cursor), maxT, countOf(cap))))
  }

  ownAfter(room: RoomKey, account: AccountId, t: number): readonly MessageRow[] {
    return this.#read(() => this.#own.all(room, t, this.#refs.accounts.find(account)))
  }

  ownAmongNewest(room: RoomKey, account: AccountId, among: number): readonly MessageRow[] {
    return this.#read(() => this.#ownAmong.all(room, countOf(among), this.#refs.accounts.find(account)))
  }

  ofSegment(segment: SegmentKey): readonly MessageRow[] {
    return this.#read(() => this.#ofSegment.all(segment))
  }

  dropSegment(segment: SegmentKey): number {
    return this.#transactions.write(() => {
      for (const n of this.#segmentNumbers.all(segment)) this.#index.remove(Number(n))
      this.#references.removeSegment(segment)
      return this.#dropSegment.run(segment).changes
    })
  }

  countSegment(segment: SegmentKey): number {
    return this.#transactions.read(() => Number(this.#countSegment.get(segment)))
  }

  dropSome(segment: SegmentKey, limit: number): number {
    return this.#transactions.write(() => {
      const last = this.#lastOfSome.get(segment, countOf(limit))
      if (typeof last !== 'number') return 0
      this.#index.hideSegment(segment, last)
      return this.#dropSome.run(segment, BigInt(last)).changes
    })
  }

  clearTraces(): void {
    this.#transactions.write(() => this.#index.clear())
  }

  search(text: string, limit: number, room?: RoomKey): readonly MessageRow[] {
    const terms = searchTerms(text)
    const count = countOf(limit)
    if (terms.length === 0 || count === 0) return []
    return this.#transactions.read(() => {
      const numbers = [...this.#index.find(terms, room, { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER, limit: count })]
      const oldest = numbers.at(-1)
      // The last millisecond is fetched whole: within it the index does not know the order.
      if (oldest !== undefined && numbers.length === count) {
        numbers.push(...this.#index.find(terms, room, { from: firstOfMillisecond(oldest), to: oldest - 1, limit: COUNT_MAX }))
      }
      const rows = numbers.flatMap((n) => this.#byNumber.all(n)).map((row) => readMessage(row, this.#refs))
      const inRoom = room === undefined ? rows : rows.filter((row) => row.room === room)
      return inRoom.sort(newestFirst).slice(0, count)
    })
  }

  putAmendment(row: AmendmentRow): void {
    this.#amendments.put(row)
  }

  removeAmendment(room: RoomKey, message: MessageId, segment: SegmentKey, device: DeviceId, slot: string): void {
    this.#amendments.remove(room, message, segment, device, slot)
  }

  amendments(room: RoomKey, message: MessageId): readonly AmendmentRow[] {
    return this.#amendments.of(room, [message])
  }

  amendmentsOf(room: RoomKey, messages: readonly MessageId[]): readonly AmendmentRow[] {
    return this.#amendments.of(room, messages)
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

  /** Whether texts are found by looking at each, because they are not indexed yet. */
  get isIndexBehind(): boolean {
    return this.#transactions.read(() => this.#index.isBehind)
  }

  /** Takes up to `limit` texts into the index; may be lost by a power cut, and is then done again. */
  indexSome(limit: number): void {
    this.#transactions.run(() => this.#index.indexSome(limit), 'relaxed')
  }

  clear(room: RoomKey): void {
    this.#transactions.write(() => {
      for (const n of this.#numbers.all(room)) this.#index.remove(Number(n))
      this.#references.removeRoom(room)
      this.#clear.run(room)
      this.#amendments.clear(room)
    })
  }

  /** False when the message was there already. */
  #insertOne(row: MessageRow): boolean {
    const values = writeMessage(row, this.#refs)
    let n = likelyNumber(row.t, row.c)
    if (this.#insert.run(n, ...values).changes === 0) {
      if (this.#placeOf.get(idToBuffer(row.id), row.room) !== undefined) return false
      n = this.#timeKeys.free(row.t, row.c)
      this.#insert.run(n, ...values)
    }
    if (foundBy(row) !== undefined) this.#index.add(n)
    this.#references.add(row)
    return true
  }

  #read(rows: () => readonly unknown[]): readonly MessageRow[] {
    return this.#transactions.read(() => rows().map((row) => readMessage(row, this.#refs)))
  }
}

function cursorValues(cursor: MessageCursor): readonly unknown[] {
  return [cursor.t, cursor.c, idToBuffer(cursor.id)]
}

function startOf(cursor: MessageCursor | undefined): readonly unknown[] {
  return cursor === undefined ? [Number.NEGATIVE_INFINITY, 0, Buffer.alloc(0)] : cursorValues(cursor)
}

function countOf(limit: number): number {
  return Math.min(Math.max(Math.floor(limit), 0), COUNT_MAX)
}

/** The text it is to be found by. */
function foundBy({ text, forgotten }: MessageRow): string | undefined {
  return forgotten ? undefined : text
}

function newestFirst(a: MessageRow, b: MessageRow): number {
  return b.t - a.t || b.c - a.c || compare(b.id, a.id) || a.room - b.room
}
