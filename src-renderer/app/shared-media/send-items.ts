/** Things of a room into another: the files of each message together, links as words. The oldest first, as they were given. */
import type { RoomId } from '../../../shared/ids/index.ts'
import type { SharedFile } from '../../../shared/messenger/index.ts'
import { call } from '../engine/index.ts'
import { sendFilesAgain } from '../timeline/index.ts'
import { lettersOf } from './letters.ts'

/** The code of what failed; what came before it is sent. */
export async function sendItems(items: readonly SharedFile[], room: RoomId): Promise<string | undefined> {
  for (const { message, files, links } of lettersOf(items)) {
    const code = (files.length > 0 ? await sendFilesAgain(message, room, files) : undefined) ?? (await sendLinks(links, room))
    if (code !== undefined) return code
  }
  return undefined
}

async function sendLinks(links: readonly string[], room: RoomId): Promise<string | undefined> {
  if (links.length === 0) return undefined
  const answer = await call('messages.send', { room, texts: [links.join('\n')] })
  return answer.ok ? undefined : answer.error.code
}
