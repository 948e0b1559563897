/** From a folder to an open store: lock, key, database, in that order; closed in reverse. What can go wrong comes back as a code. */
import { systemRng } from '../../shared/crypto/index.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { type Store, StoreError } from '../../shared/store/index.ts'
import { nodeCrypto } from './crypto/index.ts'
import type { OpenCode } from './engine-api.ts'
import { openInMemory } from './memory-profile.ts'
import { openProfile, type Profile } from './profile/index.ts'
import { openSqliteStore } from './store/index.ts'

export interface OpenDatabase {
  readonly profile: Profile
  readonly store: Store
  /** The store first, then the lock. */
  close(): void
}

export interface DatabaseOptions {
  readonly profile: string
  readonly passphrase?: string
  readonly create: boolean
}

export async function openDatabase(options: DatabaseOptions): Promise<Result<OpenDatabase, OpenCode>> {
  const { profile: dir, passphrase, create } = options
  const inMemory = openInMemory(dir, create)
  if (inMemory !== undefined) return inMemory
  const opened = await openProfile({ dir, create, passphrase, crypto: nodeCrypto(), rng: systemRng() })
  // Also the lock is a database: on a Node that is too old for it nothing was looked at.
  if (!opened.ok) return fail(opened.cause instanceof StoreError ? opened.cause.code : opened.code)
  const profile = opened.value
  try {
    // A profile makes the file before it is one: that it is missing now means that somebody took it, and nothing is put in its place.
    const store = openSqliteStore({ file: profile.databaseFile, key: profile.databaseKey, mustExist: true })
    const close = () => {
      store.close()
      profile.close()
    }
    return ok({ profile, store, close })
  } catch (cause) {
    profile.close()
    if (cause instanceof StoreError) return fail(cause.code)
    throw cause
  }
}
