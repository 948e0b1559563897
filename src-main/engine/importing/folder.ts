/** A folder with all below it: bounded, and no links followed, neither out of it nor round in circles (IMP-4). */
import { lstat, readdir } from 'node:fs/promises'
import { IMPORT } from '../../../shared/limits.ts'
import { type ImportFile, SourceError } from '../../../shared/importers/index.ts'
import { diskFile, readable } from './disk-file.ts'
import { decodedName } from './names.ts'

/** Exports have four at most. */
const DEPTH = 32
const SEPARATOR = Buffer.from('/')

export async function folderFiles(folder: string): Promise<readonly ImportFile[]> {
  const files: ImportFile[] = []
  const left = [{ at: Buffer.from(folder), path: '', depth: 0 }]
  let seen = 0
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { at, path, depth } = next
    // The folder itself must be readable; one below that is not, is passed over.
    const entries = await (depth === 0 ? readable(list(at)) : list(at).catch(() => []))
    seen += entries.length
    if (seen > IMPORT.ENTRIES) throw new SourceError('IMPORT_TOO_MANY_FILES')
    for (const entry of entries) {
      const inside = Buffer.concat([at, SEPARATOR, entry.name])
      const name = path + decodedName(entry.name)
      if (entry.isDirectory() && depth < DEPTH) left.push({ at: inside, path: `${name}/`, depth: depth + 1 })
      else if (entry.isFile()) {
        const now = await lstat(inside).catch(() => undefined)
        if (now?.isFile() === true) files.push(diskFile(inside, name, now.size, false))
      }
    }
  }
  return files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}

/** Names as bytes: a folder unpacked from an old archive may have some that are no UTF-8. */
function list(at: Buffer) {
  return readdir(at, { encoding: 'buffer', withFileTypes: true })
}
