/**
 * A file of this computer, to be read for sending (MEDIA-62). Only regular files: a device or a pipe has no end, and opening one may already do
 * something. What changes while it is read is not sent: half of it would be of before and half of after.
 */
import { type BigIntStats, constants } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { MEDIA } from '../../../shared/limits.ts'
import type { ByteSource } from '../../../shared/media/index.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'

/** NO_ACCESS: the system does not let us read it. NOT_A_FILE: a device, a pipe, a socket. SOURCE_FAILED: the disk does not answer. */
export type PathCode = 'NOT_FOUND' | 'NO_ACCESS' | 'NOT_A_FILE' | 'TOO_LARGE' | 'SOURCE_FAILED'

const CODES: Readonly<Record<string, PathCode>> = {
  ENOENT: 'NOT_FOUND',
  ENOTDIR: 'NOT_FOUND',
  ENAMETOOLONG: 'NOT_FOUND',
  ERR_INVALID_ARG_VALUE: 'NOT_FOUND',
  EACCES: 'NO_ACCESS',
  EPERM: 'NO_ACCESS',
  EISDIR: 'NOT_A_FILE',
  ENXIO: 'NOT_A_FILE',
  ENODEV: 'NOT_A_FILE',
  EOPNOTSUPP: 'NOT_A_FILE',
  // A link where none was expected, or links in a circle.
  ELOOP: 'NOT_A_FILE',
}

/** Why the system did not do it. */
export function pathCode(cause: unknown): PathCode {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  return CODES[code] ?? 'SOURCE_FAILED'
}

/** `follow`: a link leads to what it names; otherwise it is no file. Whoever opens it closes it. */
export async function openPath(path: string, follow: boolean): Promise<Result<PathSource, PathCode>> {
  try {
    if (follow && !(await stat(path)).isFile()) return fail('NOT_A_FILE')
    const handle = await open(path, constants.O_RDONLY | flag('O_NONBLOCK') | (follow ? 0 : flag('O_NOFOLLOW')))
    const seen = await handle.stat({ bigint: true })
    const refusal = seen.isFile() ? (seen.size > MEDIA.FILE_BYTES ? 'TOO_LARGE' : undefined) : 'NOT_A_FILE'
    if (refusal === undefined) return ok(new PathSource(handle, seen))
    await handle.close()
    return fail(refusal)
  } catch (cause) {
    return fail(pathCode(cause))
  }
}

/** Not every system has each. */
function flag(name: 'O_NONBLOCK' | 'O_NOFOLLOW'): number {
  const value: number | undefined = constants[name]
  return value ?? 0
}

export class PathSource implements ByteSource {
  readonly size: number
  readonly #handle: FileHandle
  readonly #seen: BigIntStats
  #hasChanged = false

  constructor(handle: FileHandle, seen: BigIntStats) {
    this.#handle = handle
    this.#seen = seen
    this.size = Number(seen.size)
  }

  /** It was another one when it had been read than when it was opened. */
  get hasChanged(): boolean {
    return this.#hasChanged
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    // Of a small file no more memory than it needs; a byte more shows whether it grew.
    const bytes = new Uint8Array(Math.min(length, Math.max(0, this.size - offset) + 1))
    let at = 0
    while (at < bytes.length) {
      const { bytesRead } = await this.#handle.read(bytes, at, bytes.length - at, offset + at)
      if (bytesRead === 0) break
      at += bytesRead
    }
    if (offset + at > this.size || (at < length && offset + at !== this.size)) return this.#changed()
    // Whoever reads to its end comes by here with a piece that is shorter than asked for.
    if (at < length) await this.#compare()
    return bytes.subarray(0, at)
  }

  close(): Promise<void> {
    return this.#handle.close()
  }

  async #compare(): Promise<void> {
    const now = await this.#handle.stat({ bigint: true })
    if (now.size !== this.#seen.size || now.mtimeNs !== this.#seen.mtimeNs) this.#changed()
  }

  #changed(): never {
    this.#hasChanged = true
    throw new Error('the file changed while it was read')
  }
}
