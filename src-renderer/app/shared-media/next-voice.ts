/** Which voice is heard after one on this page, whose first is the newest: the next that was said, by somebody else, and not heard. Pure. */
import type { AccountId } from '../../../shared/ids/index.ts'
import { getOrInsert } from '../../../shared/get-or-insert.ts'
import type { SharedFile } from '../../../shared/messenger/index.ts'
import { type FileItem, isFile, keyOf } from './shared-item.ts'

export function nextVoiceItem(
  items: readonly SharedFile[],
  after: FileItem,
  me: AccountId | undefined,
  isHeard: (voice: FileItem) => boolean,
): FileItem | undefined {
  // Those of one message stand in its order.
  const said = new Map<string, FileItem[]>()
  for (const item of items) if (isFile(item)) getOrInsert(said, item.message, () => []).push(item)
  const oldestFirst = [...said.values()].toReversed().flat()
  const at = oldestFirst.findIndex((item) => keyOf(item) === keyOf(after))
  return at === -1 ? undefined : oldestFirst.slice(at + 1).find((item) => item.author.account !== me && !isHeard(item))
}
