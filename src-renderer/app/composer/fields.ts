/** The fields of all rooms that were opened in this page. What was typed leaves its memory when the profile is locked. */
import type { RoomId } from '../../../shared/ids/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { onLocked, onLocking } from '../engine/index.ts'
import { RoomField } from './room-field.ts'

const fields = new Map<RoomId, RoomField>()

export function fieldOf({ room, draft }: RoomSummary): RoomField {
  const known = fields.get(room)
  if (known !== undefined) return known
  const made = new RoomField(room, draft)
  fields.set(room, made)
  return made
}

onLocking(() => Promise.all([...fields.values()].map((field) => field.flush())))
onLocked(() => fields.clear())
