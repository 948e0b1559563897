/**
 * Files that a page hands over in pieces, in a private folder of the profile until they are read (ARC-10): bounded, under names that cannot
 * leave it, and gone when the import is closed, when the engine ends, and at the next start should it have ended otherwise.
 */
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ARCHIVE, IMPORT } from '../../../shared/limits.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'

const FOLDER = 'incoming'
const DEPTH = 16
const NAME_CHARACTERS = 120

export type GivenCode = 'IMPORT_TOO_LARGE' | 'IMPORT_TOO_MANY_FILES' | 'IMPORT_BAD_NAME' | 'DISK_FULL'

/** What an earlier run left: it may have ended in the middle. */
export function clearGiven(profile: string): void {
  rmSync(join(profile, FOLDER), { recursive: true, force: true })
}

export class GivenFiles {
  readonly #folder: string
  #bytes = 0
  #files = 0
  #open: { readonly name: string; readonly descriptor: number } | undefined

  constructor(profile: string, id: string) {
    this.#folder = join(profile, FOLDER, id)
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
  }

  get bytes(): number {
    return this.#bytes
  }

  /** The next piece of a file; another name begins another file. */
  give(name: string, bytes: Uint8Array, isFileOver: boolean): Result<undefined, GivenCode> {
    if (this.#bytes + bytes.length > ARCHIVE.GIVEN_BYTES) return fail('IMPORT_TOO_LARGE')
    try {
      if (this.#open?.name !== name) {
        this.#close()
        if (this.#files >= IMPORT.ENTRIES) return fail('IMPORT_TOO_MANY_FILES')
        const place = safePlace(name)
        if (place === undefined) return fail('IMPORT_BAD_NAME')
        const path = unused(join(this.#folder, place))
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
        this.#open = { name, descriptor: openSync(path, 'wx', 0o600) }
        this.#files += 1
      }
      for (let at = 0; at < bytes.length;) at += writeSync(this.#open.descriptor, bytes, at)
      this.#bytes += bytes.length
      if (isFileOver) this.#close()
      return ok(undefined)
    } catch (cause) {
      this.#close()
      const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
      if (code === 'ENOSPC' || code === 'EDQUOT') return fail('DISK_FULL')
      if (code === 'ENOTDIR' || code === 'EISDIR' || code === 'EEXIST' || code === 'ENAMETOOLONG') return fail('IMPORT_BAD_NAME')
      throw cause
    }
  }

  /** What was pointed at: each file and folder that was dropped, one by one. */
  paths(): readonly string[] {
    this.#close()
    return readdirSync(this.#folder)
      .toSorted()
      .map((name) => join(this.#folder, name))
  }

  remove(): void {
    this.#close()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #close(): void {
    if (this.#open !== undefined) closeSync(this.#open.descriptor)
    this.#open = undefined
  }
}

/** Below the folder, whatever the name says; undefined: nothing of it is left. */
function safePlace(name: string): string | undefined {
  const parts = name
    .normalize('NFC')
    .split(/[/\\]+/)
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .slice(-DEPTH)
  const safe = parts.map((part) => {
    // oxlint-disable-next-line no-control-regex -- exactly these must not reach a file system
    const plain = part.replaceAll(/[\u0000-\u001f\u007f<>:"|?*]/g, '_').replace(/[. ]+$/, '_')
    const cut = [...plain].length <= NAME_CHARACTERS ? plain : shortened(plain)
    return /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(cut) ? `_${cut}` : cut
  })
  return safe.length === 0 ? undefined : join(...safe)
}

/** Its end says what it is. */
function shortened(name: string): string {
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? ''
  return [...name].slice(0, NAME_CHARACTERS - ending.length).join('') + ending
}

/** Two of one name are two. */
function unused(path: string): string {
  if (!existsSync(path)) return path
  const [, stem = path, ending = ''] = /^(.*?)(\.[A-Za-z0-9]{1,8})?$/s.exec(path) ?? []
  for (let at = 2; ; at++) {
    const other = `${stem} (${at})${ending}`
    if (!existsSync(other)) return other
  }
}
