import { platform } from '../../platform/index.ts'
import type { Attached } from './attached.ts'
import { openFileSurface } from './surface.ts'

/** A folder shows what is in it first; it has no single file a browser could save. */
export function saveOrAsk(files: readonly Attached[], save: (files: readonly Attached[]) => void): void {
  const folder = files.find(({ view }) => view.sort === 'folder')
  if (folder === undefined) save(files)
  else setTimeout(() => openFileSurface({ what: 'folder', file: folder }))
}

/** Several at once. Beside a folder a browser cannot save them itself: whoever sits at this computer says into which folder of it. */
export function saveSeveral(files: readonly Attached[], save: (files: readonly Attached[]) => void): void {
  const hasFolder = files.some(({ view }) => view.sort === 'folder')
  if (files.length > 1 && platform.desktop !== undefined) save(files)
  else if (files.length > 1 && hasFolder && platform.isHere) openFileSurface({ what: 'save', files })
  else saveOrAsk(files, save)
}
