/** The keys that go from room to room, wherever in the house one is. */
import { useEngine } from '../engine/index.ts'
import { useKeys } from '../keys/index.ts'
import { go, useRoute } from '../route/index.ts'
import { listedRooms, roomBeside } from './order.ts'

export function useRoomKeys(): void {
  const rooms = useEngine((state) => state.rooms)
  const route = useRoute()
  const here = route.page === 'rooms' ? route.room : undefined
  const step = (by: 1 | -1, isUnreadOnly: boolean) => {
    const found = roomBeside(listedRooms(rooms ?? [], here), here, by, ({ unread }) => !isUnreadOnly || unread > 0)
    if (found !== undefined) go({ page: 'rooms', room: found.room })
  }
  useKeys({
    nextRoom: () => step(1, false),
    previousRoom: () => step(-1, false),
    nextUnread: () => step(1, true),
    previousUnread: () => step(-1, true),
    newRoom: () => go({ page: 'rooms', part: 'new' }),
  })
}
