/** What was dropped onto a room: files, and folders as they are where the page may name them. A browser gives the files of a folder one by one. */
import { platform } from '../../platform/index.ts'
import { droppedFiles } from '../dropped-files/index.ts'
import type { Folder } from './tray.ts'

export interface DroppedThings {
  readonly things: readonly (File | Folder)[]
  /** The files of a folder, which is no folder any more. */
  readonly isApart: boolean
}

/** To be called while the drop is being handled. */
export async function droppedThings(transfer: DataTransfer): Promise<DroppedThings> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file')
  const given = items.map((item) => ({ file: item.getAsFile(), isFolder: item.webkitGetAsEntry()?.isDirectory === true }))
  if (given.every(({ isFolder }) => !isFolder)) return { things: [...transfer.files], isApart: false }
  const { desktop } = platform
  if (desktop === undefined) return { things: (await droppedFiles(transfer)).map(({ file }) => file), isApart: true }
  const things = given.flatMap(({ file, isFolder }): readonly (File | Folder)[] => {
    if (file === null) return []
    if (!isFolder) return [file]
    const path = desktop.pathOf(file)
    return path === undefined ? [] : [{ name: file.name, path }]
  })
  return { things, isApart: false }
}
