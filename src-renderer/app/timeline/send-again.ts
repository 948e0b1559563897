/**
 * What somebody said goes to another room as new messages: words as words, a card or a place as itself, files sealed anew for that room from
 * what is here (MEDIA-4: no room knows the key of another's).
 */
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { call } from '../engine/index.ts'
import { messageIdOf } from './window.ts'

/** In their order. The code of what failed; what came before it is sent. */
export async function sendAgain(messages: readonly MessageView[], room: RoomId): Promise<string | undefined> {
  for (const message of messages) {
    const code = await sendOne(message, room)
    if (code !== undefined) return code
  }
  return undefined
}

/** All files of a message with its words, or only some of them. The code of what failed. */
export async function sendFilesAgain(message: MessageId, room: RoomId, only?: readonly number[]): Promise<string | undefined> {
  const answer = await call('outbox.again', { message, room, ...(only !== undefined && { only: [...only] }) }, SEAL_MS)
  return answer.ok ? undefined : answer.error.code
}

/** Large files take as long as the disk takes to seal them. */
const SEAL_MS = 60 * 60_000

async function sendOne(message: MessageView, room: RoomId): Promise<string | undefined> {
  const { text, attachments, card, place } = message
  const id = messageIdOf(message)
  if (attachments.length > 0 && id !== undefined) return sendFilesAgain(id, room)
  const sent = () => {
    if (card !== undefined)
      return call('outbox.say', { room, what: { kind: 'card', ...card, phones: [...card.phones], mails: [...card.mails] } })
    if (place !== undefined) return call('outbox.say', { room, what: { kind: 'place', ...place } })
    return text === undefined ? undefined : call('messages.send', { room, texts: [text] })
  }
  const answer = await sent()
  return answer === undefined || answer.ok ? undefined : answer.error.code
}
