/** The rooms one may write in, to choose from. */
import type { RoomId } from '../../../shared/ids/index.ts'
import { RoomAvatar } from '../../ui/index.ts'
import type { Choice } from '../choice-list/index.ts'
import { useEngine } from '../engine/index.ts'
import { whyReadOnly } from '../room/index.ts'

export function useRoomChoices(): readonly Choice<RoomId>[] {
  const rooms = useEngine((state) => state.rooms) ?? []
  return rooms
    .filter((room) => whyReadOnly(room) === undefined)
    .map((room) => ({ key: room.room, name: room.name, face: <RoomAvatar room={{ ...room, id: room.room }} size={36} /> }))
}
