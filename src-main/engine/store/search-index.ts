/**
 * Full-text search: an FTS5 index over the trigrams of folded text (`searchKey`), without positions; what the trigrams suggest is checked
 * against the folded text itself. Rows wait until the transaction ends and are indexed in ascending order, because FTS5 starts a new
 * segment whenever a row number falls. Taking a row out really takes it out (DEL-3: the `secure-delete` option).
 */
import type { RoomKey } from '../../../shared/store/index.ts'
import type { Connection, Statement } from './sqlite.ts'
import type { Participant } from './transactions.ts'
import { searchKey } from '../../../shared/store/index.ts'
import { matchOf, roomMark } from './search-query.ts'

/** Waiting text is indexed when it passes this, so that one huge transaction stays in bounds. UTF-16 units. */
const WAITING_UNITS = 8 * 1024 * 1024
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

export class SearchIndex implements Participant {
  readonly #connection: Connection
  readonly #waiting = new Map<number, string>()
  /** Rows whose text goes before the waiting ones come. */
  readonly #leaving = new Set<number>()
  #waitingUnits = 0
  readonly #textOf: Statement
  readonly #insertText: Statement
  readonly #deleteText: Statement
  readonly #insert: Statement
  readonly #delete: Statement
  readonly #count: Statement
  readonly #queries = new Map<string, Statement>()

  constructor(connection: Connection) {
    this.#connection = connection
    this.#textOf = connection.prepare('SELECT key FROM search_text WHERE n = ?').pluck()
    this.#insertText = connection.prepare('INSERT INTO search_text (n, key) VALUES (?, ?)')
    this.#deleteText = connection.prepare('DELETE FROM search_text WHERE n = ?')
    this.#insert = connection.prepare('INSERT INTO search (rowid, key) VALUES (?, ?)')
    this.#delete = connection.prepare(`INSERT INTO search (search, rowid, key) VALUES ('delete', ?, ?)`)
    this.#count = connection.prepare('SELECT count(*) FROM search_text').pluck()
  }

  /** Makes the text of a row findable; the row has none yet. */
  add(n: number, room: RoomKey, text: string): void {
    const key = roomMark(room) + searchKey(text)
    this.#waiting.set(n, key)
    this.#waitingUnits += key.length
    if (this.#waitingUnits > WAITING_UNITS) this.beforeCommit()
  }

  /** Takes a row's text out, if it has one, at the latest when the transaction commits. */
  remove(n: number): void {
    if (!this.#waiting.delete(n)) this.#leaving.add(n)
  }

  /** Row numbers of texts that contain every folded term (at least one), highest first. */
  find(terms: readonly string[], room: RoomKey | undefined, hits: Hits): readonly number[] {
    this.beforeCommit()
    const match = matchOf(terms, room)
    const query = this.#query(match !== undefined, terms.length)
    const range = [BigInt(hits.from), BigInt(hits.to), CANDIDATES]
    const found = query.all(...(match === undefined ? range : [match, ...range]), ...terms, hits.limit)
    return found.filter((n) => typeof n === 'number')
  }

  beforeCommit(): void {
    if (this.#leaving.size > 0) this.#takeOut([...this.#leaving].sort((a, b) => a - b))
    for (const [n, key] of [...this.#waiting].sort(([a], [b]) => a - b)) {
      this.#insertText.run(n, key)
      this.#insert.run(BigInt(n), key)
    }
    this.afterRollback()
  }

  afterRollback(): void {
    this.#leaving.clear()
    this.#waiting.clear()
    this.#waitingUnits = 0
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
        ? 'SELECT rowid AS n, key FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?'
        : 'SELECT n, key FROM search_text WHERE n BETWEEN ? AND ? ORDER BY n DESC LIMIT ?'
      const contains = Array.from({ length: terms }, () => 'instr(key, ?) > 0').join(' AND ')
      query = this.#connection.prepare(`SELECT n FROM (${candidates}) WHERE ${contains} ORDER BY n DESC LIMIT ?`).pluck()
      this.#queries.set(shape, query)
    }
    return query
  }
}
