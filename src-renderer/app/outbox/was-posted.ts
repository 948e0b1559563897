/**
 * Whether files went out although the answer to it did not come: what is mine among the newest and was not there before, with the same words and
 * files of the same sizes. Sending twice is as wrong as not at all.
 */
import type { RoomId } from '../../../shared/ids/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { call } from '../engine/index.ts'

const LOOKED_AT = 30

export interface Posted {
  readonly text: string
  readonly sizes: readonly (number | undefined)[]
}

/** Ids of own messages that are there; undefined: it cannot be said. */
export async function ownNewest(room: RoomId): Promise<ReadonlySet<string> | undefined> {
  const messages = await newest(room)
  return messages && new Set(messages.map(({ id }) => id))
}

export async function wasPosted(room: RoomId, { text, sizes }: Posted, before: ReadonlySet<string> | undefined): Promise<boolean> {
  const messages = before === undefined ? undefined : await newest(room)
  const since = messages?.filter(({ id }) => before?.has(id) === false) ?? []
  return since.some((message, at) => (message.text ?? '') === text && areTheirs(since.slice(at), sizes))
}

async function newest(room: RoomId): Promise<readonly MessageView[] | undefined> {
  const answer = await call('messages.page', { room, limit: LOOKED_AT })
  if (!answer.ok) return undefined
  return answer.value.filter(({ system, delivery }) => system === undefined && delivery.state !== 'received')
}

/** What does not fit one message became several, one after another. Of a set the size is not known here. */
function areTheirs(messages: readonly MessageView[], sizes: Posted['sizes']): boolean {
  const theirs = messages.flatMap(({ attachments }) => attachments.map(({ size }) => size))
  return theirs.length >= sizes.length && sizes.every((size, index) => size === undefined || theirs[index] === size)
}
