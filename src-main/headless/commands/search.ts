/** `search`: messages with a text, newest first. */
import { RPC } from '../../../shared/limits.ts'
import { defineCommand } from '../command.ts'
import { findReadable } from '../find.ts'
import { messageJson } from '../json-shapes.ts'
import { plain } from '../terminal-text.ts'
import { messageText } from '../text-views.ts'

export const search = defineCommand({
  options: {
    room: { kind: 'text', value: 'ROOM', help: { en: 'only in this room', ko: '이 방에서만' } },
    limit: { kind: 'count', value: 'N', help: { en: 'at most so many', ko: '최대 개수' } },
  },
  positionals: { shown: 'TEXT', min: 1, max: Infinity },
  async run({ room: typed, limit }, words, context) {
    const session = await context.session('profile')
    const room = typed === undefined ? {} : { room: await findReadable(session, typed) }
    const most = limit === undefined ? {} : { limit: Math.min(limit, RPC.PAGE_MESSAGES) }
    const hits = await session.ask('messages.search', { text: words.join(' '), ...room, ...most })
    return {
      json: { results: hits.map((hit) => ({ room: hit.room, roomName: hit.roomName, ...messageJson(hit.message) })) },
      human: () => {
        if (hits.length === 0) return context.say({ en: 'Nothing found.', ko: '찾은 것이 없어요.' })
        return hits.map((hit) => `[${plain(hit.roomName)}] ${messageText(hit.message, context.language, Date.now())}`).join('\n')
      },
    }
  },
})
