/**
 * A copy of the database of one moment, while it goes on being written (BKP-8, decision 050). As long as nothing moves the log into the file, the
 * file stays as it is and all that is new is in the log: so the file is copied in pieces, then the log. The two together are the database as
 * it was when the log was copied. Nobody waits longer than for one piece.
 */
import { closeSync, fstatSync, openSync, read } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { StoreError } from '../../../shared/store/index.ts'
import type { Connection } from './sqlite.ts'

const readAt = promisify(read)

const PIECE_BYTES = 1024 * 1024
const OWNER_ONLY = 0o600
/** SQLite's locks lie on bytes that hold nothing: Windows lets nobody read them while they are locked. */
const LOCKED_FROM = 0x4000_0000
const LOCKED_BYTES = 512
/** Of the log: with its salts, which are others when it begins anew. */
const LOG_HEADER_BYTES = 32

export class LivingCopy {
  readonly #connection: Connection
  readonly #file: string
  /**
   * The database's file, once it was copied. It stays open as long as the store: POSIX takes all locks of a process off a file as soon as the
   * process closes it anywhere, and SQLite's lock is what keeps others out (STORE-6).
   */
  #descriptor: number | undefined
  #isMaking = false

  constructor(connection: Connection, file: string) {
    this.#connection = connection
    this.#file = file
  }

  /** Of file and log, into files beside each other that are not there. `progress`: after each piece, bytes so far; what it throws ends the copy. */
  async make(target: string, progress: (bytes: number) => void): Promise<void> {
    let done = 0
    const count = (bytes: number): void => {
      if (!this.#connection.open) throw new StoreError('STORE_CLOSED', 'the store was closed while it was copied')
      done += bytes
      progress(done)
    }
    this.#descriptor ??= openSync(this.#file, 'r')
    this.#isMaking = true
    try {
      await copyFrom(this.#descriptor, target, count)
      // It begins anew at most once, when all of it was in the file already: then what was read of it is of two logs.
      while (!(await copyLog(`${this.#file}-wal`, `${target}-wal`, count)));
    } finally {
      this.#isMaking = false
      if (!this.#connection.open) this.close()
    }
  }

  /** After the connection was closed; a copy that is under way reads to the end of its piece. */
  close(): void {
    if (this.#isMaking || this.#descriptor === undefined) return
    closeSync(this.#descriptor)
    this.#descriptor = undefined
  }
}

/** What a copy consists of, and what SQLite puts beside it when it is read. */
export function filesOfCopy(copy: string): readonly string[] {
  return [copy, `${copy}-wal`, `${copy}-shm`]
}

/** Where to read, piece by piece; none touches what may be locked. */
export function* piecesOf(size: number): Generator<{ readonly at: number; readonly length: number }> {
  for (let at = 0, length = 0; at < size; at += length) {
    if (at === LOCKED_FROM) at += LOCKED_BYTES
    length = Math.min(PIECE_BYTES, (at < LOCKED_FROM ? Math.min(size, LOCKED_FROM) : size) - at)
    if (length > 0) yield { at, length }
  }
}

/** As long as the file is now. */
async function copyFrom(descriptor: number, target: string, count: (bytes: number) => void): Promise<void> {
  const to = await open(target, 'w', OWNER_ONLY)
  try {
    const { size } = fstatSync(descriptor)
    await to.truncate(size)
    const buffer = Buffer.alloc(PIECE_BYTES)
    for (const { at, length } of piecesOf(size)) {
      const { bytesRead } = await readAt(descriptor, buffer, 0, length, at)
      await writeFully(to, buffer.subarray(0, bytesRead), at)
      count(bytesRead)
    }
  } finally {
    await to.close()
  }
}

/** False: it has begun anew meanwhile. What was half written of it at its end SQLite leaves out by itself. */
async function copyLog(log: string, target: string, count: (bytes: number) => void): Promise<boolean> {
  const descriptor = openIfThere(log)
  if (descriptor === undefined) return true
  try {
    const before = await headerOf(descriptor)
    await copyFrom(descriptor, target, count)
    return before.equals(await headerOf(descriptor))
  } finally {
    closeSync(descriptor)
  }
}

async function headerOf(descriptor: number): Promise<Buffer> {
  const header = Buffer.alloc(LOG_HEADER_BYTES)
  await readAt(descriptor, header, 0, header.length, 0)
  return header
}

async function writeFully(to: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) done += (await to.write(bytes, done, bytes.length - done, at + done)).bytesWritten
}

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, 'r')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw cause
  }
}
