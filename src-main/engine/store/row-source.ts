/**
 * The rows of a database that lies still, for a backup: a copy made for it, under the same key. Each table is walked once; a page of rows is in
 * memory. Which rows stay out is said here, by the lists of `shared/backup`.
 */
import { type Row, verdictOf } from '../../../shared/backup/index.ts'
import { StoreError } from '../../../shared/store/index.ts'
import { BACKUP_TABLES, type BackupTable } from './backup-tables.ts'
import { openDatabase } from './open-database.ts'
import type { Connection } from './sqlite.ts'

const PAGE_BYTES = 256 * 1024
/** So that a page of small rows is no long work for who takes it either. */
const PAGE_ROWS = 500
/** Of a row beside its longest parts. */
const ROW_BYTES = 32

export interface TableRows {
  readonly name: BackupTable
  readonly columns: readonly string[]
  /** Pages of them. */
  readonly pages: Iterable<readonly Row[]>
}

export class RowSource {
  /** Of the database. */
  readonly version: number
  /** Spaces that are in no list, and so stayed out; known once the named values were walked. */
  readonly unknownSpaces = new Set<string>()
  /** Of what was walked so far. */
  readonly counts = { contacts: 0, rooms: 0, messages: 0 }
  readonly #connection: Connection

  /** Throws `StoreError`. */
  constructor(file: string, key: Uint8Array) {
    this.#connection = openDatabase({ file, key, readonly: true })
    this.version = Number(this.#connection.pragma('user_version', { simple: true }))
  }

  *tables(): Generator<TableRows> {
    const carried = this.#carried()
    for (const name of BACKUP_TABLES) {
      const columns = columnsOf(this.#connection, name)
      yield { name, columns, pages: paged(this.#rows(name, columns, carried)) }
    }
  }

  close(): void {
    this.#connection.close()
  }

  *#rows(name: BackupTable, columns: readonly string[], carried: ReadonlySet<number>): Generator<Row> {
    const order = columns.includes('n') ? ' ORDER BY n' : ''
    const statement = this.#connection.prepare(`SELECT ${columns.join(', ')} FROM ${name}${order}`).raw()
    const [room, space, deleted] = [columns.indexOf('room'), columns.indexOf('space'), columns.indexOf('deleted')]
    for (const row of statement.iterate() as IterableIterator<Row>) {
      if (name === 'named_values' && !this.#isTaken(row, columns, carried)) continue
      if (name === 'blocks' && carried.has(Number(row[room]))) continue
      if (name === 'messages' && row[deleted] === 0) this.counts.messages += 1
      if (name === 'named_values' && row[space] === 'contacts') this.counts.contacts += 1
      if (name === 'named_values' && row[space] === 'rooms') this.counts.rooms += 1
      yield row
    }
  }

  #isTaken(row: Row, columns: readonly string[], carried: ReadonlySet<number>): boolean {
    const space = String(row[columns.indexOf('space')])
    const verdict = verdictOf(space, String(row[columns.indexOf('key')]), carried)
    if (verdict === 'unknown') this.unknownSpaces.add(space)
    return verdict === 'taken'
  }

  /** Rooms kept for others. */
  #carried(): ReadonlySet<number> {
    const keys = this.#connection.prepare(`SELECT key FROM named_values WHERE space = 'carry/tokens'`).pluck().all()
    return new Set(keys.map(Number))
  }
}

/** Names of the columns, as the database has them. Throws `StoreError` for a table that is not there. */
export function columnsOf(connection: Connection, table: BackupTable): readonly string[] {
  const names = connection.prepare('SELECT name FROM pragma_table_info(?) ORDER BY cid').pluck().all(table)
  if (names.length === 0) throw new StoreError('STORE_DAMAGED', `no table ${table}`)
  return names.map(String)
}

function* paged(rows: Iterable<Row>): Generator<readonly Row[]> {
  let page: Row[] = []
  let size = 0
  for (const row of rows) {
    page.push(row)
    size += ROW_BYTES
    for (const value of row) if (typeof value === 'string' || value instanceof Uint8Array) size += value.length
    if (size < PAGE_BYTES && page.length < PAGE_ROWS) continue
    yield page
    page = []
    size = 0
  }
  if (page.length > 0) yield page
}
