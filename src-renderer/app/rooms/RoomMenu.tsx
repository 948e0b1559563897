/** The menu of a room in the list. */
import { Archive, ArchiveRestore, Bell, BellOff, CheckCheck, Pin, PinOff } from 'lucide-react'
import { roomsWords } from '../../../shared/i18n/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { MenuItem, MenuLine } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { isMuted } from './order.ts'
import { FOREVER, useRoomActs } from './preferences.ts'

export function RoomMenu({ room }: { readonly room: RoomSummary }) {
  const say = useWords(roomsWords)
  const acts = useRoomActs()
  const { pinned, archived } = room.preferences
  const isQuiet = isMuted(room, Date.now())
  const mute = () => void acts.prefer(room, isQuiet ? { mutedUntil: 0, notify: 'all' } : { mutedUntil: FOREVER })
  return (
    <>
      <MenuItem icon={pinned ? PinOff : Pin} onSelect={() => void acts.prefer(room, { pinned: !pinned })}>
        {say(pinned ? 'menuUnpin' : 'menuPin')}
      </MenuItem>
      <MenuItem icon={isQuiet ? Bell : BellOff} onSelect={mute}>
        {say(isQuiet ? 'menuUnmute' : 'menuMute')}
      </MenuItem>
      <MenuItem icon={CheckCheck} isOff={room.unread === 0} onSelect={() => void acts.markRead(room)}>
        {say('menuRead')}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={archived ? ArchiveRestore : Archive} shortcut="Del" onSelect={() => void acts.archive(room, !archived)}>
        {say(archived ? 'menuUnarchive' : 'menuArchive')}
      </MenuItem>
    </>
  )
}
