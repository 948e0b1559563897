/**
 * The files of a folder as a browser gives them, each with its place: no more of them than a walk over a disk looks at. What systems keep in
 * folders for themselves, and what is hidden, is left out and counted, as of folders that the engine reads itself (MEDIA-63).
 */
import { isLeftOut } from '../../../shared/folders/index.ts'
import { MEDIA } from '../../../shared/limits.ts'

export interface PlacedFile {
  /** Below the folder, from the outermost in; its own name last. As the browser says it. */
  readonly place: readonly string[]
  readonly file: File
}

export interface FolderOfFiles {
  readonly name: string
  readonly files: readonly PlacedFile[]
  readonly leftOut: number
  /** Not all of it was looked at: there is too much in it. */
  readonly isCut: boolean
}

/** Of a folder that was dropped. */
export async function folderOfEntry(folder: FileSystemDirectoryEntry): Promise<FolderOfFiles> {
  const walk = new Walk()
  await walk.into(folder, [])
  return { name: folder.name, files: inOrder(walk.files), leftOut: walk.leftOut, isCut: walk.seen > MEDIA.FOLDER_ENTRIES }
}

/** Of files that a folder was chosen for; undefined: there are none, and it has no name. */
export function folderOfFiles(files: Iterable<File>): FolderOfFiles | undefined {
  const all = [...files].map((file) => ({ place: file.webkitRelativePath.split('/'), file }))
  const name = all[0]?.place[0]
  if (name === undefined) return undefined
  const leftOut = new Set<string>()
  const kept = all.slice(0, MEDIA.FOLDER_ENTRIES).flatMap(({ place: [, ...place], file }): readonly PlacedFile[] => {
    const at = place.findIndex(isLeftOut)
    if (at === -1) return [{ place, file }]
    // A folder counts once, whatever is in it.
    leftOut.add(place.slice(0, at + 1).join('/'))
    return []
  })
  return { name, files: inOrder(kept), leftOut: leftOut.size, isCut: all.length > MEDIA.FOLDER_ENTRIES }
}

/** Browsers give them in any order. */
function inOrder(files: readonly PlacedFile[]): readonly PlacedFile[] {
  const keyed = files.map((each) => ({ key: each.place.join('\0'), each }))
  return keyed.toSorted((one, other) => (one.key < other.key ? -1 : 1)).map(({ each }) => each)
}

class Walk {
  readonly files: PlacedFile[] = []
  leftOut = 0
  seen = 0

  async into(folder: FileSystemDirectoryEntry, place: readonly string[]): Promise<void> {
    const reader = folder.createReader()
    for (;;) {
      // A reader gives some at a time, and none at the end.
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
      if (some.length === 0) return
      for (const entry of some) {
        this.seen += 1
        if (this.seen > MEDIA.FOLDER_ENTRIES) return
        await this.#look(entry, [...place, entry.name])
      }
    }
  }

  async #look(entry: FileSystemEntry, place: readonly string[]): Promise<void> {
    if (isLeftOut(entry.name)) this.leftOut += 1
    else if (isFolderEntry(entry)) await this.into(entry, place)
    else {
      const file = isFileEntry(entry) ? await fileOf(entry) : undefined
      if (file === undefined) this.leftOut += 1
      else this.files.push({ place, file })
    }
  }
}

/** undefined: it is gone, or no file one may read. */
function fileOf(entry: FileSystemFileEntry): Promise<File | undefined> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(undefined)))
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

export function isFolderEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}
