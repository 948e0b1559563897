/**
 * Opens the encrypted file, checks that it is ours and not newer than this program, and brings it up to date. Everything about safety on
 * disk is set here: cipher, journal, durability, erasure (DEL-3), no temporary files in the clear.
 */
import type { Connection } from './sqlite.ts'
import { StoreError } from '../../../shared/store/index.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { connect, translating } from './sqlite.ts'

export interface SqliteStoreOptions {
  readonly file: string
  /** 32 random bytes; used raw. */
  readonly key: Uint8Array
  /** Nothing is written; the owner must not have it open. */
  readonly readonly?: boolean
  /** Throws STORE_MISSING rather than making a new database. */
  readonly mustExist?: boolean
  /** The file grows no further (pages of 4 KiB): then STORE_FULL. Default: the disk decides. */
  readonly maxPages?: number
}

const KEY_BYTES = 32
/** Marks a file as ours ("sarb"). */
export const MARK_OF_OURS = 0x73617262
/** Page cache, KiB: the folded texts of 100,000 messages fit, so that looking through all of them stays under 30 ms. */
const CACHE_KIB = 49_152
/** Pages written without a pause before SQLite moves the log into the file: 32 MiB keeps bulk work from copying every page many times. */
export const CHECKPOINT_PAGES = 8_192
/** What stays of the log file after a checkpoint. */
const LOG_KEPT_BYTES = 4 * 1024 * 1024

/** Throws `StoreError`; `RangeError` when the key has another length. */
export function openDatabase(options: SqliteStoreOptions): Connection {
  if (options.key.length !== KEY_BYTES) throw new RangeError(`a store key has ${KEY_BYTES} bytes`)
  const isReadonly = options.readonly ?? false
  const connection = translating(() =>
    connect(options.file, { readonly: isReadonly, mustExist: isReadonly || (options.mustExist ?? false) }),
  )
  try {
    translating(() => {
      prepareConnection(connection, options.key, isReadonly)
      if (options.maxPages !== undefined) connection.pragma(`max_page_count = ${options.maxPages}`)
    })
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

function prepareConnection(connection: Connection, key: Uint8Array, isReadonly: boolean): void {
  connection.pragma(`cipher = 'chacha20'`)
  connection.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`)
  // One process owns the profile: no shared memory file, no lock calls in each transaction. A reader cannot take that lock.
  if (!isReadonly) connection.pragma('locking_mode = exclusive')
  connection.pragma('temp_store = memory')
  connection.pragma('trusted_schema = off')
  connection.pragma(`cache_size = -${CACHE_KIB}`)
  const version = Number(connection.pragma('user_version', { simple: true }))
  const isEmpty = connection.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
  if (!isEmpty && connection.pragma('application_id', { simple: true }) !== MARK_OF_OURS)
    throw new StoreError('STORE_DAMAGED', 'not a database of ours')
  if (version > MIGRATIONS.length)
    throw new StoreError('STORE_TOO_NEW', `the database has version ${version}, this program knows ${MIGRATIONS.length}`)
  if (isReadonly) {
    if (version < MIGRATIONS.length) throw new StoreError('STORE_READONLY', 'an older database must be opened for writing once')
    return
  }
  connection.pragma('journal_mode = wal')
  connection.pragma('synchronous = full')
  connection.pragma('secure_delete = on')
  connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  connection.pragma(`journal_size_limit = ${LOG_KEPT_BYTES}`)
  migrate(connection, version)
}

/** Each migration is one transaction: a crash leaves a whole version. */
function migrate(connection: Connection, from: number): void {
  MIGRATIONS.slice(from).forEach((sql, index) => {
    connection.exec('BEGIN IMMEDIATE')
    try {
      connection.exec(sql)
      connection.pragma(`application_id = ${MARK_OF_OURS}`)
      connection.pragma(`user_version = ${from + index + 1}`)
      connection.exec('COMMIT')
    } catch (error) {
      if (connection.inTransaction) connection.exec('ROLLBACK')
      throw error
    }
  })
}
