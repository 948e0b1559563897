/** What becomes of sealed files: one message, or several where they do not fit into one; each as full as it can be, in the order they were given. */
import type { MediaReference } from '../../../shared/media/index.ts'
import { type Content, type Said, mediaContent } from '../../../shared/rooms/kinds/index.ts'
import { type Result, ok } from '../../../shared/result.ts'

/** The words, and what they answer, go with the first. Codes as `mediaContent` gives them: TOO_LONG is the words’ fault. */
export function mediaContents(
  files: readonly MediaReference[],
  caption: string,
  said: Said,
): Result<readonly Content[], 'EMPTY' | 'TOO_MANY' | 'TOO_LONG' | 'OUT_OF_RANGE'> {
  const whole = mediaContent(files, caption, said)
  if (whole.ok) return ok([{ kind: 'media', fields: whole.value }])
  if (whole.code !== 'TOO_LONG' || files.length <= 1) return whole
  const half = Math.ceil(files.length / 2)
  const first = mediaContents(files.slice(0, half), caption, said)
  if (!first.ok) return first
  const rest = mediaContents(files.slice(half), '', {})
  return rest.ok ? ok([...first.value, ...rest.value]) : rest
}
