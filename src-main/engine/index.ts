/**
 * The engine's door. A command that only asks a running engine comes through here too, so what it does not need (the database, the
 * network) is loaded on the first call and not before.
 */
import type { Result } from '../../shared/result.ts'
import type { Engine, EngineOptions, OpenCode } from './engine-api.ts'
import type { MadeProfile, NewProfileOptions, RestoreOptions } from './make-profile.ts'

export { attachToEngine } from './attach/index.ts'
export type { Attachment } from './attach/index.ts'
export type { Engine, EngineOptions, OpenCode } from './engine-api.ts'
export type { MadeProfile, NewProfileOptions, RestoreOptions } from './make-profile.ts'

/** Starts the engine of an existing profile. Resolves when it can be used; never rejects for what a person or a disk may cause. */
export async function createEngine(options: EngineOptions): Promise<Result<Engine, OpenCode>> {
  const { createEngine: create } = await import('./engine.ts')
  return create(options)
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
