/**
 * Reads a backup file from its beginning to its end, once, in bounded memory, and hands over what is in it in the order in which it must stand
 * there. What the file holds is believed only after the whole of it was opened: the caller keeps nothing before `ok`.
 */
import { type FileHandle, open } from 'node:fs/promises'
import { setImmediate as othersTurn } from 'node:timers/promises'
import {
  type BackupCode,
  type BackupCounts,
  type BackupManifest,
  type BackupRecord,
  ChunkOpener,
  HEADER_BYTES,
  type PassphraseKey,
  RecordReader,
  type Row,
  backupManifest,
  openHeader,
  readHeader,
} from '../../../shared/backup/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'
import { nodeCrypto, passphraseKey } from '../crypto/index.ts'
import { BadRows, STORE_VERSION } from '../store/index.ts'
import { type FileTaker, FilesInOrder } from './file-records.ts'

export type ReadCode = BackupCode | 'NO_FILE' | 'BAD_FILE'
/** What opens it: typed, or kept for the schedule. */
export type BackupSecret = { readonly passphrase: string } | { readonly key: PassphraseKey }

export interface BackupTaker {
  /** First, and waited for. */
  manifest(manifest: BackupManifest): void | Promise<void>
  table(name: string, columns: readonly string[]): void
  rows(rows: readonly Row[]): void
  /** After all rows. Absent: files are looked at and let go. */
  readonly files?: FileTaker
}

export interface ReadBackup {
  readonly manifest: BackupManifest
  readonly counts: BackupCounts
  readonly bytes: number
}

const READ_BYTES = 1024 * 1024

/** `progress` after each piece, with the bytes read so far. */
export async function readBackup(
  file: string,
  secret: BackupSecret,
  taker: BackupTaker,
  progress: (bytes: number) => void = () => undefined,
): Promise<Result<ReadBackup, ReadCode>> {
  let handle: FileHandle
  try {
    handle = await open(file, 'r')
  } catch (cause) {
    return fail(isMissing(cause) ? 'NO_FILE' : 'BAD_FILE')
  }
  try {
    if (!(await handle.stat()).isFile()) return fail('BAD_FILE')
    return await readOpened(handle, secret, taker, progress)
  } catch (cause) {
    if (cause instanceof BadRows) return fail('BACKUP_DAMAGED')
    if (isSystemError(cause)) return fail('BAD_FILE')
    throw cause
  } finally {
    await handle.close()
  }
}

async function readOpened(
  handle: FileHandle,
  secret: BackupSecret,
  taker: BackupTaker,
  progress: (bytes: number) => void,
): Promise<Result<ReadBackup, ReadCode>> {
  const crypto = nodeCrypto()
  const first = Buffer.alloc(HEADER_BYTES)
  const length = await readFully(handle, first)
  const header = readHeader(crypto, new Uint8Array(first.subarray(0, length)))
  if (!header.ok) return header
  const contentKey = openHeader(crypto, header.value, await keyFor(secret, header.value))
  if (contentKey === undefined) return fail('WRONG_PASSPHRASE')
  const opener = new ChunkOpener(crypto, contentKey)
  const records = new RecordReader()
  const order = new InOrder(taker, new FilesInOrder(crypto, taker.files))
  let bytes = length
  const piece = Buffer.alloc(READ_BYTES)
  for (;;) {
    const read = await readFully(handle, piece)
    if (read === 0) break
    bytes += read
    const opened = opener.push(new Uint8Array(piece.subarray(0, read)))
    if (!opened.ok) return opened
    for (const plain of opened.value) {
      const found = records.push(plain)
      if (!found.ok) return found
      for (const record of found.value) {
        const code = await order.take(record)
        if (code !== undefined) return fail(code)
        await othersTurn()
      }
    }
    progress(bytes)
  }
  const ended = opener.end()
  if (!ended.ok) return ended
  const { manifest, counts } = order
  if (!records.isEven() || manifest === undefined || counts === undefined) return fail('BACKUP_DAMAGED')
  return ok({ manifest, counts, bytes })
}

/** Manifest, tables with their rows, files, end: nothing twice, nothing after it. */
class InOrder {
  manifest: BackupManifest | undefined
  counts: BackupCounts | undefined
  readonly #taker: BackupTaker
  readonly #files: FilesInOrder
  #rows = 0
  #hasFiles = false

  constructor(taker: BackupTaker, files: FilesInOrder) {
    this.#taker = taker
    this.#files = files
  }

  async take(record: BackupRecord): Promise<BackupCode | undefined> {
    if (this.counts !== undefined || (record.type === 'manifest') !== (this.manifest === undefined)) return 'BACKUP_DAMAGED'
    switch (record.type) {
      case 'manifest': {
        const read = backupManifest.decode(record.bytes, RESOURCE.BACKUP_RECORD_BYTES)
        if (!read.ok) return read.code === 'UNSUPPORTED' ? 'BACKUP_TOO_NEW' : 'BACKUP_DAMAGED'
        if (read.value.store > STORE_VERSION) return 'BACKUP_TOO_NEW'
        this.manifest = read.value
        await this.#taker.manifest(read.value)
        return undefined
      }
      case 'file':
        this.#hasFiles = true
        return this.#files.begin(record.file, record.size)
      case 'chunk':
        return this.#files.chunk(record.sealed)
      case 'cut':
        return this.#files.cut()
      case 'table':
        if (this.#hasFiles) return 'BACKUP_DAMAGED'
        this.#taker.table(record.name, record.columns)
        return undefined
      case 'rows':
        if (this.#hasFiles) return 'BACKUP_DAMAGED'
        this.#rows += record.rows.length
        this.#taker.rows(record.rows)
        return undefined
      case 'end':
        if (record.counts.rows !== this.#rows || record.counts.files !== this.#files.count || !this.#files.isBetween)
          return 'BACKUP_DAMAGED'
        this.counts = record.counts
        return undefined
    }
  }
}

async function keyFor(
  secret: BackupSecret,
  { salt, cost }: { readonly salt: Uint8Array; readonly cost: PassphraseKey['cost'] },
): Promise<Uint8Array> {
  if ('passphrase' in secret) return passphraseKey(secret.passphrase, salt, cost)
  const isSame = secret.key.salt.every((byte, at) => byte === salt[at])
  // Another salt: made with another passphrase, as far as the schedule knows.
  return isSame ? secret.key.key : new Uint8Array(secret.key.key.length)
}

/** As many bytes as there are, up to the buffer's size. */
async function readFully(handle: FileHandle, buffer: Buffer): Promise<number> {
  let length = 0
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return length
}

function isMissing(cause: unknown): boolean {
  return isSystemError(cause) && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')
}

export function isSystemError(cause: unknown): cause is Error & { readonly code: string } {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && 'errno' in cause
}
