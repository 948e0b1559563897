/** Which voice note is heard after one: the next that somebody else sent and that was not heard, in the order of the conversation. Pure. */
import type { AccountId } from '../../../shared/ids/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { type Attached, filesOf, keyOfFile } from './attached.ts'

export function nextVoice(
  messages: readonly MessageView[],
  after: Attached,
  me: AccountId | undefined,
  isHeard: (voice: Attached) => boolean,
): Attached | undefined {
  const from = messages.findIndex(({ id }) => id === after.message)
  const voices = messages
    .slice(Math.max(0, from))
    .filter(({ author }) => author.account !== me)
    .flatMap(filesOf)
    .filter(({ view }) => view.sort === 'voice')
  const at = voices.findIndex((voice) => keyOfFile(voice) === keyOfFile(after))
  return voices.slice(at + 1).find((voice) => !isHeard(voice))
}
