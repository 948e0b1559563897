/**
 * The folder of attachments: data files of their owner alone, under names that say nothing (MEDIA-20). What the system answers is told apart
 * here: gone, full, or failing.
 */
import { type FileHandle, chmod, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { MediaStoreCode } from '../../../shared/media/index.ts'
import { StoreError } from '../../../shared/store/index.ts'

const OWNER_ONLY = 0o600
const OWNER_ONLY_FOLDER = 0o700
/** Of files that are being staged; no name of a kept one begins so. */
const STAGED = 'new-'
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

export class MediaFolder {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async prepare(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: OWNER_ONLY_FOLDER })
    await chmod(this.#folder, OWNER_ONLY_FOLDER)
  }

  /** For reading and writing; undefined: it is not there. */
  async openOld(name: string): Promise<FileHandle | undefined> {
    try {
      return await open(join(this.#folder, name), 'r+')
    } catch (cause) {
      if (codeOf(cause) === 'ENOENT') return undefined
      throw cause
    }
  }

  /** Empty, and its name survives a power cut once this is done. */
  async openNew(name: string): Promise<FileHandle> {
    const handle = await this.#openWith('w+', name)
    await this.#sync()
    return handle
  }

  /** Its name need not survive anything. */
  openStaged(token: string): Promise<FileHandle> {
    return this.#openWith('wx+', STAGED + token)
  }

  /** The staged file takes that name, and whatever had it is gone; durable. */
  async settle(token: string, name: string): Promise<void> {
    await rename(join(this.#folder, STAGED + token), join(this.#folder, name))
    await this.#sync()
  }

  async removeStaged(token: string): Promise<void> {
    await this.remove(STAGED + token)
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.#folder, name), { force: true })
  }

  names(): Promise<readonly string[]> {
    return readdir(this.#folder)
  }

  /** Where the folder could not be made at the start, there may be room for it now. */
  async #openWith(flags: string, name: string): Promise<FileHandle> {
    try {
      return await open(join(this.#folder, name), flags, OWNER_ONLY)
    } catch (cause) {
      if (codeOf(cause) !== 'ENOENT') throw cause
      await this.prepare()
      return open(join(this.#folder, name), flags, OWNER_ONLY)
    }
  }

  async #sync(): Promise<void> {
    // Windows has no such thing; NTFS journals names.
    if (process.platform === 'win32') return
    const handle = await open(this.#folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
}

/** All of the bytes, or it throws; the system may take fewer at once. */
export async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length;) at += (await handle.write(bytes, at, bytes.length - at, position + at)).bytesWritten
}

/** undefined: the file ends before. `into`: memory of that length; default fresh. */
export async function readAll(handle: FileHandle, length: number, position: number, into?: Uint8Array): Promise<Uint8Array | undefined> {
  const bytes = into ?? new Uint8Array(length)
  return (await fill(handle, bytes, position)) === length ? bytes : undefined
}

/** With zeros for what lies beyond the file's end. */
export async function readUpTo(handle: FileHandle, length: number, position: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  await fill(handle, bytes, position)
  return bytes
}

async function fill(handle: FileHandle, bytes: Uint8Array, position: number): Promise<number> {
  let at = 0
  while (at < bytes.length) {
    const { bytesRead } = await handle.read(bytes, at, bytes.length - at, position + at)
    if (bytesRead === 0) break
    at += bytesRead
  }
  return at
}

/** What a failed write is told as. Whatever is no matter of the disk is thrown. */
export function diskCode(cause: unknown): MediaStoreCode {
  if (cause instanceof StoreError) return cause.code === 'STORE_FULL' ? 'DISK_FULL' : 'STORE_FAILED'
  const code = codeOf(cause)
  if (code === undefined) throw cause
  return FULL.has(code) ? 'DISK_FULL' : 'STORE_FAILED'
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'syscall' in cause && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined
}
