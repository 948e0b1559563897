/**
 * Puts the rows of a backup into an empty database of the version they come from. The file is nobody's yet, so nothing of it has to survive a
 * crash: it is written without a log, and brought to the disk once at its end. What the rows hold is checked by the tables themselves.
 */
import { closeSync, fsyncSync, openSync } from 'node:fs'
import type { Row } from '../../../shared/backup/index.ts'
import { StoreError } from '../../../shared/store/index.ts'
import { type BackupTable, OLDEST_BACKUP, isBackupTable } from './backup-tables.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { MARK_OF_OURS } from './open-database.ts'
import { columnsOf } from './row-source.ts'
import { FIRST_WITH_FILES, REMAKE_REFERENCES } from './reference-table.ts'
import { type Connection, type Statement, connect, translating } from './sqlite.ts'

/** Rows that do not fit; to the reader of a backup it is damage. */
export class BadRows extends Error {}

export class RowSink {
  readonly #connection: Connection
  readonly #file: string
  readonly #version: number
  readonly #done = new Set<BackupTable>()
  #insert: Statement | undefined
  #width = 0

  /** `file` is empty or not there; undefined: in memory. Throws `BadRows` for a version that wrote no backups, `StoreError` for the disk. */
  constructor(file: string | undefined, key: Uint8Array, version: number) {
    if (version < OLDEST_BACKUP || version > MIGRATIONS.length) throw new BadRows(`version ${version}`)
    this.#file = file ?? ''
    this.#version = version
    this.#connection = translating(() => connect(file ?? ':memory:', { readonly: false, mustExist: false }))
    try {
      translating(() => this.#prepare(key, version))
    } catch (error) {
      this.#connection.close()
      throw error
    }
  }

  table(name: string, columns: readonly string[]): void {
    if (!isBackupTable(name) || this.#done.has(name)) throw new BadRows(name)
    const known = new Set(columnsOf(this.#connection, name))
    if (columns.length === 0 || new Set(columns).size !== columns.length || !columns.every((column) => known.has(column)))
      throw new BadRows(name)
    this.#done.add(name)
    this.#width = columns.length
    this.#insert = this.#connection.prepare(`INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
  }

  rows(rows: readonly Row[]): void {
    const insert = this.#insert
    if (insert === undefined) throw new BadRows('no table')
    this.#checked(() => {
      for (const row of rows) {
        if (row.length !== this.#width) throw new BadRows('width')
        insert.run(...row)
      }
    })
  }

  /** Forgets the rows it has, so that a test of a large backup takes no more memory than one of a small one. */
  forget(): void {
    for (const table of this.#done) this.#connection.exec(`DELETE FROM ${table}`)
  }

  /** All of it is there, and on the disk. */
  finish(): void {
    this.#checked(() => {
      // The index is made from these in the background.
      this.#connection.exec('INSERT INTO search_pending (n) SELECT n FROM messages WHERE text IS NOT NULL')
      if (this.#version >= FIRST_WITH_FILES) this.#connection.exec(REMAKE_REFERENCES)
      this.#connection.exec('COMMIT')
    })
    this.close()
    if (this.#file === '') return
    const handle = openSync(this.#file, 'r+')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  }

  close(): void {
    if (this.#connection.open) this.#connection.close()
  }

  #prepare(key: Uint8Array, version: number): void {
    const connection = this.#connection
    if (this.#file !== '') {
      connection.pragma(`cipher = 'chacha20'`)
      connection.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`)
    }
    connection.pragma('journal_mode = off')
    connection.pragma('synchronous = off')
    connection.pragma('temp_store = memory')
    connection.pragma('trusted_schema = off')
    for (const sql of MIGRATIONS.slice(0, version)) connection.exec(sql)
    connection.pragma(`application_id = ${MARK_OF_OURS}`)
    connection.pragma(`user_version = ${version}`)
    connection.exec('BEGIN')
  }

  #checked(work: () => void): void {
    try {
      translating(work)
    } catch (error) {
      if (error instanceof StoreError || error instanceof BadRows) throw error
      // A constraint, or a value the driver does not take.
      throw new BadRows('a row does not fit', { cause: error })
    }
  }
}
