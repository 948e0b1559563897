/**
 * Full-text search: an FTS5 index over the trigrams of folded text (`searchKey`), without positions; what the trigrams suggest is checked
 * against the folded text itself. A new text waits in `search_pending`, where it is found by looking at it, until `indexSome` takes it into
 * the index with many others: that costs a fraction, and no message waits for it (decision 018). Taking a row out really takes it out
 * (DEL-3: the `secure-delete` option).
 */
import { searchKey } from '../../../shared/store/index.ts'
import type { RoomKey } from '../../../shared/store/index.ts'
import { matchOf, roomMark } from './search-query.ts'
import type { Connection, Statement } from './sqlite.ts'
import type { Participant } from './transactions.ts'

/** Texts looked at for one search, newest first: a rare letter in a million messages must not stop the engine. */
const CANDIDATES = 100_000
/** Taking one row out costs about as much as indexing this many afresh (measured). */
const REBUILD_RATIO = 700
const REBUILD_FROM = 4

export interface Hits {
  /** Row numbers between the two, highest first. */
  readonly from: number
  readonly to: number
  readonly limit: number
}

type PendingColumns = readonly [n: number, room: number, text: string | null]

export class SearchIndex implements Participant {
  readonly #connection: Connection
  /** Rows whose text leaves the index when the transaction commits. */
  readonly #leaving = new Set<number>()
  readonly #textOf: Statement
  readonly #insertText: Statement
  readonly #deleteText: Statement
  readonly #insert: Statement
  readonly #delete: Statement
  readonly #count: Statement
  readonly #wait: Statement
  readonly #waitNoMore: Statement
  readonly #next: Statement
  readonly #newest: Statement
  readonly #isWaiting: Statement
  readonly #hide: readonly Statement[]
  readonly #queries = new Map<string, Statement>()

