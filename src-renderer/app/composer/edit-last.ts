/** ↑ in an empty field: the newest own message that can still be given another wording. */
import type { RoomId } from '../../../shared/ids/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { call } from '../engine/index.ts'
import { setWriting } from '../room/index.ts'

/** Further back nobody means it. */
const LOOKED_AT = 50

export async function editLast(room: RoomId): Promise<void> {
  const last = await lastOwn(room)
  if (last !== undefined) setWriting(room, { kind: 'edit', of: last })
}

/** Asked for: the timeline may stand somewhere else, in what was said long ago. */
async function lastOwn(room: RoomId): Promise<MessageView | undefined> {
  const answer = await call('messages.page', { room, limit: LOOKED_AT })
  if (!answer.ok) return undefined
  return answer.value.findLast(
    ({ system, delivery, deleted, hidden, text, card, place }) =>
      // A card and a place have no words.
      card === undefined &&
      place === undefined &&
      system === undefined &&
      delivery.state !== 'received' &&
      !deleted &&
      !hidden &&
      text !== undefined,
  )
}
