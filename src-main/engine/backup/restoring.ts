/**
 * A profile out of a backup (BKP-7): made in a folder of its own beside where it is to be, and moved there when all of it is on the disk. What
 * fails before that leaves nothing but what was there. The device is a new one of the account: it enters the rooms before it is ever connected.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, renameSync, rmSync, rmdirSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Row } from '../../../shared/backup/index.ts'
import { type Clock, systemRng } from '../../../shared/crypto/index.ts'
import type { AccountId, DeviceId } from '../../../shared/ids/index.ts'
import { enterRooms, inherit } from '../../../shared/messenger/index.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'
import { StoreError } from '../../../shared/store/index.ts'
import { nodeCrypto } from '../crypto/index.ts'
import type { OpenCode } from '../engine-api.ts'
import { openInMemory } from '../memory-profile.ts'
import { type Profile, makeFolder, openProfile, profileFiles } from '../profile/index.ts'
import { type DiskStore, RowSink, openSqliteStore } from '../store/index.ts'
import { systemClock } from '../system-clock.ts'
import { type ReadCode, isSystemError, readBackup } from './reading.ts'
import { RestoredFiles } from './restored-files.ts'

export type RestoreCode = ReadCode | OpenCode | 'UNSUPPORTED'

export interface RestoreBackupOptions {
  readonly file: string
  /** Of the backup; a profile that had a passphrase gets this one. */
  readonly passphrase: string
  readonly profile: string
  /** Default: as the one that wrote the backup. */
  readonly deviceName?: string
  readonly clock?: Clock
}

export interface RestoredProfile {
  readonly account: AccountId
  readonly device: DeviceId
  readonly name: string
  /** Wall ms: of when everything in it is. */
  readonly at: number
  readonly rooms: number
  readonly messages: number
  readonly files: number
  readonly isProtected: boolean
}

const SUFFIX_BYTES = 4

/** PROFILE_EXISTS: nothing was looked at. */
export async function restoreBackup(options: RestoreBackupOptions): Promise<Result<RestoredProfile, RestoreCode>> {
  const target = resolve(options.profile)
  if (openInMemory(options.profile, false) !== undefined) return fail('UNSUPPORTED')
  if (isProfile(target)) return fail('PROFILE_EXISTS')
  const suffix = randomBytes(SUFFIX_BYTES).toString('hex')
  const work = join(dirname(target), `.${basename(target)}.restoring-${suffix}`)
  try {
    makeFolder(dirname(target))
    const made = await restoreInto(work, options)
    if (!made.ok) return made
    // Somebody may have been quicker.
    if (isProfile(target)) return fail('PROFILE_EXISTS')
    moveInto(work, target, suffix)
    return made
  } catch (cause) {
    if (cause instanceof StoreError) return fail(cause.code)
    if (isSystemError(cause)) return fail(cause.code === 'ENOSPC' ? 'STORE_FULL' : 'PROFILE_IO')
    throw cause
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function restoreInto(work: string, options: RestoreBackupOptions): Promise<Result<RestoredProfile, RestoreCode>> {
  const { file, passphrase, deviceName, clock = systemClock } = options
  const crypto = nodeCrypto()
  const rng = systemRng()
  let profile: Profile | undefined
  let sink: RowSink | undefined
  let refused: RestoreCode | undefined
  let store: DiskStore | undefined
  // Rows come first: whoever asks for the database has all of them.
  const whole = (): DiskStore => {
    if (store !== undefined) return store
    if (profile === undefined || sink === undefined) throw new StoreError('STORE_IO', 'a backup with files before its rows')
    sink.finish()
    return (store = openSqliteStore({ file: profile.databaseFile, key: profile.databaseKey, mustExist: true }))
  }
  const files = new RestoredFiles({ folder: join(work, 'media'), clock, store: whole })
  const taker = {
    files,
    async manifest({ isProtected, store }: { readonly isProtected: boolean; readonly store: number }): Promise<void> {
      const opened = await openProfile({ dir: work, create: true, crypto, rng, ...(isProtected && { passphrase }) })
      if (opened.ok) profile = opened.value
      else refused = opened.code
      if (profile !== undefined) sink = new RowSink(profile.databaseFile, profile.databaseKey, store)
    },
    table: (name: string, columns: readonly string[]): void => sink?.table(name, columns),
    rows: (rows: readonly Row[]): void => sink?.rows(rows),
  }
  try {
    const read = await readBackup(file, { passphrase }, taker)
    if (!read.ok) return read
    if (refused !== undefined || profile === undefined || sink === undefined) return fail(refused ?? 'PROFILE_IO')
    const { manifest, counts } = read.value
    const heir = inherit(crypto, rng, manifest.heirloom, { deviceName, now: clock.now() })
    if (!heir.ok) return fail(heir.code === 'TOO_MANY' ? 'DEVICE_SPENT' : 'BACKUP_DAMAGED')
    const { identity, from } = heir.value
    if (identity.account !== manifest.account) return fail('BACKUP_DAMAGED')
    enterRooms({ store: whole(), crypto, rng, clock }, identity, from)
    const { at, isProtected } = manifest
    const { rooms, messages, files: filesIn } = counts
    const { account, keys, name } = identity
    return ok({ account, device: keys.device, name, at, rooms, messages, files: filesIn, isProtected })
  } finally {
    await files.close()
    store?.close()
    sink?.close()
    profile?.close()
  }
}

/** The key file is what makes a folder one; a database without it is one, too, that lost it. */
function isProfile(folder: string): boolean {
  const files = profileFiles(folder)
  return existsSync(files.key) || (statSync(files.database, { throwIfNoEntry: false })?.size ?? 0) > 0
}

/** The folder keeps its identity on the disk (FORK-6). What already lay where it goes, lies in it afterwards, unless the profile has its own. */
function moveInto(work: string, target: string, suffix: string): void {
  const before = `${work}-before-${suffix}`
  const isThere = existsSync(target)
  if (isThere) renameSync(target, before)
  try {
    renameSync(work, target)
  } catch (cause) {
    if (isThere) renameSync(before, target)
    throw cause
  }
  if (!isThere) return
  for (const name of readdirSync(before)) {
    const place = join(target, name)
    if (existsSync(place)) continue
    renameSync(join(before, name), place)
  }
  // What is left are files of the same names as a profile's own, and no profile: a lock, for instance.
  if (readdirSync(before).length === 0) rmdirSync(before)
  else renameSync(before, join(target, `before-${suffix}`))
}
