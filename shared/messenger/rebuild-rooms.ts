/** Makes every view of every room anew from blocks, one room with each step, for whoever must breathe in between. */
import type { RebuildStep } from './api.ts'
import type { Conversations } from './conversations.ts'
import type { Rooms } from './rooms.ts'

export function* rebuildEach(
  rooms: Rooms,
  conversations: Pick<Conversations, 'recount'>,
  isStopped: () => boolean,
): Generator<RebuildStep, undefined> {
  const keys = rooms.registry.keys()
  let messages = 0
  for (const [at, key] of keys.entries()) {
    if (isStopped()) return undefined
    messages += rooms.get(key)?.rebuild() ?? 0
    conversations.recount()
    yield { done: at + 1, of: keys.length, messages }
  }
  return undefined
}
