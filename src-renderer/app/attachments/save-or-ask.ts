import type { Attached } from './attached.ts'
import { openFileSurface } from './surface.ts'

/** A folder shows what is in it first; it has no single file a browser could save. */
export function saveOrAsk(files: readonly Attached[], save: (files: readonly Attached[]) => void): void {
  const folder = files.find(({ view }) => view.sort === 'folder')
  if (folder === undefined) save(files)
  else setTimeout(() => openFileSurface({ what: 'folder', file: folder }))
}
