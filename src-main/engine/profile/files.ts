/** Small files written whole or not at all, readable by their owner only, and read within bounds. */
import { closeSync, existsSync, fchmodSync, fstatSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

const OWNER_ONLY = 0o600
const OWNER_ONLY_FOLDER = 0o700
const SMALL_FILE_BYTES = 64 * 1024

/** Temporary file, fsync, rename, fsync of the folder: after a crash the old or the new content stands there, never a part. */
export function writeFileAtomically(file: string, text: string): void {
  const temporary = `${file}.new`
  const handle = openSync(temporary, 'w', OWNER_ONLY)
  try {
    fchmodSync(handle, OWNER_ONLY)
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(temporary, file)
  syncFolder(dirname(file))
}

/** Makes the folder and those above it that are missing. Step by step: Node's own `recursive` never returns under a folder like /proc. */
export function makeFolder(folder: string): void {
  const missing: string[] = []
  for (let at = folder; !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.push(at)
  for (const each of missing.toReversed()) {
    try {
      mkdirSync(each, { mode: OWNER_ONLY_FOLDER })
    } catch (cause) {
      // Another process may have been quicker.
      if (!existsSync(each)) throw cause
    }
  }
}

/** Makes sure that the file is there, empty if need be, and its owner's alone: before a library opens it that leaves modes to chance. */
export function claimFile(file: string): void {
  const handle = openSync(file, 'a', OWNER_ONLY)
  try {
    fchmodSync(handle, OWNER_ONLY)
  } finally {
    closeSync(handle)
  }
}

/** The text of a small file; undefined when there is none, empty when it is too large to be ours. Throws what the system says otherwise. */
export function readSmallFile(file: string): string | undefined {
  const handle = openIfThere(file)
  if (handle === undefined) return undefined
  try {
    return fstatSync(handle).size > SMALL_FILE_BYTES ? '' : readFileSync(handle, 'utf8')
  } finally {
    closeSync(handle)
  }
}

/** Opened first and asked about afterwards: between a look and a read its owner may take it away. */
function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, 'r')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw cause
  }
}

/** The value of a JSON text, or undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function syncFolder(folder: string): void {
  // Windows has no such thing; NTFS journals the rename.
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
