/** What lies in a drop, also within folders. */

export interface DroppedFile {
  /** With its folders, where a folder was dropped or chosen. */
  readonly name: string
  readonly file: File
}

/** What lies in a drop: files as they are, folders with all that is in them. To be called while the drop is being handled. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly DroppedFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry())
  const plain = [...transfer.files].map((file) => ({ name: file.name, file }))
  if (entries.every((entry) => entry === null || entry.isFile)) return plain
  const found = await Promise.all(entries.map(async (entry) => (entry === null ? [] : filesIn(entry))))
  return found.flat()
}

async function filesIn(entry: FileSystemEntry): Promise<readonly DroppedFile[]> {
  const name = entry.fullPath.replace(/^\//, '')
  if (isFile(entry)) return [{ name, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) }]
  if (!isFolder(entry)) return []
  const reader = entry.createReader()
  const files: DroppedFile[] = []
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
