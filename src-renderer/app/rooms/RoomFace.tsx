/** A room's face out of its summary, with the reach of the other side where it is one person. */
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { type AvatarSize, reachShape, RoomAvatar } from '../../ui/index.ts'

export function RoomFace({ room, size }: { readonly room: RoomSummary; readonly size?: AvatarSize }) {
  const { peer } = room.reach
  return (
    <RoomAvatar
      room={{ ...room, id: room.room }}
      reach={peer === undefined ? undefined : reachShape(peer)}
      {...(size !== undefined && { size })}
    />
  )
}
