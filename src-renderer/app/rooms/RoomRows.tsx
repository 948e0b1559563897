/** The rooms as a list one walks through by keys, with one stop for Tab. */
import { useDeferredValue, useState } from 'react'
import { roomsWords } from '../../../shared/i18n/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { classNames } from '../../ui/index.ts'
import { useRoute } from '../route/index.ts'
import { useMinute, useWords } from '../words/index.ts'
import { useListKeys } from './list-keys.ts'
import { useRoomActs } from './preferences.ts'
import { RoomRow } from './RoomRow.tsx'
import styles from './RoomRows.module.css'

/** Up to here all rows are laid out at once. */
const FEW = 60
/** What fits a tall window is drawn first; the rest a moment later, when one can click already. */
const AT_FIRST = 20

export function RoomRows({ rooms }: { readonly rooms: readonly RoomSummary[] }) {
  const say = useWords(roomsWords)
  const route = useRoute()
  const open = route.page === 'rooms' ? route.room : undefined
  const [focused, setFocused] = useState<string>()
  const now = useMinute()
  const press = useListKeys(rooms, useRoomActs())
  const drawn = useDeferredValue(rooms, rooms.slice(0, AT_FIRST))
  const stop = rooms.find(({ room }) => room === focused) ?? rooms.find(({ room }) => room === open) ?? rooms[0]
  return (
    <ul
      className={classNames(styles.rows, rooms.length > FEW && styles.far)}
      aria-label={say('list')}
      onKeyDown={press}
      onFocus={({ target }) => setFocused(target.closest<HTMLElement>('[data-room]')?.dataset.room)}
    >
      {drawn.map((room, index) => (
        <RoomRow
          key={room.room}
          room={room}
          isOpen={room.room === open}
          isStop={room === stop}
          now={now}
          place={index + 1}
          count={rooms.length}
        />
      ))}
    </ul>
  )
}
