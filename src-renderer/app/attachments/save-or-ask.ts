import type { Attached } from './attached.ts'
import { openFile } from './opened-files.ts'
import { openFileSurface } from './surface.ts'

/**
 * A folder shows what is in it first; it has no single file a browser could save. What could run is asked about, by its content too: a sender
 * is free to call a program a picture.
 */
export async function saveOrAsk(files: readonly Attached[], save: (files: readonly Attached[]) => void): Promise<void> {
  const folder = files.find(({ view }) => view.sort === 'folder')
  if (folder !== undefined) return void setTimeout(() => openFileSurface({ what: 'folder', file: folder }))
  const risky = await firstRisky(files)
  if (risky === undefined) save(files)
  // A menu gives the focus back before a dialog may take it.
  else setTimeout(() => openFileSurface({ what: 'risky', name: risky.view.name, onSave: () => save(files) }))
}

async function firstRisky(files: readonly Attached[]): Promise<Attached | undefined> {
  const opened = await Promise.all(files.map((file) => openFile(file)))
  return files.find(({ view }, at) => view.couldRun || opened[at]?.couldRun === true)
}
