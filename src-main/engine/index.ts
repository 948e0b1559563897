/**
 * The engine's door. A command that only asks a running engine comes through here too, so what it does not need (the database, the
 * network) is loaded on the first call and not before.
 */
import type { RestoreBackupOptions, RestoreCode, RestoredProfile } from './backup/index.ts'
import type { ReadSummary, SourceSink } from '../../shared/importers/index.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { BackupSummary, EngineStatus } from '../../shared/rpc/index.ts'
import type { OpenCode } from './engine-api.ts'
import type { Host, HostOptions } from './host/index.ts'
import type { PathOptions } from './importing/index.ts'
import type { MadeProfile, NewProfileOptions, RestoreOptions } from './make-profile.ts'

export { attachToEngine } from './attach/index.ts'
export type { Attachment } from './attach/index.ts'
export { builtPage } from './built-page.ts'
export type { OpenCode } from './engine-api.ts'
export type { Host, HostOptions } from './host/index.ts'
export type { PathOptions } from './importing/index.ts'
export type { MadeProfile, NewProfileOptions, RestoreOptions } from './make-profile.ts'

/** A house whose profile is open. */
export interface Engine extends Host {
  status(): EngineStatus
}

/** Owns a profile's folder, in whatever state it is, and begins to open it. Resolves when the first attempt has come to something. */
export async function openHouse(options: HostOptions): Promise<Host> {
  const { createHost } = await import('./host/index.ts')
  const host = createHost(options)
  await host.opened
  return host
}

/** Opens an existing profile and starts its engine. Resolves when it can be used; never rejects for what a person or a disk may cause. */
export async function createEngine(options: HostOptions): Promise<Result<Engine, string>> {
  const host = await openHouse(options)
  const code = host.code()
  const status = host.status()
  if (code === undefined && status !== undefined) return ok({ ...host, status: () => host.status() ?? status })
  await host.stop()
  return fail(code ?? 'FAILED')
}

/** Whether that process still has the profile open: an engine that is stopping closes its doors first and its database last. */
export async function isProfileOpenIn(pid: number, profile: string): Promise<boolean> {
  const { isOwnedBy } = await import('./profile/index.ts')
  return isOwnedBy(pid, profile)
}

/** A new account, on a new device, in a new folder. */
export async function makeProfile(options: NewProfileOptions): Promise<Result<MadeProfile, OpenCode>> {
  const { makeProfile: make } = await import('./make-profile.ts')
  return make(options)
}

/** The account of twelve words, on a new device, in a new folder. */
export async function restoreProfile(options: RestoreOptions): Promise<Result<Omit<MadeProfile, 'words'>, OpenCode>> {
  const { restoreProfile: restore } = await import('./make-profile.ts')
  return restore(options)
}

/** A new device of the account in a backup, in a new folder. */
export async function restoreBackup(options: RestoreBackupOptions): Promise<Result<RestoredProfile, RestoreCode>> {
  const { restoreBackup: restore } = await import('./backup/index.ts')
  return restore(options)
}

/** Reads all of a backup and restores it into memory. */
export async function verifyBackup(file: string, passphrase: string): Promise<Result<BackupSummary>> {
  const { verifyBackup: verify } = await import('./backup/index.ts')
  return verify(file, { passphrase })
}

/** All that a file, folder, archive or mail of another messenger or address book holds. Whatever is wrong with it is a code of the summary. */
export async function readPath(path: string, options: PathOptions, sink: SourceSink): Promise<ReadSummary> {
  const { readPath: read } = await import('./importing/index.ts')
  return read(path, options, sink)
}
