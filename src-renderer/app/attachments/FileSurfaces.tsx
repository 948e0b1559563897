/** The dialog about files that is open, if any. Stands once in every page that shows files. */
import { FolderDialog } from './FolderDialog.tsx'
import { HoldersDialog } from './HoldersDialog.tsx'
import { MapDialog } from './MapDialog.tsx'
import { RemoveFileDialog } from './RemoveFileDialog.tsx'
import { RiskyFileDialog } from '../media/index.ts'
import { SaveFolderDialog } from './SaveFolderDialog.tsx'
import { closeFileSurface, useFileSurface } from './surface.ts'

export function FileSurfaces() {
  const surface = useFileSurface((state) => state.surface)
  switch (surface?.what) {
    case 'holders':
      return <HoldersDialog file={surface.file} onClose={closeFileSurface} />
    case 'remove':
      return <RemoveFileDialog files={surface.files} onClose={closeFileSurface} />
    case 'folder':
      return <FolderDialog file={surface.file} onClose={closeFileSurface} />
    case 'save':
      return <SaveFolderDialog files={surface.files} onClose={closeFileSurface} />
    case 'risky':
      return <RiskyFileDialog name={surface.name} onSave={surface.onSave} onClose={closeFileSurface} />
    case 'map':
      return <MapDialog place={surface.place} onClose={closeFileSurface} />
    case undefined:
      return null
  }
}
