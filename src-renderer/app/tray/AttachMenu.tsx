/** The + beside the field, and what can be sent besides words. */
import { CircleUserRound, File as FileIcon, Folder as FolderIcon, Image, MapPin, Plus } from 'lucide-react'
import { trayWords } from '../../../shared/i18n/index.ts'
import { platform } from '../../platform/index.ts'
import { IconButton, Menu, MenuItem, MenuLine } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { chooseFiles, chooseFolder, mayChooseFolders } from './choose-files.ts'
import type { Given } from './tray.ts'

export interface AttachMenuProps {
  readonly onFiles: (given: Iterable<Given>) => void
  readonly onCard: () => void
  readonly onPlace: () => void
  /** Why nothing can be attached now. */
  readonly off?: string | undefined
}

export function AttachMenu({ onFiles, onCard, onPlace, off }: AttachMenuProps) {
  const say = useWords(trayWords)
  const button = <IconButton icon={Plus} label={say('attach')} tooltipSide="top" off={off} />
  if (off !== undefined) return button
  const { desktop } = platform
  const folder = async () => {
    if (desktop === undefined) return chooseFolder((chosen) => onFiles([chosen]))
    const path = await desktop.choosePath('folder')
    if (path !== undefined) onFiles([{ path, name: lastOf(path) }])
  }
  return (
    <Menu side="top" align="start" trigger={button}>
      <MenuItem icon={Image} onSelect={() => chooseFiles(onFiles, 'pictures')}>
        {say('photos')}
      </MenuItem>
      <MenuItem icon={FileIcon} onSelect={() => chooseFiles(onFiles)}>
        {say('files')}
      </MenuItem>
      {(desktop !== undefined || mayChooseFolders()) && (
        <MenuItem icon={FolderIcon} onSelect={() => void folder()}>
          {say('folder')}
        </MenuItem>
      )}
      <MenuLine />
      <MenuItem icon={CircleUserRound} onSelect={onCard}>
        {say('card')}
      </MenuItem>
      <MenuItem icon={MapPin} onSelect={onPlace}>
        {say('spot')}
      </MenuItem>
    </Menu>
  )
}

/** Of a path of any system; a whole disk is called by its letter. */
function lastOf(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path
}
