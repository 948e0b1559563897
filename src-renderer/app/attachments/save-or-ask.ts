import { platform } from '../../platform/index.ts'
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
  await askRisky(files, () => save(files))
}

async function askRisky(files: readonly Attached[], onSave: () => void): Promise<void> {
  const risky = await firstRisky(files)
  if (risky === undefined) onSave()
  // A menu gives the focus back before a dialog may take it.
  else setTimeout(() => openFileSurface({ what: 'risky', name: risky.view.name, onSave }))
}

async function firstRisky(files: readonly Attached[]): Promise<Attached | undefined> {
  const opened = await Promise.all(files.map((file) => openFile(file)))
  return files.find(({ view }, at) => view.couldRun || opened[at]?.couldRun === true)
}

/** Several at once. Beside a folder a browser cannot save them itself: whoever sits at this computer says into which folder of it. */
export async function saveSeveral(files: readonly Attached[], save: (files: readonly Attached[]) => void): Promise<void> {
  const hasFolder = files.some(({ view }) => view.sort === 'folder')
  if (files.length > 1 && platform.desktop !== undefined) await askRisky(files, () => save(files))
  else if (files.length > 1 && hasFolder && platform.isHere) await askRisky(files, () => openFileSurface({ what: 'save', files }))
  else await saveOrAsk(files, save)
}
