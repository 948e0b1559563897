/** `read`: everything in a room, or all up to one message, is read; the others can see it where read receipts are on. */
import { defineCommand, NO_WORDS, ROOM_OPTION } from '../command.ts'
import { findRoom, messageId } from '../find.ts'

export const read = defineCommand({
  options: { room: ROOM_OPTION, 'up-to': { kind: 'text', value: 'ID', help: { en: 'up to this message', ko: '이 메시지까지' } } },
  positionals: NO_WORDS,
  async run(values, _words, context) {
    const session = await context.session('profile')
    const room = await findRoom(session, values.room)
    await session.ask('messages.markRead', { room, ...(values['up-to'] !== undefined && { upTo: messageId(values['up-to']) }) })
    return { json: { room }, human: () => context.say({ en: 'Read.', ko: '읽음으로 표시했어요.' }) }
  },
})
