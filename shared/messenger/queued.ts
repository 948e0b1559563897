/** How many own messages no other device keeps yet. */
import { includes, without } from '../custody/index.ts'
import type { MessageCursor } from '../store/index.ts'
import type { Room } from './room/index.ts'

const PAGE = 200

export function queuedIn(room: Room | undefined): number {
  if (room === undefined) return 0
  const { core } = room
  const own = room.chains.of(core.keys.device).spans.map(({ first, last }) => [first, last] as const)
  const alone = without(own, room.custody.heldElsewhere())
  const oldest = alone[0]?.[0]
  if (oldest === undefined || room.state.members.size < 2) return 0
  let count = 0
  let before: MessageCursor | undefined
  // Own seqs rise with time, or nearly so: a whole page of own messages from before the first gap ends the search.
  for (;;) {
    const rows = core.store.messages.page(core.key, PAGE, before === undefined ? undefined : { before })
    const mine = rows.filter(({ device }) => device === core.keys.device)
    count += mine.filter(({ seq, deleted }) => !deleted && includes(alone, seq)).length
    const first = rows[0]
    if (first === undefined || rows.length < PAGE || (mine.length > 0 && mine.every(({ seq }) => seq < oldest))) return count
    before = { t: first.t, c: first.c, id: first.id }
  }
}
