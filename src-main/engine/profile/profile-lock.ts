/** One process owns a profile. The owner's process number lies beside the lock, for messages only: the lock itself is what counts. */
import { rmSync } from 'node:fs'
import type { FileLock } from '../store/index.ts'
import { profileFiles } from './profile-folder.ts'
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
  let isHeld = true
  return {
    ok: true,
    value: {
      release() {
        if (!isHeld) return
        isHeld = false
        // While the lock is still ours: the next owner's number must not be taken away.
        rmSync(files.owner, { force: true })
        lock.release()
      },
    },
  }
}

/** Whether this process owns the profile now, as far as the number beside the lock tells; a crash leaves one of a process that is gone. */
export function isOwnedBy(pid: number, folder: string): boolean {
  return ownerOf(profileFiles(folder)) === pid && isAlive(pid)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
  }
}

function ownerOf(files: ProfileFiles): number | undefined {
  const pid = Number(readSmallFile(files.owner)?.trim())
  return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined
}
