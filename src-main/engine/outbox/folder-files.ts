/**
 * The files of a folder that is to be sent as a set (MEDIA-63), with their places in it, in the order of their names. Links are not followed, as
 * they may lead anywhere; what systems put into folders for themselves, and what is hidden, is left out. All that is left out is counted.
 */
import { lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { KEY_BYTES } from '../../../shared/crypto/index.ts'
import { isLeftOut } from '../../../shared/folders/index.ts'
import { ID_BYTES, idFromBytes } from '../../../shared/ids/index.ts'
import { MEDIA } from '../../../shared/limits.ts'
import { encodeSet } from '../../../shared/media/index.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'
import { type PathCode, pathCode } from './path-source.ts'

export interface FolderFile {
  readonly path: string
  /** Folders from the outermost in, the file's own name last. */
  readonly place: readonly string[]
  readonly size: number
}

export interface FolderFiles {
  readonly files: readonly FolderFile[]
  readonly bytes: number
  readonly leftOut: number
}

/** EMPTY: nothing in it is sent. TOO_MANY: files, or things to look at. TOO_LONG: a path, or all of them together. */
export type FolderCode = PathCode | 'EMPTY' | 'TOO_MANY' | 'TOO_LONG' | 'CANCELLED'

/** The longest that sniffing gives, so that a set that fits before its files are sealed fits afterwards. */
const LONGEST_TYPE = 'application/vnd.openxmlformats-officedocument.presentationml.presentation'
const NO_ID = idFromBytes('file', new Uint8Array(ID_BYTES.file))
const NO_KEY = new Uint8Array(KEY_BYTES)

/** `isOurs`: folders that are never gone into. */
export async function filesOfFolder(
  root: string,
  isOurs: (path: string) => boolean,
  signal: AbortSignal,
): Promise<Result<FolderFiles, FolderCode>> {
  const walk = new Walk(isOurs, signal)
  const walked = await walk.into(root, [])
  if (!walked.ok) return walked
  const { files, leftOut } = walk
  if (files.length === 0) return fail('EMPTY')
  const set = files.map(({ place, size }) => ({ path: place, size, file: NO_ID, key: NO_KEY, type: LONGEST_TYPE }))
  const encoded = encodeSet(set)
  return encoded.ok ? ok({ files, leftOut, bytes: files.reduce((sum, { size }) => sum + size, 0) }) : encoded
}

class Walk {
  readonly files: FolderFile[] = []
  leftOut = 0
  #seen = 0
  readonly #isOurs: (path: string) => boolean
  readonly #signal: AbortSignal

  constructor(isOurs: (path: string) => boolean, signal: AbortSignal) {
    this.#isOurs = isOurs
    this.#signal = signal
  }

  async into(folder: string, place: readonly string[]): Promise<Result<undefined, FolderCode>> {
    if (place.length >= MEDIA.SET_PATH_PARTS) return fail('TOO_LONG')
    const names = await this.#namesIn(folder)
    if (!names.ok) return names
    for (const name of names.value) {
      if (this.#signal.aborted) return fail('CANCELLED')
      const looked = await this.#look(join(folder, name), [...place, name])
      if (!looked.ok) return looked
    }
    return ok(undefined)
  }

  async #look(path: string, place: readonly string[]): Promise<Result<undefined, FolderCode>> {
    // Gone since its folder was read, or with a name that is none in Unicode.
    const found = await lstat(path).catch(() => undefined)
    if (found?.isDirectory() === true && !this.#isOurs(path)) return this.into(path, place)
    if (found?.isFile() !== true) {
      this.leftOut += 1
      return ok(undefined)
    }
    if (found.size > MEDIA.FILE_BYTES) return fail('TOO_LARGE')
    this.files.push({ path, place, size: found.size })
    return this.files.length > MEDIA.SET_FILES ? fail('TOO_MANY') : ok(undefined)
  }

  async #namesIn(folder: string): Promise<Result<readonly string[], FolderCode>> {
    const names: string[] = []
    try {
      for await (const { name } of await opendir(folder)) {
        this.#seen += 1
        if (this.#seen > MEDIA.FOLDER_ENTRIES) return fail('TOO_MANY')
        if (isLeftOut(name)) this.leftOut += 1
        else names.push(name)
      }
    } catch (cause) {
      return fail(pathCode(cause))
    }
    return ok(names.toSorted())
  }
}
