/** What is in the tray and in the field, as one message with files. Both are empty at once; what is not sent comes back to both. */
import type { RoomId } from '../../../shared/ids/index.ts'
import { sendFiles } from '../outbox/index.ts'
import type { Tray, TrayItem } from '../tray/index.ts'
import type { RoomField } from './room-field.ts'

/** False: the words are too many for one message, or nothing can be sent just now. */
export function sendTray(room: RoomId, field: RoomField, tray: Tray): boolean {
  const words = field.takeCaption()
  if (words === undefined) return false
  const items = tray.take()
  const ended = (outcome: 'posted' | 'given up') => {
    if (outcome === 'given up') tray.putBack(items)
    field.captionEnded(words, outcome)
  }
  field.sendAfter(sendFiles(room, { items, words, ended }))
  return true
}

/** One thing alone: what is in the field and in the tray stays there. */
export function sendAlone(room: RoomId, field: RoomField, tray: Tray, item: TrayItem): void {
  const replyTo = field.takeReply()
  const ended = (outcome: 'posted' | 'given up') => {
    if (outcome === 'given up') tray.putBack([item])
  }
  field.sendAfter(sendFiles(room, { items: [item], words: { text: '', mentions: [], replyTo }, ended }))
}
