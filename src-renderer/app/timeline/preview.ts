/** One line that stands for a message where it is not shown itself: in an answer, in the list of pins, read aloud. */
import { contentLine, type Language } from '../../../shared/i18n/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import type { Say } from './fate.ts'

const LONGEST = 200

/** What was said, or what came without words: “사진 3장”. */
export function previewOf(message: MessageView, say: Say, language: Language): string {
  const { deleted, hidden, delivery, author } = message
  if (hidden) return say('hidden')
  if (deleted) return delivery.state === 'received' ? say('deletedBy', { name: author.name }) : say('deletedMine')
  const line = contentLine(message, language)
  return line === undefined ? say('unknownKind') : line.slice(0, LONGEST).replaceAll(/\s+/g, ' ').trim()
}

/** The tiny picture that came with the first of its files. */
export function tinyPictureOf({ attachments, deleted, hidden }: MessageView): string | undefined {
  return deleted || hidden ? undefined : attachments.find(({ preview }) => preview !== undefined)?.preview
}
