/** What tells two contents of one message id apart (FORK-2): equal for equal content, stable across devices and restarts. */
import { toHex } from '../../codec/index.ts'
import { type Amendment, type Entry, encodeContent } from '../../rooms/kinds/index.ts'

/** The whole story as text, for comparing. */
export function storyOf(item: Entry | Amendment): string {
  if ('type' in item && item.type !== 'edit') return item.type === 'time' ? `time ${item.to.join(':')}` : 'delete'
  return `${item.kind} ${item.time.join(':')} ${toHex(encodeContent(item.content))}`
}

/** A short name for a story, as part of a row's key: only its own author could make two of them collide, and harm nobody else by it. */
export function storyName(item: Entry): string {
  let [a, b] = [0x811c9dc5, 0x9747b28c]
  for (const character of storyOf(item)) {
    const code = character.charCodeAt(0)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x5bd1e995) + 1
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0')
}
