/** How far a linked computer has come: conversations that can be used, and how much of what was said before is still to come (SYNC-6). */
import type { Store } from '../../store/index.ts'
import type { SyncHub } from '../../sync/index.ts'
import type { Rooms } from '../rooms.ts'
import type { LinkingProgress } from '../api-linking.ts'
import type { Linked } from './linked.ts'

/** What has not come by then is no longer waited for: the room may have ended meanwhile. */
const PATIENCE_MS = 30 * 24 * 3_600_000

export function progressOf(
  linked: Linked,
  { registry }: Pick<Rooms, 'registry'>,
  hub: Pick<SyncHub, 'missing'>,
  { messages }: Pick<Store, 'messages'>,
  now: number,
): LinkingProgress {
  const keys = registry.keys().filter((key) => registry.get(key)?.kind !== 'self')
  let ready = 0
  let coming = 0
  for (const key of keys) {
    const missing = hub.missing(key)
    coming += missing
    const isOpen = registry.get(key)?.state === 'open'
    if (isOpen && (missing === 0 || messages.last(key, Number.MAX_SAFE_INTEGER) !== undefined)) ready += 1
  }
  const of = now - linked.at > PATIENCE_MS ? ready : Math.max(linked.rooms, ready)
  return { rooms: { ready, of }, coming }
}
