/** All one can do with a message, for the menu of the second button and that of the three dots. */
import { CheckSquare, Copy, EyeOff, Forward, Link, MapPin, Pencil, Pin, PinOff, Reply, SmilePlus, Trash2 } from 'lucide-react'
import { timelineWords } from '../../../shared/i18n/index.ts'
import { MenuItem, MenuLine } from '../../ui/index.ts'
import { FileMenu, filesOf } from '../attachments/index.ts'
import { setWriting } from '../room/index.ts'
import { useWords } from '../words/index.ts'
import { useFrame } from './context.ts'
import { focusComposer } from './focus-composer.ts'
import { ImportedMenu } from './ImportedMenu.tsx'
import type { MessageMenuProps } from './menu-props.ts'
import { toggleSelected } from './view-state.ts'

export function MessageMenu(props: MessageMenuProps) {
  return props.message.imported === undefined ? <SignedMenu {...props} /> : <ImportedMenu {...props} />
}

function SignedMenu({ message, marked, link, file, anchor }: MessageMenuProps) {
  const say = useWords(timelineWords)
  const { view, room, mayWrite, acts } = useFrame()
  const isOwn = message.delivery.state !== 'received'
  const files = filesOf(message).filter(({ index }) => file === undefined || index === file)
  // A card and a place have no words to be put otherwise.
  const hasWords = message.card === undefined && message.place === undefined
  const isThere = !message.deleted && !message.hidden && message.text !== undefined
  const write = (mode: Parameters<typeof setWriting>[1]) => {
    setWriting(room, mode)
    // The menu gives the focus back first.
    setTimeout(focusComposer)
  }
  const open = (what: 'react' | 'trail') => anchor !== undefined && setTimeout(() => view.setState({ surface: { what, message, anchor } }))
  return (
    <>
      {isThere && mayWrite && (
        <>
          <MenuItem icon={Reply} shortcut="R" onSelect={() => write({ kind: 'reply', to: message })}>
            {say('reply')}
          </MenuItem>
          <MenuItem icon={SmilePlus} shortcut="E" onSelect={() => open('react')}>
            {say('react')}
          </MenuItem>
          {isOwn && hasWords && (
            <MenuItem icon={Pencil} onSelect={() => write({ kind: 'edit', of: message })}>
              {say('edit')}
            </MenuItem>
          )}
        </>
      )}
      {isThere && (
        <>
          <MenuItem icon={Forward} shortcut="F" onSelect={() => view.setState({ asked: { what: 'forward', messages: [message] } })}>
            {say('forward')}
          </MenuItem>
          <MenuItem icon={Copy} shortcut="C" onSelect={() => (marked === undefined ? acts.copy([message]) : acts.copyText(marked))}>
            {say('copy')}
          </MenuItem>
          {link !== undefined && (
            <MenuItem icon={Link} onSelect={() => acts.copyText(link)}>
              {say('copyLink')}
            </MenuItem>
          )}
          {mayWrite && (
            <MenuItem icon={message.pinned ? PinOff : Pin} shortcut="P" onSelect={() => acts.pin(message)}>
              {say(message.pinned ? 'unpin' : 'pin')}
            </MenuItem>
          )}
        </>
      )}
      {files.length > 0 && (
        <>
          <MenuLine />
          <FileMenu files={files} />
          <MenuLine />
        </>
      )}
      <MenuItem icon={MapPin} shortcut="W" onSelect={() => open('trail')}>
        {say('where')}
      </MenuItem>
      <MenuItem icon={CheckSquare} shortcut="Space" onSelect={() => toggleSelected(view, message.id)}>
        {say('select')}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={EyeOff} onSelect={() => acts.forget([message])}>
        {say('deleteForMe')}
      </MenuItem>
      {isOwn && !message.deleted && mayWrite && (
        <MenuItem
          icon={Trash2}
          kind="brick"
          shortcut="Del"
          onSelect={() => view.setState({ asked: { what: 'delete', messages: [message] } })}
        >
          {say('deleteForAll')}
        </MenuItem>
      )}
    </>
  )
}
