/** One process owns a profile. The owner's process number lies beside the lock, for messages only: the lock itself is what counts. */
import type { FileLock } from '../store/index.ts'
import type { ProfileFiles } from './profile-folder.ts'
import type { Outcome } from './result.ts'
import { lockFile } from '../store/index.ts'
import { claimFile, readSmallFile, writeFileAtomically } from './files.ts'

/** PROFILE_IN_USE with the owner's `pid`. Throws what the system says when the folder cannot be written. */
export function lockProfile(files: ProfileFiles): Outcome<FileLock> {
  claimFile(files.lock)
  const lock = lockFile(files.lock)
  if (lock === undefined) return { ok: false, code: 'PROFILE_IN_USE', pid: ownerOf(files) }
  try {
    writeFileAtomically(files.owner, `${process.pid}\n`)
  } catch (error) {
    lock.release()
    throw error
  }
  return { ok: true, value: lock }
}

function ownerOf(files: ProfileFiles): number | undefined {
  const pid = Number(readSmallFile(files.owner)?.trim())
  return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined
}
