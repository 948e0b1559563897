/**
 * Opens a profile: the folder that holds one device's database and its key. Guarantees one owner at a time, never replaces what it cannot
 * read, and says whether the folder was moved or copied since it was bound (FORK-6). The database itself is opened by the caller.
 */
import { timingSafeEqual } from 'node:crypto'
import { chmodSync, existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Crypto, PassphraseCost, Rng } from '../../../shared/crypto/index.ts'
import type { FileLock } from '../store/index.ts'
import { claimFile, makeFolder, readSmallFile, writeFileAtomically } from './files.ts'
import { DATABASE_KEY_BYTES, readKeyFile, writeKeyFile } from './key-file.ts'
import type { KeyFile } from './key-file.ts'
import { openKey, wrapKey } from './key-wrap.ts'
import type { SecretVault } from './key-wrap.ts'
import { machineId } from './machine-id.ts'
import { bindPlace, readPlace } from './place.ts'
import { defaultProfileFolder, profileFiles } from './profile-folder.ts'
import type { ProfileFiles } from './profile-folder.ts'
import { lockProfile } from './profile-lock.ts'
import { failure } from './result.ts'
import type { Outcome } from './result.ts'

export interface ProfileOptions {
  /** Default: `defaultProfileFolder()`. */
  readonly dir?: string | undefined
  /** Makes the profile when there is none; one that is there is opened as it is. */
  readonly create?: boolean | undefined
  readonly passphrase?: string | undefined
  readonly vault?: SecretVault | undefined
  readonly crypto: Crypto
  readonly rng: Rng
  /** For a key wrapped now. */
  readonly cost?: PassphraseCost | undefined
  /** Default: what the operating system says. */
  readonly machine?: string | undefined
}

export interface Profile {
  readonly dir: string
  readonly databaseFile: string
  /** 32 bytes for `openSqliteStore`. */
  readonly databaseKey: Uint8Array
  /** Now: `protect` changes it. */
  readonly protection: KeyFile['protection'] | 'memory'
  /** `moved`: the device must be retired before its first signature (FORK-6); afterwards call `bindHere`. */
  readonly place: 'same' | 'moved'
  /** Made by this call. */
  readonly isNew: boolean
  bindHere(): void
  /** Whether this passphrase opens the key file as it is now, and the key in it is this profile's. Takes as long as opening does. */
  proves(passphrase: string): Promise<Outcome<undefined>>
  /** Wraps the database key anew, by this passphrase or not at all; the database stays as it is. The old file or the new one is there, never half. */
  protect(passphrase: string | undefined): Promise<Outcome<undefined>>
  /** Releases the lock; after the database was closed. Calling it again does nothing. */
  close(): void
}

const OWNER_ONLY_FOLDER = 0o700
const OWNER_ONLY_FILE = 0o600

/** Never rejects for what a person or a disk may cause: every such thing is a code. */
export async function openProfile(options: ProfileOptions): Promise<Outcome<Profile>> {
  const dir = resolve(options.dir ?? defaultProfileFolder())
  const files = profileFiles(dir)
  try {
    if (options.create === true) makeFolder(dir)
    else if (!existsSync(files.key)) return failure(hasDatabase(files) ? 'PROFILE_DAMAGED' : 'PROFILE_MISSING')
    chmodSync(dir, OWNER_ONLY_FOLDER)
    const lock = lockProfile(files)
    if (!lock.ok) return lock
    const opened = await openLocked(dir, files, lock.value, options).catch(
      (cause: unknown) => ({ ok: false, code: 'PROFILE_IO', cause }) as const,
    )
    if (!opened.ok) lock.value.release()
    return opened
  } catch (cause) {
    return { ok: false, code: 'PROFILE_IO', cause }
  }
}

async function openLocked(dir: string, files: ProfileFiles, lock: FileLock, options: ProfileOptions): Promise<Outcome<Profile>> {
  const machine = options.machine ?? machineId()
  const bindHere = (): void => bindPlace(files.place, dir, machine, options.rng)
  const text = readSmallFile(files.key)
  const isNew = text === undefined
  const key = isNew ? await makeKey(files, options, bindHere) : await readKey(files, text, options)
  if (!key.ok) return key
  const { databaseKey } = key.value
  let { protection } = key.value
  const profile: Profile = {
    dir,
    databaseFile: files.database,
    databaseKey,
    get protection() {
      return protection
    },
    place: readPlace(files.place, dir, machine),
    isNew,
    bindHere,
    async proves(passphrase) {
      const read = readKeyFile(readSmallFile(files.key) ?? '')
      if (!read.ok) return read
      const opened = await openKey(read.value, { ...options, passphrase })
      if (!opened.ok) return opened
      return timingSafeEqual(opened.value, databaseKey) ? { ok: true, value: undefined } : failure('PROFILE_DAMAGED')
    },
    async protect(passphrase) {
      const wrapped = await wrapKey(databaseKey, { ...options, passphrase })
      if (!wrapped.ok) return wrapped
      try {
        writeFileAtomically(files.key, writeKeyFile(wrapped.value))
      } catch (cause) {
        return { ok: false, code: 'PROFILE_IO', cause }
      }
      protection = wrapped.value.protection
      return { ok: true, value: undefined }
    },
    close: () => lock.release(),
  }
  return { ok: true, value: profile }
}

interface OpenKey {
  readonly databaseKey: Uint8Array
  readonly protection: KeyFile['protection']
}

/** An empty file is what a crash leaves before the key file was written. */
function hasDatabase(files: ProfileFiles): boolean {
  return (statSync(files.database, { throwIfNoEntry: false })?.size ?? 0) > 0
}

/** Only where no database is: a database without its key file is damage, not a reason for a new key. */
async function makeKey(files: ProfileFiles, options: ProfileOptions, bindHere: () => void): Promise<Outcome<OpenKey>> {
  if (hasDatabase(files)) return failure('PROFILE_DAMAGED')
  if (options.create !== true) return failure('PROFILE_MISSING')
  const databaseKey = options.rng.bytes(DATABASE_KEY_BYTES)
  const wrapped = await wrapKey(databaseKey, options)
  if (!wrapped.ok) return wrapped
  // The key file last: what a crash leaves before it is no profile yet.
  bindHere()
  // Empty, and from here on its absence means that it is gone.
  claimFile(files.database)
  writeFileAtomically(files.key, writeKeyFile(wrapped.value))
  return { ok: true, value: { databaseKey, protection: wrapped.value.protection } }
}

async function readKey(files: ProfileFiles, text: string, options: ProfileOptions): Promise<Outcome<OpenKey>> {
  const read = readKeyFile(text)
  if (!read.ok) return read
  for (const file of [files.key, files.database]) if (existsSync(file)) chmodSync(file, OWNER_ONLY_FILE)
  const key = await openKey(read.value, options)
  return key.ok ? { ok: true, value: { databaseKey: key.value, protection: read.value.protection } } : key
}
