/** All else one can do with the open room. */
import {
  Bell,
  BellOff,
  CalendarDays,
  DoorOpen,
  EllipsisVertical,
  FileOutput,
  Images,
  PanelRight,
  Pin,
  PinOff,
  Search,
  Usb,
} from 'lucide-react'
import { useState } from 'react'
import { bundleWords, roomWords, sharedWords, takingOutWords } from '../../../shared/i18n/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { IconButton, Menu, MenuItem, MenuLine, Submenu, useNarrow } from '../../ui/index.ts'
import { putOnUsb } from '../bundles/index.ts'
import { LeaveDialog } from '../room/index.ts'
import { go } from '../route/index.ts'
import { FOREVER, inAnHour, isMuted, tomorrowMorning, useRoomActs } from '../rooms/index.ts'
import { ExportRoom } from '../taking-out/index.ts'
import { useWords } from '../words/index.ts'
import { DateDialog } from './DateDialog.tsx'

export interface RoomMenuProps {
  readonly room: RoomSummary
  readonly onSearch: () => void
  readonly onDetails: (() => void) | undefined
}

export function RoomMenu({ room, onSearch, onDetails }: RoomMenuProps) {
  const say = useWords(roomWords)
  const sayByHand = useWords(bundleWords)
  const sayOut = useWords(takingOutWords)
  const sayShared = useWords(sharedWords)
  const acts = useRoomActs()
  const isNarrow = useNarrow()
  const [asks, setAsks] = useState<'date' | 'export' | 'leave'>()
  const isQuiet = isMuted(room, Date.now())
  const mute = (mutedUntil: number) => void acts.prefer(room, { mutedUntil })
  const canLeave = (room.kind === 'group' || room.kind === 'shop' || room.kind === 'notice') && room.state === 'open'
  const close = () => setAsks(undefined)
  return (
    <>
      <Menu trigger={<IconButton icon={EllipsisVertical} label={say('more')} />}>
        {isNarrow && (
          <>
            <MenuItem icon={Search} onSelect={onSearch}>
              {say('search')}
            </MenuItem>
            {onDetails !== undefined && (
              <MenuItem icon={PanelRight} onSelect={onDetails}>
                {say('details')}
              </MenuItem>
            )}
          </>
        )}
        <MenuItem icon={CalendarDays} onSelect={() => setAsks('date')}>
          {say('jumpToDate')}
        </MenuItem>
        <MenuItem icon={Images} onSelect={() => go({ page: 'rooms', room: room.room, part: 'files' })}>
          {sayShared('title')}
        </MenuItem>
        {isQuiet ? (
          <MenuItem icon={Bell} onSelect={() => void acts.prefer(room, { mutedUntil: 0, notify: 'all' })}>
            {say('unmute')}
          </MenuItem>
        ) : (
          <Submenu icon={BellOff} label={say('mute')}>
            <MenuItem onSelect={() => mute(inAnHour())}>{say('muteHour')}</MenuItem>
            <MenuItem onSelect={() => mute(tomorrowMorning())}>{say('muteDay')}</MenuItem>
            <MenuItem onSelect={() => mute(FOREVER)}>{say('muteAlways')}</MenuItem>
          </Submenu>
        )}
        <MenuItem
          icon={room.preferences.pinned ? PinOff : Pin}
          onSelect={() => void acts.prefer(room, { pinned: !room.preferences.pinned })}
        >
          {say(room.preferences.pinned ? 'unpinRoom' : 'pinRoom')}
        </MenuItem>
        {room.state === 'open' && room.members > 1 && (
          <MenuItem icon={Usb} onSelect={() => putOnUsb({ to: 'room', room: room.room, name: room.name })}>
            {sayByHand('put')}
          </MenuItem>
        )}
        <MenuItem icon={FileOutput} onSelect={() => setAsks('export')}>
          {sayOut('exportRoom')}
        </MenuItem>
        {canLeave && (
          <>
            <MenuLine />
            <MenuItem icon={DoorOpen} kind="brick" onSelect={() => setAsks('leave')}>
              {say('leave')}
            </MenuItem>
          </>
        )}
      </Menu>
      {asks === 'date' && <DateDialog room={room.room} onClose={close} />}
      {asks === 'export' && <ExportRoom room={room} onClose={close} />}
      {asks === 'leave' && <LeaveDialog room={room} onClose={close} />}
    </>
  )
}
