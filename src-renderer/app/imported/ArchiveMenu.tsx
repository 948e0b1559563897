/** What one can do with an archive as a whole, and the dialogs that belong to it. */
import { EllipsisVertical, FolderInput, FolderMinus, Pencil, Trash2, Undo2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { importedWords } from '../../../shared/i18n/index.ts'
import type { ArchiveView } from '../../../shared/messenger/index.ts'
import { IconButton, Menu, MenuItem, MenuLine } from '../../ui/index.ts'
import { go } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import { PlaceDialog } from './PlaceDialog.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'
import { RenameDialog } from './RenameDialog.tsx'
import { useArchiveActs } from './use-archive-acts.ts'

export interface ArchiveMenuProps {
  readonly archive: ArchiveView
  readonly label: string
  readonly isSmall?: boolean
  /** Come first. */
  readonly children?: ReactNode
  readonly onRemoved?: (() => void) | undefined
}

export function ArchiveMenu({ archive, label, isSmall = false, children, onRemoved }: ArchiveMenuProps) {
  const say = useWords(importedWords)
  const { takeOut } = useArchiveActs()
  const [asks, setAsks] = useState<'place' | 'rename' | 'remove'>()
  const close = () => setAsks(undefined)
  return (
    <>
      <Menu trigger={<IconButton icon={EllipsisVertical} label={label} size={isSmall ? 'small' : 'regular'} />}>
        {children}
        <MenuItem icon={FolderInput} onSelect={() => setAsks('place')}>
          {say('place')}
        </MenuItem>
        {archive.room !== undefined && (
          <MenuItem icon={FolderMinus} onSelect={() => void takeOut(archive)}>
            {say('takeOut')}
          </MenuItem>
        )}
        <MenuItem icon={Pencil} onSelect={() => setAsks('rename')}>
          {say('rename')}
        </MenuItem>
        <MenuItem icon={Undo2} onSelect={() => go({ page: 'settings', section: 'moving' })}>
          {say('earlier')}
        </MenuItem>
        <MenuLine />
        <MenuItem icon={Trash2} kind="brick" onSelect={() => setAsks('remove')}>
          {say('remove')}
        </MenuItem>
      </Menu>
      {asks === 'place' && <PlaceDialog archive={archive} onClose={close} />}
      {asks === 'rename' && <RenameDialog archive={archive} onClose={close} />}
      {asks === 'remove' && <RemoveDialog archive={archive} onClose={close} onRemoved={onRemoved} />}
    </>
  )
}
