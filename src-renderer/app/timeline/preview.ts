/** One line that stands for a message where it is not shown itself: in an answer, in the list of pins, read aloud. */
import type { MessageView } from '../../../shared/messenger/index.ts'
import type { Say } from './fate.ts'

const LONGEST = 200

export function previewOf({ text, deleted, hidden, delivery, author }: MessageView, say: Say): string {
  if (hidden) return say('hidden')
  if (deleted) return delivery.state === 'received' ? say('deletedBy', { name: author.name }) : say('deletedMine')
  if (text === undefined) return say('unknownKind')
  return text.slice(0, LONGEST).replaceAll(/\s+/g, ' ').trim()
}
