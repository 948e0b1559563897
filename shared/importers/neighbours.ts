/** The files of a source as records speak of them: by name alone, by a path from the file or from the top, percent-encoded, NFD (IMP-4). */
import { getOrInsert } from '../get-or-insert.ts'
import { fileName, folderOf } from './main-files.ts'
import type { ImportFile } from './source.ts'

/** Of one name in different folders; more are nobody's archive. */
const SAME_NAMES = 64

export class Neighbours {
  readonly paths: readonly string[]
  readonly #byPath = new Map<string, ImportFile>()
  readonly #byName = new Map<string, ImportFile[]>()
  readonly #referenced = new Set<string>()

  constructor(files: readonly ImportFile[]) {
    this.paths = files.map(({ path }) => path)
    for (const file of files) {
      this.#byPath.set(file.path, file)
      getOrInsert(this.#byName, fileName(file.path), () => []).push(file)
    }
  }

  /** As a record in `path` names it. What is found is referenced from then on. */
  find(path: string, name: string): ImportFile | undefined {
    const plain = name.normalize('NFC')
    const found = this.#look(folderOf(path), plain) ?? this.#look(folderOf(path), decoded(plain))
    if (found === undefined || found.path === path) return undefined
    this.#referenced.add(found.path)
    return found
  }

  /** All in that folder and in those below it. */
  below(folder: string): readonly string[] {
    return folder === '' ? this.paths : this.paths.filter((path) => path.startsWith(folder))
  }

  isReferenced(path: string): boolean {
    return this.#referenced.has(path)
  }

  #look(folder: string, name: string): ImportFile | undefined {
    if (name === '') return undefined
    // A bare name says nothing about other folders; a path may be from the top, also of an archive that was unpacked elsewhere.
    const isPath = name.includes('/')
    const beside = this.#byPath.get(folder + name) ?? (isPath ? this.#byPath.get(name) : undefined)
    if (beside !== undefined) return beside
    const same = (this.#byName.get(fileName(name)) ?? []).slice(0, SAME_NAMES)
    const below = same.filter(({ path }) => path.endsWith(`/${name}`))
    return below.find(({ path }) => path.startsWith(folder)) ?? (isPath ? below[0] : undefined)
  }
}

function decoded(name: string): string {
  if (!name.includes('%')) return ''
  try {
    return decodeURIComponent(name).normalize('NFC')
  } catch {
    return ''
  }
}
