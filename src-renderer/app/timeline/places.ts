/** Where each room was left, while the page lives: the first message in sight and how far it is above the edge. Absent: at the newest. */
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import { onLocked } from '../engine/index.ts'

export interface Place {
  readonly id: MessageId
  readonly offset: number
}

const places = new Map<RoomId, Place>()

export function placeIn(room: RoomId): Place | undefined {
  return places.get(room)
}

export function leaveAt(room: RoomId, place: Place | undefined): void {
  if (place === undefined) places.delete(room)
  else places.set(room, place)
}

onLocked(() => places.clear())
