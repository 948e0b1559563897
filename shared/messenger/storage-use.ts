/** What each room takes of the disk, under the id and name it is shown with: two direct rooms with one person are one (GOV-17). */
import { type RoomId, shortId } from '../ids/index.ts'
import type { Store } from '../store/index.ts'
import type { RoomStorage, RoomSummary } from './api.ts'
import type { Rooms } from './rooms.ts'

export function storageOf(
  store: Store,
  { registry }: Pick<Rooms, 'registry'>,
  summaries: readonly RoomSummary[],
  shownAs: (room: RoomId) => RoomId,
): readonly RoomStorage[] {
  const names = new Map(summaries.map(({ room, name }) => [room, name]))
  const found = new Map<RoomId, RoomStorage>()
  for (const [key, { bytes, messages }] of store.usage()) {
    const id = registry.get(key)?.room
    if (id === undefined) continue
    const room = shownAs(id)
    const before = found.get(room)
    found.set(room, {
      room,
      name: names.get(room) ?? shortId(room),
      bytes: bytes + (before?.bytes ?? 0),
      messages: messages + (before?.messages ?? 0),
    })
  }
  return [...found.values()].toSorted((a, b) => b.bytes - a.bytes)
}
