/**
 * A lock on a file of its own: SQLite's exclusive lock, which is the operating system's. It goes with the process however that ends, so
 * nothing stale is ever left to clean up.
 */
import { StoreError } from '../../../shared/store/index.ts'
import { connect, translated } from './sqlite.ts'

export interface FileLock {
  /** Calling it again does nothing. */
  release(): void
}

/** undefined when another connection, in this or another process, holds it. Throws `StoreError` when the file cannot be used. */
export function lockFile(file: string): FileLock | undefined {
  const connection = connect(file, { readonly: false, mustExist: false })
  try {
    connection.exec('BEGIN EXCLUSIVE')
  } catch (thrown) {
    connection.close()
    const error = translated(thrown)
    if (error instanceof StoreError && error.code === 'STORE_BUSY') return undefined
    throw error
  }
  return {
    release: () => {
      connection.close()
    },
  }
}
