/**
 * Which rooms the list shows and in which order: pinned ones first, each part as the engine orders it, by what last happened. A room with one
 * person begins with the first word: until then that person is found among the people, and the list is not full of silence.
 */
import type { RoomSummary } from '../../../shared/messenger/index.ts'

/** `here`: the open room, which is listed whatever it holds. */
export function listedRooms(rooms: readonly RoomSummary[], here?: RoomSummary['room']): readonly RoomSummary[] {
  const open = rooms.filter((room) => !room.preferences.archived && (room.room === here || hasBegun(room)))
  return [...open.filter(({ preferences }) => preferences.pinned), ...open.filter(({ preferences }) => !preferences.pinned)]
}

function hasBegun({ kind, last, draft, preferences }: RoomSummary): boolean {
  return kind !== 'direct' || last !== undefined || draft !== undefined || preferences.pinned
}

export function archivedRooms(rooms: readonly RoomSummary[]): readonly RoomSummary[] {
  return rooms.filter(({ preferences }) => preferences.archived)
}

export function isMuted({ preferences }: RoomSummary, now: number): boolean {
  return preferences.mutedUntil > now || preferences.notify === 'none'
}

/** The room `step` places further that fits; undefined at the end. */
export function roomBeside(
  rooms: readonly RoomSummary[],
  room: RoomSummary['room'] | undefined,
  step: 1 | -1,
  fits: (room: RoomSummary) => boolean,
): RoomSummary | undefined {
  const here = rooms.findIndex((each) => each.room === room)
  const rest = step === 1 ? rooms.slice(here + 1) : rooms.slice(0, here < 0 ? rooms.length : here).toReversed()
  return rest.find(fits)
}
