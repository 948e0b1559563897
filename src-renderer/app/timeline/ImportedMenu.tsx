/** What one can do with a message of another messenger: it is on this computer alone, so nothing here reaches anybody but sharing it. */
import { CheckSquare, Copy, EyeOff, Link, Share2 } from 'lucide-react'
import { importedWords, timelineWords } from '../../../shared/i18n/index.ts'
import { MenuItem, MenuLine } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { useFrame } from './context.ts'
import type { MessageMenuProps } from './menu-props.ts'
import { toggleSelected } from './view-state.ts'

export function ImportedMenu({ message, marked, link }: MessageMenuProps) {
  const say = useWords(timelineWords)
  const sayImported = useWords(importedWords)
  const { view, acts } = useFrame()
  const isNotice = message.imported?.kind === 'system'
  return (
    <>
      {!isNotice && (
        <MenuItem icon={Share2} shortcut="F" onSelect={() => view.setState({ asked: { what: 'share', messages: [message] } })}>
          {sayImported('share')}
        </MenuItem>
      )}
      {message.text !== undefined && (
        <MenuItem icon={Copy} shortcut="C" onSelect={() => (marked === undefined ? acts.copy([message]) : acts.copyText(marked))}>
          {say('copy')}
        </MenuItem>
      )}
      {link !== undefined && (
        <MenuItem icon={Link} onSelect={() => acts.copyText(link)}>
          {say('copyLink')}
        </MenuItem>
      )}
      {!isNotice && (
        <MenuItem icon={CheckSquare} shortcut="Space" onSelect={() => toggleSelected(view, message.id)}>
          {say('select')}
        </MenuItem>
      )}
      <MenuLine />
      <MenuItem icon={EyeOff} shortcut="Del" onSelect={() => acts.forget([message])}>
        {say('deleteForMe')}
      </MenuItem>
    </>
  )
}
