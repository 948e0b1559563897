/** What was dropped onto a room: files, and folders as they are: by their paths where the page may name them, else with the files in them. */
import { platform } from '../../platform/index.ts'
import { folderOfEntry, isFolderEntry } from '../dropped-files/index.ts'
import type { Folder, Given } from './tray.ts'

/** To be called while the drop is being handled. A folder of which a browser shows nothing is not among them. */
export async function droppedThings(transfer: DataTransfer): Promise<readonly Given[]> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file')
  const given = items.map((item) => ({ file: item.getAsFile(), entry: item.webkitGetAsEntry() }))
  if (given.every(({ entry }) => entry === null || !isFolderEntry(entry))) return [...transfer.files]
  const { desktop } = platform
  const things = given.map(async ({ file, entry }) => {
    if (entry === null || !isFolderEntry(entry)) return file ?? undefined
    if (desktop === undefined) return folderOfEntry(entry).catch(() => undefined)
    const path = file === null ? undefined : desktop.pathOf(file)
    return path === undefined ? undefined : ({ name: entry.name, path } satisfies Folder)
  })
  return (await Promise.all(things)).filter((thing) => thing !== undefined)
}
