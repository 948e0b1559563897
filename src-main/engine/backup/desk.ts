/**
 * Backups of a running engine: written when asked to or when it is time (BKP-9), one at a time. A scheduled one is off until somebody turns it
 * on; the oldest goes only when a new one is there and was read again. What fails is said, and tried once more after an hour.
 */
import { rmSync } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { PassphraseKey } from '../../../shared/backup/index.ts'
import { type Clock, PASSPHRASE_COST, PASSPHRASE_SALT_BYTES, type Rng } from '../../../shared/crypto/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { loadIdentity, makeHeirloom } from '../../../shared/messenger/index.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'
import type { BackupEvery, BackupStatus, BackupSummary } from '../../../shared/rpc/index.ts'
import { type Store, StoreError } from '../../../shared/store/index.ts'
import { nodeCrypto, passphraseKey } from '../crypto/index.ts'
import type { Profile } from '../profile/index.ts'
import { type DiskStore, filesOfCopy } from '../store/index.ts'
import { VERSION } from '../version.ts'
import type { FileSource } from './file-records.ts'
import { type BackupSecret, isSystemError } from './reading.ts'
import { type Schedule, keepSchedule, readSchedule } from './schedule-book.ts'
import { verifyBackup } from './verifying.ts'
import { nameBackup, unfinishedName, writeBackup } from './writing.ts'

export interface BackupDesk {
  status(): BackupStatus
  /** `withFiles`: with the files of messages that are here whole. */
  write(options: WriteOptions): Promise<Result<BackupSummary>>
  verify(options: { readonly file: string; readonly passphrase?: string }): Promise<Result<BackupSummary>>
  schedule(changes: ScheduleChanges): Promise<Result<BackupStatus>>
  /** Ends what is being written, and returns when nothing of it is left; false: nothing was, or it had its name already. */
  cancel(): Promise<boolean>
  /** What is being written ends as if it had failed. */
  stop(): Promise<void>
}

export interface WriteOptions {
  readonly to: string
  readonly passphrase?: string
  readonly withFiles?: boolean
}

export interface ScheduleChanges {
  readonly every?: BackupEvery
  readonly folder?: string
  readonly keep?: number
  readonly passphrase?: string
  readonly withFiles?: boolean
}

export interface DeskDeps {
  readonly store: Store
  readonly media: FileSource['media']
  readonly profile: Profile
  readonly clock: Clock
  readonly rng: Rng
  changed(status: BackupStatus): void
}

type Step = NonNullable<BackupStatus['running']>['step']

