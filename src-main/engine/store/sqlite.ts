/**
 * The native module behind a guard, and SQLite's error codes as ours. On a Node whose N-API is older than 10 the module does not throw but
 * crashes the process, so the check comes first and the module is only loaded after it.
 */
import { createRequire } from 'node:module'
import { StoreError } from '../../../shared/store/index.ts'
import type { StoreErrorCode } from '../../../shared/store/index.ts'

/** What we use of the module, which hides its own types from Node's resolution. */
export interface Connection {
  readonly open: boolean
  readonly readonly: boolean
  readonly inTransaction: boolean
  prepare(sql: string): Statement
  exec(sql: string): unknown
  pragma(text: string, options?: { readonly simple: boolean }): unknown
  /** The file's pages as they are, decrypted. */
  serialize(): Buffer
  close(): void
}

export interface Statement {
  run(...values: readonly unknown[]): { readonly changes: number; readonly lastInsertRowid: number | bigint }
  get(...values: readonly unknown[]): unknown
  all(...values: readonly unknown[]): unknown[]
  iterate(...values: readonly unknown[]): IterableIterator<unknown>
  /** Rows as arrays. */
  raw(): this
  /** Rows as their first column. */
  pluck(): this
}

type Driver = new (
  file: string,
  options: { readonly readonly: boolean; readonly fileMustExist: boolean; readonly timeout: number },
) => Connection

const NAPI_NEEDED = 10

/** Throws `StoreError` NODE_TOO_OLD when the native module would crash here. `napi` is `process.versions.napi`. */
export function assertNodeFits(napi: string | undefined): void {
  if (Number(napi ?? 0) >= NAPI_NEEDED) return
  throw new StoreError(
    'NODE_TOO_OLD',
    `Sarangbang needs Node 24 (N-API ${NAPI_NEEDED}); this is Node ${process.versions.node} (N-API ${napi ?? 'unknown'})`,
  )
}

/** A connection; the file is neither read nor made before the first statement. Throws `StoreError`. */
export function connect(file: string, options: { readonly readonly: boolean; readonly mustExist: boolean }): Connection {
  assertNodeFits(process.versions.napi)
  const load = createRequire(import.meta.url)
  const DatabaseDriver = load('better-sqlite3-multiple-ciphers') as Driver
  return new DatabaseDriver(file, { readonly: options.readonly, fileMustExist: options.mustExist, timeout: 0 })
}

/** What SQLite threw as a `StoreError`; everything else as it is. */
export function translated(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error
  const code = codeOf(error.code)
  return code === undefined ? error : new StoreError(code, error.message, { cause: error })
}

/** Runs and translates what is thrown. */
export function translating<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw translated(error)
  }
}

function codeOf(code: string): StoreErrorCode | undefined {
  if (code === 'SQLITE_NOTADB') return 'STORE_WRONG_KEY'
  if (code.startsWith('SQLITE_CORRUPT')) return 'STORE_DAMAGED'
  if (code.startsWith('SQLITE_FULL')) return 'STORE_FULL'
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'STORE_BUSY'
  if (code.startsWith('SQLITE_READONLY')) return 'STORE_READONLY'
  if (code.startsWith('SQLITE_CANTOPEN')) return 'STORE_MISSING'
  if (code.startsWith('SQLITE_IOERR')) return 'STORE_IO'
  return undefined
}
