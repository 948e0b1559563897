/** What a profile's folder takes of the disk: all its files, those of the database and its log too. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes of the files under a folder. A file that goes away meanwhile counts nothing; links are not followed. */
export function folderBytes(folder: string): number {
  let bytes = 0
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0
  }
  return bytes
}
