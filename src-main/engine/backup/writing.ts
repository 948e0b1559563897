/**
 * Writes one backup file (BKP-8). The engine goes on meanwhile: what is written is a copy of one moment, made inside the profile's folder under
 * the profile's own key and gone afterwards. Under its own name the file appears only when it is whole, on the disk, and was read again.
 */
import { type FileHandle, link, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setImmediate as othersTurn } from 'node:timers/promises'
import {
  type BackupManifest,
  ChunkSealer,
  type PassphraseKey,
  backupManifest,
  encodeRecord,
  makeHeader,
} from '../../../shared/backup/index.ts'
import type { Rng } from '../../../shared/crypto/index.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'
import { nodeCrypto } from '../crypto/index.ts'
import { RowSource } from '../store/index.ts'
import { type FileSource, fileRecords } from './file-records.ts'
import { isSystemError } from './reading.ts'

export type WriteCode = 'FILE_EXISTS' | 'NO_FOLDER' | 'FOLDER_READ_ONLY' | 'DISK_FULL' | 'FOLDER_GONE'

export interface WritingOptions {
  /** The copy of the database, and the key of both. */
  readonly copy: string
  readonly databaseKey: Uint8Array
  readonly manifest: Omit<BackupManifest, 'store'>
  readonly key: PassphraseKey
  readonly rng: Rng
  /** Where it is to be written; a name nobody takes for a backup. */
  readonly file: string
  /** The files of messages, where they are to be in it. */
  readonly files?: FileSource
  progress(bytes: number): void
}

export interface Written {
  readonly bytes: number
  /** BKP-5: what stayed out because no list names it. */
  readonly unknownSpaces: readonly string[]
}

/** As much as is sealed before it is handed to the disk. */
const WRITE_BYTES = 1024 * 1024
const OWNER_ONLY = 0o600

/** Throws `StoreError` where the copy cannot be read; the system's errors of writing become codes. */
export async function writeBackup(options: WritingOptions): Promise<Result<Written, WriteCode>> {
  const source = new RowSource(options.copy, options.databaseKey)
  try {
    const handle = await open(options.file, 'wx', OWNER_ONLY)
    try {
      const written = await writeTo(handle, source, options)
      await handle.sync()
      return ok(written)
    } finally {
      await handle.close()
    }
  } catch (cause) {
    if (!isSystemError(cause)) throw cause
    return fail(codeOf(cause.code))
  } finally {
    source.close()
  }
}

async function writeTo(handle: FileHandle, source: RowSource, { manifest, key, rng, files, progress }: WritingOptions): Promise<Written> {
  const crypto = nodeCrypto()
  const header = makeHeader(crypto, rng, key)
  const sealer = new ChunkSealer(crypto, header.contentKey)
  let waiting: Uint8Array[] = [header.bytes]
  let size = 0
  let bytes = 0
  const put = async (sealed: Uint8Array, isLast = false): Promise<void> => {
    waiting.push(sealed)
    size += sealed.length
    if (size < WRITE_BYTES && !isLast) return
    const piece = Buffer.concat(waiting)
    waiting = []
    size = 0
    await handle.writeFile(piece)
    bytes += piece.length
    progress(bytes)
  }
  let rows = 0
  await put(sealer.push(encodeRecord({ type: 'manifest', bytes: backupManifest.encode({ ...manifest, store: source.version }) })))
  for (const { name, columns, pages } of source.tables()) {
    await put(sealer.push(encodeRecord({ type: 'table', name, columns })))
    for (const page of pages) {
      rows += page.length
      await put(sealer.push(encodeRecord({ type: 'rows', rows: page })))
      await othersTurn()
    }
  }
  let begun = 0
  if (files !== undefined)
    for await (const record of fileRecords(files)) {
      if (record.type === 'file') begun += 1
      if (record.type === 'cut') begun -= 1
      await put(sealer.push(encodeRecord(record)))
      await othersTurn()
    }
  const { contacts, rooms, messages } = source.counts
  await put(sealer.push(encodeRecord({ type: 'end', counts: { contacts, rooms, messages, rows, files: begun } })))
  await put(sealer.end(), true)
  return { bytes, unknownSpaces: [...source.unknownSpaces] }
}

/** Gives a finished file its name; never over another one. */
export async function nameBackup(from: string, to: string): Promise<Result<undefined, WriteCode>> {
  try {
    try {
      await link(from, to)
      await rm(from)
    } catch (cause) {
      if (!isSystemError(cause) || cause.code === 'EEXIST') throw cause
      // File systems of sticks know no links.
      if ((await stat(to).catch(() => undefined)) !== undefined) return fail('FILE_EXISTS')
      await rename(from, to)
    }
    await syncFolder(dirname(to))
    return ok(undefined)
  } catch (cause) {
    if (!isSystemError(cause)) throw cause
    return fail(codeOf(cause.code))
  }
}

/** Beside the file to be, so that naming it is one step; a leading dot keeps it out of sight. */
export function unfinishedName(file: string): string {
  return join(dirname(file), `.${basename(file)}.part`)
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no such thing.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (cause) {
    // Some network folders cannot.
    if (!isSystemError(cause)) throw cause
  } finally {
    await handle.close()
  }
}

function codeOf(code: string): WriteCode {
  if (code === 'EEXIST') return 'FILE_EXISTS'
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return 'DISK_FULL'
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'NO_FOLDER'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'FOLDER_READ_ONLY'
  return 'FOLDER_GONE'
}
