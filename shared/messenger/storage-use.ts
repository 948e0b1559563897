/** What each room takes of the disk, under the id and name it is shown with: two direct rooms with one person are one (GOV-17). */
import { type RoomId, shortId } from '../ids/index.ts'
import type { RoomKey, RoomUsage, Store } from '../store/index.ts'
import type { RoomStorage } from './api.ts'
import type { Archives } from './archives/index.ts'
import type { DirectPairs } from './direct-pairs.ts'
import type { Conversations } from './conversations.ts'
import type { Rooms } from './rooms.ts'

/** In steps; the result is what the last one returns. */
export function* storageOf(
  store: Pick<Store, 'usage'>,
  { registry }: Pick<Rooms, 'registry'>,
  conversations: Pick<Conversations, 'rooms'>,
  pairs: Pick<DirectPairs, 'shownAs'>,
  archives: Pick<Archives, 'shownAs' | 'titleOf'>,
): Generator<undefined, readonly RoomStorage[]> {
  const used = new Map<RoomKey, RoomUsage>()
  for (const part of store.usage()) {
    for (const [key, usage] of part) used.set(key, sumOf(usage, used.get(key)))
    yield undefined
  }
  const names = new Map(conversations.rooms().map(({ room, name }) => [room, name]))
  const found = new Map<RoomId, RoomStorage>()
  for (const [key, usage] of used) {
    const record = registry.get(key)
    const archived = record === undefined ? archives.shownAs(key) : undefined
    const id = record?.room ?? archived
    // What own devices tell each other is no conversation.
    if (id === undefined || record?.kind === 'self') continue
    const room = pairs.shownAs(id)
    found.set(room, {
      room,
      name: names.get(room) ?? (archived === undefined ? shortId(room) : archives.titleOf(key)),
      ...sumOf(usage, found.get(room)),
    })
  }
  return [...found.values()].toSorted((a, b) => b.bytes - a.bytes)
}

function sumOf(one: RoomUsage, other: RoomUsage = { bytes: 0, messages: 0 }): RoomUsage {
  return { bytes: one.bytes + other.bytes, messages: one.messages + other.messages }
}
