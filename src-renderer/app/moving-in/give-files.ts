/** Hands chosen files to the engine, piece by piece. */
import { RPC } from '../../../shared/limits.ts'
import { toBase64 } from '../bundles/index.ts'
import { call } from '../engine/index.ts'

export interface GivenFile {
  /** With its folders, where a folder was chosen. */
  readonly name: string
  readonly file: File
}

/** A text: the code of what ended it; undefined: all of them are there, or `signal` ended it. */
export async function giveFiles(
  id: string,
  files: readonly GivenFile[],
  told: (bytes: number) => void,
  signal: AbortSignal,
): Promise<string | undefined> {
  let done = 0
  for (const { name, file } of files) {
    for (let at = 0; at === 0 || at < file.size; at += RPC.BUNDLE_CHUNK_BYTES) {
      if (signal.aborted) return undefined
      const end = Math.min(at + RPC.BUNDLE_CHUNK_BYTES, file.size)
      let bytes: string
      try {
        bytes = toBase64(new Uint8Array(await file.slice(at, end).arrayBuffer()))
      } catch {
        return 'IMPORT_UNREADABLE'
      }
      const given = await call('imports.give', { id, name, bytes, isFileOver: end >= file.size })
      if (!given.ok) return given.error.code
      told(done + end)
    }
    done += file.size
  }
  return undefined
}

/** What lies in a drop: files as they are, folders with all that is in them. To be called while the drop is being handled. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly GivenFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry())
  const plain = [...transfer.files].map((file) => ({ name: file.name, file }))
  if (entries.every((entry) => entry === null || entry.isFile)) return plain
  const found = await Promise.all(entries.map(async (entry) => (entry === null ? [] : filesIn(entry))))
  return found.flat()
}

/** Of a file dialog that gives a folder. */
export function chosenFiles(files: FileList): readonly GivenFile[] {
  return [...files].map((file) => ({ name: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file }))
}

async function filesIn(entry: FileSystemEntry): Promise<readonly GivenFile[]> {
  const name = entry.fullPath.replace(/^\//, '')
  if (isFile(entry)) return [{ name, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) }]
  if (!isFolder(entry)) return []
  const reader = entry.createReader()
  const files: GivenFile[] = []
  for (;;) {
    // A reader gives some at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return files
    for (const one of some) files.push(...(await filesIn(one)))
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}