/** Who starts the app wants to see his rooms first. */
const AFTER_START_MS = 60_000
/** What timers take. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000
const DAYS_OF_WEEK = 7
const COPY = 'backup.tmp'
const BACKUP_ENDING = '.sbbackup'

export function createBackupDesk(deps: DeskDeps): BackupDesk {
  return new Desk(deps)
}

class Desk implements BackupDesk {
  readonly #deps: DeskDeps
  #schedule: Schedule
  #running: { step: Step; bytes: number } | undefined
  /** With the code of what came of it. */
  #work: Promise<string | undefined> = Promise.resolve(undefined)
  #cancel: (() => void) | undefined
  #isStopped = false
  /** Of what is being written now. */
  #isCancelled = false

  constructor(deps: DeskDeps) {
    this.#deps = deps
    this.#schedule = readSchedule(deps.store)
    // Left by one whose power went: it holds what may be deleted by now (DEL-3).
    if (isOnDisk(deps.store)) for (const file of filesOfCopy(join(deps.profile.dir, COPY))) rmSync(file, { force: true })
    this.#wait(AFTER_START_MS)
  }

  status(): BackupStatus {
    const { every, folder, keep, withFiles, last, failed } = this.#schedule
    return { every, folder, keep, withFiles, last, failed, next: this.#next(), running: this.#running }
  }

  async write({ to, passphrase, withFiles = false }: WriteOptions): Promise<Result<BackupSummary>> {
    if (this.#running !== undefined) return fail('BACKUP_RUNNING')
    const written = await this.#begin(async () => {
      const key = passphrase === undefined ? this.#schedule.key : await this.#keyFrom(passphrase)
      return key === undefined ? fail('PASSPHRASE_NEEDED') : this.#writeTo(to, key, withFiles)
    })
    // What a person ended did not fail; of the schedule's it is said, since it comes again.
    if (written.ok || written.code !== 'BACKUP_CANCELLED') this.#finish(written, this.#schedule.files)
    else this.#rest()
    return written
  }

  async verify({ file, passphrase }: { readonly file: string; readonly passphrase?: string }): Promise<Result<BackupSummary>> {
    const { key } = this.#schedule
    if (passphrase === undefined && key === undefined) return fail('PASSPHRASE_NEEDED')
    const secret: BackupSecret = passphrase !== undefined || key === undefined ? { passphrase: passphrase ?? '' } : { key }
    return verifyBackup(resolve(file), secret)
  }

  async schedule({ passphrase, ...changes }: ScheduleChanges): Promise<Result<BackupStatus>> {
    const before = this.#schedule
    const folder = changes.folder === undefined ? before.folder : resolve(changes.folder)
    const every = changes.every ?? before.every
    if (every !== 'off' || changes.folder !== undefined) {
      if (folder === undefined || !(await isFolder(folder))) return fail('NO_FOLDER')
    }
    if (every !== 'off' && passphrase === undefined && before.key === undefined) return fail('PASSPHRASE_NEEDED')
    const key = passphrase === undefined ? before.key : await this.#keyFrom(passphrase)
    const isNew = every !== before.every || folder !== before.folder
    this.#keep({
      ...this.#schedule,
      every,
      folder,
      keep: changes.keep ?? before.keep,
      withFiles: changes.withFiles ?? before.withFiles,
      key,
      // Turned on, the first one is due at once.
      ...(isNew && { since: Math.floor(this.#deps.clock.now()) - periodOf(every), failed: undefined }),
      ...(folder !== before.folder && { files: [] }),
    })
    this.#wait(0)
    return ok(this.status())
  }

  async cancel(): Promise<boolean> {
    if (this.#running === undefined) return false
    this.#isCancelled = true
    return (await this.#work) === 'BACKUP_CANCELLED'
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#cancel?.()
    await this.#work
  }

  /** Wall ms of the next scheduled one. */
  #next(): number | undefined {
    const { every, failed, since } = this.#schedule
    if (every === 'off') return undefined
    if (failed !== undefined && failed.at >= since) return failed.at + RESOURCE.BACKUP_AGAIN_MS
    return since + periodOf(every)
  }

  /** A computer that was off makes up for what it missed. */
  #wait(least: number): void {
    this.#cancel?.()
    const next = this.#next()
    if (next === undefined || this.#isStopped) return
    const { clock } = this.#deps
    const wait = Math.min(Math.max(least, next - clock.now()), LONGEST_WAIT_MS)
    this.#cancel = clock.after(wait, () => {
      if (clock.now() < next) return this.#wait(0)
      void this.#scheduled()
    })
  }

  async #scheduled(): Promise<void> {
    const { folder, key, keep, withFiles, files } = this.#schedule
    if (this.#running !== undefined || folder === undefined || key === undefined) return this.#wait(RESOURCE.BACKUP_AGAIN_MS)
    // A stick that is not there is no file to be.
    const written = await this.#begin(async () => ((await isFolder(folder)) ? this.#write(folder, key, withFiles) : fail('NO_FOLDER')))
    if (!written.ok) {
      this.#finish(written, files)
    } else {
      // Only files of this schedule, and only now that a newer one is known to be good.
      const all = [...files, basename(written.value.file)]
      for (const name of all.slice(0, -keep)) await rm(join(folder, name), { force: true }).catch(() => undefined)
      this.#finish(written, all.slice(-keep), this.#deps.clock.now())
    }
    this.#wait(0)
  }

  /** What ends with a separator is meant as a folder: a file of that name would be found by nobody. */
  async #writeTo(to: string, key: PassphraseKey, withFiles: boolean): Promise<Result<BackupSummary>> {
    const isMissing = /[\\/]$/.test(to) && !(await isFolder(resolve(to)))
    return isMissing ? fail('NO_FOLDER') : this.#write(resolve(to), key, withFiles)
  }

  async #write(to: string, key: PassphraseKey, withFiles: boolean): Promise<Result<BackupSummary>> {
    const { clock, media, profile, rng, store } = this.#deps
    if (!isOnDisk(store)) return fail('UNSUPPORTED')
    const crypto = nodeCrypto()
    const at = Math.floor(clock.now())
    const identity = loadIdentity(store, crypto)
    if (identity === undefined) return fail('NOT_READY')
    const heirloom = makeHeirloom(crypto, rng, identity, at)
    if (!heirloom.ok) return fail('DEVICE_SPENT')
    const file = (await isFolder(to)) ? await freeName(to, at) : to
    if (!(await isFolder(dirname(file)))) return fail('NO_FOLDER')
    if (await isThere(file)) return fail('FILE_EXISTS')
    const copy = join(profile.dir, COPY)
    const unfinished = unfinishedName(file)
    try {
      await removeCopy(copy)
      await rm(unfinished, { force: true })
      this.#goOn()
      await store.copyTo(copy, (bytes) => this.#step('copying', bytes))
      const { account, name, deviceName, keys } = identity
      const isProtected = profile.protection === 'passphrase'
      const manifest = { at, program: VERSION, account, device: keys.device, name, deviceName, isProtected, heirloom: heirloom.value }
      const progress = (bytes: number): void => this.#step('writing', bytes)
      const files = withFiles ? { media, references: store.references } : undefined
      const written = await writeBackup({
        ...{ copy, databaseKey: profile.databaseKey, manifest, key, rng, file: unfinished, progress },
        ...(files !== undefined && { files }),
      })
      if (!written.ok) return written
      const verified = await verifyBackup(unfinished, { key }, (bytes) => this.#step('verifying', bytes))
      if (!verified.ok) return verified
      this.#goOn()
      const named = await nameBackup(unfinished, file)
      const { unknownSpaces } = written.value
      return named.ok ? ok({ ...verified.value, file, ...(unknownSpaces.length > 0 && { leftOut: unknownSpaces }) }) : named
    } finally {
      await removeCopy(copy)
      await rm(unfinished, { force: true })
    }
  }

  async #keyFrom(passphrase: string): Promise<PassphraseKey> {
    const salt = this.#deps.rng.bytes(PASSPHRASE_SALT_BYTES)
    return { salt, cost: PASSPHRASE_COST, key: await passphraseKey(passphrase, salt, PASSPHRASE_COST) }
  }

  #step(step: Step, bytes: number): void {
    this.#goOn()
    this.#running = { step, bytes }
    this.#deps.changed(this.status())
  }

  /** Throws where whatever is half done is to be taken back: the engine is going, or the person wants it no more. */
  #goOn(): void {
    if (this.#isStopped) throw new Ended('NOT_READY')
    if (this.#isCancelled) throw new Ended('BACKUP_CANCELLED')
  }

  #rest(): void {
    this.#running = undefined
    if (!this.#isStopped) this.#deps.changed(this.status())
  }

  #finish(outcome: Result<BackupSummary>, files: readonly string[], since = this.#schedule.since): void {
    this.#running = undefined
    if (this.#isStopped) return
    const failed = outcome.ok ? undefined : { at: Math.floor(this.#deps.clock.now()), code: outcome.code }
    this.#keep({ ...this.#schedule, files, since, failed, ...(outcome.ok && { last: outcome.value }) })
  }

  #keep(schedule: Schedule): void {
    this.#schedule = schedule
    try {
      keepSchedule(this.#deps.store, schedule)
    } catch (cause) {
      // A full disk: what is known in memory holds until the end.
      if (!(cause instanceof StoreError)) throw cause
    }
    this.#deps.changed(this.status())
  }

  /** One at a time: from the first step on something is running. */
  async #begin(work: () => Promise<Result<BackupSummary>>): Promise<Result<BackupSummary>> {
    this.#isCancelled = false
    const done = Promise.withResolvers<string | undefined>()
    // Before the first step, which somebody may hear and stop.
    this.#work = done.promise
    let code: string | undefined
    try {
      const outcome = await this.#guarded(() => {
        this.#step('copying', 0)
        return work()
      })
      code = outcome.ok ? undefined : outcome.code
      return outcome
    } finally {
      done.resolve(code)
    }
  }

  async #guarded(work: () => Promise<Result<BackupSummary>>): Promise<Result<BackupSummary>> {
    try {
      return await work()
    } catch (cause) {
      if (cause instanceof Ended) return fail(cause.code)
      if (cause instanceof StoreError) return fail(cause.code)
      if (isSystemError(cause)) return fail(cause.code === 'ENOSPC' ? 'DISK_FULL' : 'FOLDER_GONE')
      throw cause
    }
  }
}

class Ended extends Error {
  readonly code: 'NOT_READY' | 'BACKUP_CANCELLED'

  constructor(code: 'NOT_READY' | 'BACKUP_CANCELLED') {
    super(code)
    this.code = code
  }
}

function periodOf(every: BackupEvery): number {
  return RESOURCE.BACKUP_DAY_MS * (every === 'weekly' ? DAYS_OF_WEEK : 1)
}

function isOnDisk(store: Store): store is DiskStore {
  return 'copyTo' in store
}

async function removeCopy(copy: string): Promise<void> {
  for (const file of filesOfCopy(copy)) await rm(file, { force: true })
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}

/** By the day and the minute; a second one of that minute gets a number. */
async function freeName(folder: string, at: number): Promise<string> {
  const moment = new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16).replace('T', '-').replace(':', '')
  for (let n = 1; ; n++) {
    const file = join(folder, `sarangbang-${moment}${n === 1 ? '' : `-${n}`}${BACKUP_ENDING}`)
    if (!(await isThere(file))) return file
  }
}
