/** What of a room goes into another together: the files of each message, and its links. Pure. */
import type { MessageId } from '../../../shared/ids/index.ts'
import { getOrInsert } from '../../../shared/get-or-insert.ts'
import type { SharedFile } from '../../../shared/messenger/index.ts'

export interface Letter {
  readonly message: MessageId
  /** Their places in the message. */
  readonly files: readonly number[]
  readonly links: readonly string[]
}

/** The oldest first, of a list that has the newest first. */
export function lettersOf(items: readonly SharedFile[]): readonly Letter[] {
  const letters = new Map<MessageId, { message: MessageId; files: number[]; links: string[] }>()
  for (const { message, index, link } of items) {
    const letter = getOrInsert(letters, message, () => ({ message, files: [], links: [] }))
    if (index !== undefined) letter.files.push(index)
    if (link !== undefined) letter.links.push(link)
  }
  return [...letters.values()].toReversed()
}
