/** A file on the disk, read from its beginning each time. One that has changed since it was looked at is a code, not a crash (IMP-4). */
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { type ImportFile, SourceError } from '../../../shared/importers/index.ts'

const PIECE_BYTES = 128 * 1024

/** `at`: as the system knows it. What lies in a folder is not followed elsewhere, even if it was put there a moment ago. */
export function diskFile(at: string | Buffer, path: string, size: number, follow: boolean): ImportFile {
  return { path, size, bytes: () => pieces(at, size, follow) }
}

async function* pieces(at: string | Buffer, size: number, follow: boolean): AsyncGenerator<Uint8Array> {
  // A pipe put in its place would make opening it wait for ever.
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | (follow ? 0 : constants.O_NOFOLLOW)
  const handle = await readable(open(at, flags))
  try {
    const now = await readable(handle.stat())
    if (!now.isFile()) throw new SourceError('IMPORT_UNREADABLE', 'no file')
    // One for the whole file: a new one each time would be memory until somebody clears up.
    const buffer = new Uint8Array(PIECE_BYTES)
    let total = 0
    for (;;) {
      const { bytesRead } = await readable(handle.read(buffer, 0, PIECE_BYTES, total))
      total += bytesRead
      if (total > size || (bytesRead === 0 && total < size)) throw new SourceError('IMPORT_UNREADABLE', 'changed')
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle.close()
  }
}

/** What the system refuses, as one code. */
export async function readable<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (cause) {
    throw cause instanceof SourceError ? cause : new SourceError('IMPORT_UNREADABLE', systemCode(cause))
  }
}

function systemCode(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined
}