  constructor(connection: Connection) {
    const pending = 'SELECT p.n, m.room, m.text FROM search_pending p LEFT JOIN messages m ON m.n = p.n'
    this.#connection = connection
    this.#textOf = connection.prepare('SELECT key FROM search_text WHERE n = ?').pluck()
    this.#insertText = connection.prepare('INSERT INTO search_text (n, key) VALUES (?, ?)')
    this.#deleteText = connection.prepare('DELETE FROM search_text WHERE n = ?')
    this.#insert = connection.prepare('INSERT INTO search (rowid, key) VALUES (?, ?)')
    this.#delete = connection.prepare(`INSERT INTO search (search, rowid, key) VALUES ('delete', ?, ?)`)
    this.#count = connection.prepare('SELECT count(*) FROM search_text').pluck()
    this.#wait = connection.prepare('INSERT INTO search_pending (n) VALUES (?)')
    this.#waitNoMore = connection.prepare('DELETE FROM search_pending WHERE n = ?')
    this.#next = connection.prepare(`${pending} ORDER BY p.n LIMIT ?`).raw()
    this.#newest = connection.prepare(`${pending} WHERE p.n BETWEEN ? AND ? ORDER BY p.n DESC LIMIT ${CANDIDATES}`).raw()
    this.#hide = ['search_pending', 'search_text'].map((table) =>
      connection.prepare(`DELETE FROM ${table} WHERE n IN (SELECT n FROM messages WHERE segment = ? AND n <= ?)`),
    )
    this.#isWaiting = connection.prepare('SELECT EXISTS (SELECT 1 FROM search_pending)').pluck()
  }

  /** Makes the text of a row findable; the row has none yet. */
  add(n: number): void {
    this.#wait.run(n)
  }

  /** Takes a row's text out, if it has one, at the latest when the transaction commits. */
  remove(n: number): void {
    if (this.#waitNoMore.run(n).changes === 0) this.#leaving.add(n)
  }

  /** Row numbers of texts that contain every folded term (at least one), highest first. */
  find(terms: readonly string[], room: RoomKey | undefined, hits: Hits): readonly number[] {
    this.beforeCommit()
    const match = matchOf(terms, room)
    const query = this.#query(match !== undefined, terms.length)
    const range = [BigInt(hits.from), BigInt(hits.to), CANDIDATES]
    const found = query.all(...(match === undefined ? range : [match, ...range]), ...terms, hits.limit).filter((n) => typeof n === 'number')
    const waiting = this.#findWaiting(terms, room, hits)
    return waiting.length === 0 ? found : [...found, ...waiting].sort((a, b) => b - a).slice(0, hits.limit)
  }

  /** Whether texts wait to be indexed. */
  get isBehind(): boolean {
    return this.#isWaiting.get() === 1
  }

  /** Indexes up to `limit` waiting texts, in ascending order: FTS5 starts a new segment whenever a row number falls. In a transaction. */
  indexSome(limit: number): void {
    for (const row of this.#next.all(limit)) {
      const [n, room, text] = row as PendingColumns
      this.#waitNoMore.run(n)
      if (text === null) continue
      const key = roomMark(room) + searchKey(text)
      this.#insertText.run(n, key)
      this.#insert.run(BigInt(n), key)
    }
  }

  /** Rows of a segment up to a number are not found any more; the trigrams they left lead nowhere, and go with `clear`. */
  hideSegment(segment: number, last: number): void {
    for (const statement of this.#hide) statement.run(segment, BigInt(last))
  }

  /** An index of nothing: what it knew waits to be indexed again. */
  clear(): void {
    this.#connection.exec(`INSERT OR IGNORE INTO search_pending SELECT n FROM search_text;
      DELETE FROM search_text;
      INSERT INTO search (search) VALUES ('delete-all')`)
  }

  beforeCommit(): void {
    if (this.#leaving.size > 0) this.#takeOut([...this.#leaving].sort((a, b) => a - b))
    this.afterRollback()
  }

  afterRollback(): void {
    this.#leaving.clear()
  }

  #findWaiting(terms: readonly string[], room: RoomKey | undefined, { from, to, limit }: Hits): readonly number[] {
    const found: number[] = []
    for (const row of this.#newest.iterate(BigInt(from), BigInt(to))) {
      if (found.length >= limit) break
      const [n, inRoom, text] = row as PendingColumns
      if (text === null || (room !== undefined && inRoom !== room)) continue
      const key = searchKey(text)
      if (terms.every((term) => key.includes(term))) found.push(n)
    }
    return found
  }

  /** One by one, or by making the index anew from what remains when that is quicker. */
  #takeOut(rows: readonly number[]): void {
    const isMany = rows.length > REBUILD_FROM && rows.length * REBUILD_RATIO > Number(this.#count.get())
    for (const n of rows) {
      const key = this.#textOf.get(n)
      if (typeof key !== 'string') continue
      if (!isMany) this.#delete.run(BigInt(n), key)
      this.#deleteText.run(n)
    }
    if (isMany) this.#connection.exec(`INSERT INTO search (search) VALUES ('rebuild')`)
  }

  /** Statements by shape. Without a trigram the texts themselves are walked. */
  #query(isMatch: boolean, terms: number): Statement {
    const shape = `${isMatch} ${terms}`
    let query = this.#queries.get(shape)
    if (query === undefined) {
      const candidates = isMatch
        ? // Never by the index's own `key`: of a row that has no text any more it would be an error.
          `SELECT t.n, t.key FROM search CROSS JOIN search_text t ON t.n = search.rowid
            WHERE search MATCH ? AND search.rowid BETWEEN ? AND ? ORDER BY search.rowid DESC LIMIT ?`
        : 'SELECT n, key FROM search_text WHERE n BETWEEN ? AND ? ORDER BY n DESC LIMIT ?'
      const contains = Array.from({ length: terms }, () => 'instr(key, ?) > 0').join(' AND ')
      query = this.#connection.prepare(`SELECT n FROM (${candidates}) WHERE ${contains} ORDER BY n DESC LIMIT ?`).pluck()
      this.#queries.set(shape, query)
    }
    return query
  }
}
