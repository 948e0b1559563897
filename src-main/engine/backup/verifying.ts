/**
 * Restores a backup into memory, and into nothing else, to know that it can be (BKP-8): all chunks open, all rows fit the tables of their version,
 * files are what they are called, the numbers are those it claims, and a device can be made of it. Of a large one the rows are let go as they pass.
 */
import type { BackupManifest, Row } from '../../../shared/backup/index.ts'
import { systemRng } from '../../../shared/crypto/index.ts'
import { inherit } from '../../../shared/messenger/index.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'
import type { BackupSummary } from '../../../shared/rpc/index.ts'
import { nodeCrypto } from '../crypto/index.ts'
import { RowSink } from '../store/index.ts'
import { type BackupSecret, type ReadCode, readBackup } from './reading.ts'

/** Rows held in memory, by the bytes of their longest parts. */
const HELD_BYTES = 64 * 1024 * 1024

export async function verifyBackup(
  file: string,
  secret: BackupSecret,
  progress: (bytes: number) => void = () => undefined,
): Promise<Result<BackupSummary, ReadCode>> {
  const trial = new Trial()
  try {
    const read = await readBackup(file, secret, trial, progress)
    if (!read.ok) return read
    const { manifest, counts, bytes } = read.value
    trial.finish()
    const heir = inherit(nodeCrypto(), systemRng(), manifest.heirloom, { deviceName: undefined, now: manifest.at })
    const { contacts, rooms, messages, files } = counts
    const isWhole = contacts === trial.contacts && rooms === trial.rooms && messages === trial.messages
    if (!heir.ok || heir.value.identity.account !== manifest.account || !isWhole) return fail('BACKUP_DAMAGED')
    const { account, at, deviceName, name } = manifest
    return ok({ file, bytes, at, account, name, deviceName, contacts, rooms, messages, files })
  } finally {
    trial.close()
  }
}

class Trial {
  contacts = 0
  rooms = 0
  messages = 0
  #sink: RowSink | undefined
  #held = 0
  #table = ''
  #at = -1

  manifest({ store }: BackupManifest): void {
    this.#sink = new RowSink(undefined, new Uint8Array(), store)
  }

  table(name: string, columns: readonly string[]): void {
    this.#sink?.table(name, columns)
    this.#table = name
    this.#at = columns.indexOf(name === 'messages' ? 'deleted' : 'space')
  }

  rows(rows: readonly Row[]): void {
    this.#sink?.rows(rows)
    for (const row of rows) {
      for (const value of row) if (typeof value === 'string' || value instanceof Uint8Array) this.#held += value.length
      if (this.#table === 'messages' && row[this.#at] === 0) this.messages += 1
      if (this.#table !== 'named_values') continue
      if (row[this.#at] === 'contacts') this.contacts += 1
      if (row[this.#at] === 'rooms') this.rooms += 1
    }
    if (this.#held < HELD_BYTES) return
    this.#sink?.forget()
    this.#held = 0
  }

  finish(): void {
    this.#sink?.forget()
    this.#sink?.finish()
  }

  close(): void {
    this.#sink?.close()
  }
}
