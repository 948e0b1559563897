/** A text of another messenger from its first to its last word, however long it is. */
import type { MessageId } from '../../../shared/ids/index.ts'
import { call } from '../engine/index.ts'

/** undefined: it was not to be had whole. */
export async function wholeText(message: MessageId): Promise<string | undefined> {
  const pieces: string[] = []
  for (let from: number | undefined = 0; from !== undefined;) {
    const answer: Awaited<ReturnType<typeof call<'imports.text'>>> = await call('imports.text', { message, from })
    if (!answer.ok) return undefined
    pieces.push(answer.value.text)
    from = answer.value.next
  }
  return pieces.join('')
}
