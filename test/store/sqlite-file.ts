/** A SQLite store in a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DiskStore, openSqliteStore } from '../../src-main/engine/store/index.ts'
import { type Connection, connect } from '../../src-main/engine/store/sqlite.ts'

export const STORE_KEY = new Uint8Array(32).fill(0x5a)

/** The file with the key given, without what `openSqliteStore` checks. */
export function rawly<T>(file: string, work: (connection: Connection) => T): T {
  const connection = connect(file, { readonly: false, mustExist: true })
  try {
    connection.pragma(`cipher = 'chacha20'`)
    connection.pragma(`key = "x'${Buffer.from(STORE_KEY).toString('hex')}'"`)
    return work(connection)
  } finally {
    connection.close()
  }
}

export interface SqliteFile {
  readonly store: DiskStore
  readonly folder: string
  readonly file: string
  dispose(): void
}

export function aSqliteStore(): SqliteFile {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-store-'))
  const file = join(folder, 'store.db')
  return { store: openSqliteStore({ file, key: STORE_KEY }), folder, file, dispose: () => rmSync(folder, { recursive: true }) }
}
