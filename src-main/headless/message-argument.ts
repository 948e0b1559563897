/** How commands about one message name it: `--message ID`, or the id as the first word. `--room` may stand there and must not matter. */
import type { MessageId } from '../../shared/ids/index.ts'
import type { OptionTable } from './arguments.ts'
import { UsageFailure } from './failure.ts'
import { messageId } from './find.ts'

export const MESSAGE_ARGUMENTS = {
  message: { kind: 'text', value: 'ID', help: { en: 'the message; or its id as the first word', ko: '메시지 ID. 첫 단어로 써도 돼요' } },
  room: { kind: 'text', value: 'ROOM', help: { en: 'not needed: an id is in one room only', ko: '없어도 돼요. ID는 한 방에만 있어요' } },
} as const satisfies OptionTable

export function messageAndRest(
  values: { readonly message: string | undefined },
  words: readonly string[],
  needed: number,
): { readonly message: MessageId; readonly rest: readonly string[] } {
  const [first, ...others] = words
  const [id, rest] = values.message === undefined ? [first, others] : [values.message, words]
  if (id === undefined)
    throw new UsageFailure({ en: 'Which message? Give --message ID.', ko: '어떤 메시지인가요? --message ID를 써 주세요.' })
  if (rest.length < needed)
    throw new UsageFailure({ en: 'Something is missing: ID and what follows it.', ko: '빠진 것이 있어요. ID 다음에 내용을 써 주세요.' })
  return { message: messageId(id), rest }
}
