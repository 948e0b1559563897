/** One room in the list: a link with a menu of its own. */
import { AtSign, BellOff, Clock3, type LucideIcon, Pin, Unplug } from 'lucide-react'
import { memo } from 'react'
import { roomsWords } from '../../../shared/i18n/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { Badge, Chip, ContextMenu, Icon, ListLink, VisuallyHidden } from '../../ui/index.ts'
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
  /** What days and mutes are told by, to the minute: a row whose room has not changed is drawn anew when this has. */
  readonly now: number
  readonly place: number
  readonly count: number
}

export const RoomRow = memo(function RoomRow({ room, isOpen, isStop, now, place, count }: RoomRowProps) {
  const say = useWords(roomsWords)
  const dates = useDates()
  const isQuiet = isMuted(room, now)
  return (
    <li aria-setsize={count} aria-posinset={place}>
      <ContextMenu
        target={
          <ListLink
            href={formatRoute({ page: 'rooms', room: room.room })}
            data-room={room.room}
            tabIndex={isStop ? 0 : -1}
            isSelected={isOpen}
            isUnread={room.unread > 0}
            face={<RoomFace room={room} />}
            name={room.name}
            marks={
              <>
                {room.preferences.pinned && <Mark icon={Pin} word={say('pinned')} />}
                {isQuiet && <Mark icon={BellOff} word={say('muted')} />}
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
  if (room.draft === undefined) return text(room)
  return (
    <>
      <em className={styles.draft}>{say('draft')}</em> {room.draft.text}
    </>
  )
}

function Marks({ room, isQuiet }: { readonly room: RoomSummary; readonly isQuiet: boolean }) {
  const say = useWords(roomsWords)
  const { kind, reach, unread, mentions, last, draft } = room
  const isApart = kind !== 'direct' && reach.of > 0 && reach.reached > 0 && reach.reached < reach.of
  const isOnItsWay = last?.own === true && draft === undefined && (last.delivery.state === 'queued' || last.delivery.state === 'held')
  const [reached, of] = [reach.reached + 1, reach.of + 1]
  return (
    <span className={styles.marks}>
      {isOnItsWay && <Mark icon={Clock3} word={say('waiting')} />}
      {mentions > 0 && <Mark icon={AtSign} size={16} word={say('mentioned')} />}
      {isApart && (
        <>
          <VisuallyHidden>{say('reached', { reached, of })}</VisuallyHidden>
          <Chip tone="night" icon={Unplug}>
            <span aria-hidden="true">{`${reached}/${of}`}</span>
          </Chip>
        </>
      )}
      {unread > 0 && <VisuallyHidden>{say('unread', { count: unread })}</VisuallyHidden>}
      <Badge count={unread} isQuiet={isQuiet} />
    </span>
  )
}

/** A mark that is read as a word. The name of the row is its content, so that whoever speaks to the page can say what he sees. */
function Mark({ icon, size = 14, word }: { readonly icon: LucideIcon; readonly size?: 14 | 16; readonly word: string }) {
  return (
    <>
      <VisuallyHidden>{word}</VisuallyHidden>
      <Icon icon={icon} size={size} />
    </>
  )
}
