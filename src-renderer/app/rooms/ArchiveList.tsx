/** The rooms that were put away. */
import { roomsWords } from '../../../shared/i18n/index.ts'
import { EmptyState } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { ListPane } from '../house/index.ts'
import { useWords } from '../words/index.ts'
import { archivedRooms } from './order.ts'
import { RoomRows } from './RoomRows.tsx'
import { ToRooms } from './ToRooms.tsx'

export function ArchiveList() {
  const say = useWords(roomsWords)
  const rooms = archivedRooms(useEngine((state) => state.rooms) ?? [])
  return (
    <ListPane title={say('archive')} tools={<ToRooms />}>
      {rooms.length === 0 ? <EmptyState title={say('archiveEmptyTitle')} text={say('archiveEmptyText')} /> : <RoomRows rooms={rooms} />}
    </ListPane>
  )
}
