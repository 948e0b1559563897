/** `messages`: a page of a room, oldest first. A person who looks at the newest ones has read them; a program says so with `read`. */
import { RPC } from '../../../shared/limits.ts'
import { defineCommand, NO_WORDS, ROOM_OPTION } from '../command.ts'
import { findReadable, messageId } from '../find.ts'
import { messageJson } from '../json-shapes.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { systemLineText } from '../../../shared/i18n/index.ts'
import { messageText } from '../text-views.ts'

const DEFAULT_LIMIT = 50

export const messages = defineCommand({
  options: {
    room: ROOM_OPTION,
    before: { kind: 'text', value: 'ID', help: { en: 'only older ones than this', ko: '이것보다 오래된 것만' } },
    limit: { kind: 'count', value: 'N', help: { en: 'at most so many; 50 unless said', ko: '최대 개수. 말하지 않으면 50' } },
    system: {
      kind: 'flag',
      help: { en: 'with --json: also who came, left, renamed …', ko: '--json에도 들어오고 나간 일 등을 함께 보이기' },
    },
  },
  positionals: NO_WORDS,
  async run(values, _words, context) {
    const session = await context.session('profile')
    const room = await findReadable(session, values.room)
    const wanted = values.limit ?? DEFAULT_LIMIT
    let before = values.before === undefined ? undefined : messageId(values.before)
    const system = values.system || !context.isJson
    let all: readonly MessageView[] = []
    // The engine gives so many at once; a longer list is fetched page by page, newest first. Lines about the room do not count.
    for (let missing = wanted; missing > 0;) {
      const limit = Math.min(missing, RPC.PAGE_MESSAGES)
      const page = await session.ask('messages.page', { room, limit, ...(before !== undefined && { before }), ...(system && { system }) })
      const found = page.filter((one) => one.system === undefined)
      all = [...page, ...all]
      missing -= found.length
      const [oldest] = found
      if (oldest === undefined || found.length < limit) break
      before = messageId(oldest.id)
    }
    const newest = all.findLast((one) => one.system === undefined)
    if (!context.isJson && values.before === undefined && newest !== undefined) {
      await session.ask('messages.markRead', { room, upTo: messageId(newest.id) })
    }
    const { language } = context
    return {
      json: { room, messages: all.map((message) => messageJson(message, message.system && systemLineText(message.system, language))) },
      human: () => all.map((message) => messageText(message, language, Date.now())).join('\n'),
    }
  },
})
