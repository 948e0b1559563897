/** One room in the list: a link with a menu of its own. */
import { AtSign, BellOff, Clock3, Pin, Unplug } from 'lucide-react'
import { memo } from 'react'
import { roomsWords } from '../../../shared/i18n/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { Badge, Chip, ContextMenu, Icon, ListLink } from '../../ui/index.ts'
import { formatRoute } from '../route/index.ts'
import { useDates, useWords } from '../words/index.ts'
import { isMuted } from './order.ts'
import { RoomFace } from './RoomFace.tsx'
import { RoomMenu } from './RoomMenu.tsx'
import styles from './RoomRow.module.css'
import { useRoomText } from './use-room-text.ts'

export interface RoomRowProps {
  readonly room: RoomSummary
  readonly isOpen: boolean
  /** The one stop of the list for Tab. */
  readonly isStop: boolean
  readonly place: number
  readonly count: number
}

export const RoomRow = memo(function RoomRow({ room, isOpen, isStop, place, count }: RoomRowProps) {
  const text = useRoomText()
  const dates = useDates()
  const now = Date.now()
  const isQuiet = isMuted(room, now)
  return (
    <li aria-setsize={count} aria-posinset={place}>
      <ContextMenu
        target={
          <ListLink
            href={formatRoute({ page: 'rooms', room: room.room })}
            data-room={room.room}
            tabIndex={isStop ? 0 : -1}
            aria-label={text.label(room, now)}
            isSelected={isOpen}
            isUnread={room.unread > 0}
            face={<RoomFace room={room} />}
            name={room.name}
            marks={
              <>
                {room.preferences.pinned && <Icon icon={Pin} size={14} />}
                {isQuiet && <Icon icon={BellOff} size={14} />}
              </>
            }
            time={room.last === undefined ? undefined : dates.inList(room.last.t, now)}
            text={<Preview room={room} />}
            end={<Marks room={room} isQuiet={isQuiet} />}
          />
        }
      >
        <RoomMenu room={room} />
      </ContextMenu>
    </li>
  )
})

function Preview({ room }: { readonly room: RoomSummary }) {
  const say = useWords(roomsWords)
  const text = useRoomText()
  if (room.draft === undefined) return text.preview(room)
  return (
    <>
      <em className={styles.draft}>{say('draft')}</em> {room.draft.text}
    </>
  )
}

function Marks({ room, isQuiet }: { readonly room: RoomSummary; readonly isQuiet: boolean }) {
  const { kind, reach, unread, mentions, last, draft } = room
  const isApart = kind !== 'direct' && reach.of > 0 && reach.reached > 0 && reach.reached < reach.of
  const isOnItsWay = last?.own === true && draft === undefined && (last.delivery.state === 'queued' || last.delivery.state === 'held')
  return (
    <span className={styles.marks}>
      {isOnItsWay && <Icon icon={Clock3} size={14} />}
      {mentions > 0 && <Icon icon={AtSign} size={16} />}
      {isApart && (
        <Chip tone="night" icon={Unplug}>
          {`${reach.reached + 1}/${reach.of + 1}`}
        </Chip>
      )}
      <Badge count={unread} isQuiet={isQuiet} />
    </span>
  )
}
