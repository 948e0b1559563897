/**
 * Backups over the boundary: one encrypted file each, written and looked into by the engine; paths are of the engine's computer. For the
 * person at that computer only.
 */
import * as v from 'valibot'
import { RESOURCE, RPC } from '../limits.ts'
import type { AccountId } from '../ids/index.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

export type BackupEvery = 'off' | 'daily' | 'weekly'

/** What a whole backup file says of itself, once it has been read to its end. */
export interface BackupSummary {
  readonly file: string
  readonly bytes: number
  /** Wall ms: when it was begun; what is in it is of that moment. */
  readonly at: number
  readonly account: AccountId
  readonly name: string
  /** What the computer is called that wrote it. */
  readonly deviceName: string
  readonly contacts: number
  readonly rooms: number
  readonly messages: number
  /** Photos and other files of messages; 0 where they were left out. */
  readonly files: number
  /** Just written: named values this version has no decision about, which stayed out of it (BKP-5). */
  readonly leftOut?: readonly string[]
}

export interface BackupStatus {
  readonly every: BackupEvery
  /** Where scheduled ones go; the others go where they are told to. */
  readonly folder: string | undefined
  /** How many scheduled ones stay. */
  readonly keep: number
  /** Whether scheduled ones have the files of messages in them. */
  readonly withFiles: boolean
  /** Wall ms; undefined: off. In the past: as soon as it can be. */
  readonly next: number | undefined
  /** Just now; `bytes` so far. */
  readonly running: { readonly step: 'copying' | 'writing' | 'verifying'; readonly bytes: number } | undefined
  /** The newest that was written and read again to its end. */
  readonly last: BackupSummary | undefined
  /** The newest attempt, where it came to nothing. */
  readonly failed: { readonly at: number; readonly code: string } | undefined
}

const path = v.pipe(v.string(), v.minLength(1), v.maxLength(RPC.PATH_CHARACTERS))
export const backupFile = path
export const backupPassphrase = v.pipe(v.string(), v.minLength(1), v.maxLength(RPC.PASSPHRASE_CHARACTERS))

export const backupContract = {
  'backup.status': { input: input.nothing, output: output<BackupStatus>() },
  /**
   * Into a folder under a new name (what ends with a separator is one, or NO_FOLDER), or as a file that is not there yet (FILE_EXISTS); verified when it returns. Without a passphrase: that of
   * the schedule, PASSPHRASE_NEEDED where there is none. BACKUP_RUNNING: one at a time.
   */
  'backup.write': {
    input: v.strictObject({ to: path, passphrase: v.exactOptional(backupPassphrase), withFiles: v.exactOptional(v.boolean()) }),
    output: output<BackupSummary>(),
  },
  /**
   * Ends what is being written, also what the schedule began; `backup.write` then answers BACKUP_CANCELLED. When it returns, nothing of it is
   * left; false: nothing was being written, or it was done.
   */
  'backup.cancel': { input: input.nothing, output: output<boolean>() },
  /** Reads all of it and restores it into memory. WRONG_PASSPHRASE, NO_FILE, NOT_A_BACKUP, BACKUP_CUT, BACKUP_DAMAGED, BACKUP_TOO_NEW. */
  'backup.verify': {
    input: v.strictObject({ file: path, passphrase: v.exactOptional(backupPassphrase) }),
    output: output<BackupSummary>(),
  },
  /** What is not named stays. Turning it on needs a folder and, the first time, a passphrase. */
  'backup.schedule': {
    input: v.strictObject({
      every: v.exactOptional(v.picklist(['off', 'daily', 'weekly'])),
      folder: v.exactOptional(path),
      keep: v.exactOptional(input.wholeNumber(1, RESOURCE.BACKUPS_KEPT)),
      passphrase: v.exactOptional(backupPassphrase),
      withFiles: v.exactOptional(v.boolean()),
    }),
    output: output<BackupStatus>(),
  },
} as const satisfies Contract
