/**
 * A profile in memory: for guests at somebody else's computer, and where the native database cannot run. It is there as long as this
 * process, survives an engine that starts anew inside it, and leaves nothing behind; there is no key to protect, so nothing to lock either.
 */
import { fail, ok, type Result } from '../../shared/result.ts'
import { memoryStore, type Store } from '../../shared/store/index.ts'
import type { OpenCode } from './engine-api.ts'
import { failure, type Profile } from './profile/index.ts'

interface InMemory {
  readonly profile: Profile
  readonly store: Store
  close(): void
}

/** By the folder that stands for the profile; no store yet: nobody made an account in it. */
const kept = new Map<string, Store | undefined>()

/** From now on that folder means a profile in memory. */
export function keepInMemory(folder: string): void {
  kept.set(folder, undefined)
}

/** Undefined where the profile is one on the disk. */
export function openInMemory(folder: string, create: boolean): Result<InMemory, OpenCode> | undefined {
  if (!kept.has(folder)) return undefined
  const held = kept.get(folder)
  if (held === undefined && !create) return fail('PROFILE_MISSING')
  const store = held ?? memoryStore()
  kept.set(folder, store)
  const profile = {
    dir: folder,
    databaseFile: '',
    databaseKey: new Uint8Array(),
    protection: 'memory',
    place: 'same',
    isNew: held === undefined,
    bindHere: () => undefined,
    proves: () => Promise.resolve(failure('WRONG_PASSPHRASE')),
    protect: () => Promise.resolve(failure('PROFILE_IO')),
    close: () => undefined,
  } as const
  // It stays open: whoever opens it next finds what was there.
  return ok({ profile, store, close: () => undefined })
}
