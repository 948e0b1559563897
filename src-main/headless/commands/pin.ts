/** `pin`: a message where everybody in the room finds it; `--off` takes it down. `pins`: all of a room. */
import { NO_WORDS, ROOM_OPTION, defineCommand } from '../command.ts'
import { findRoom } from '../find.ts'
import { messageJson } from '../json-shapes.ts'
import { MESSAGE_ARGUMENTS, messageAndRest } from '../message-argument.ts'
import { messageText } from '../text-views.ts'

export const pin = defineCommand({
  options: { ...MESSAGE_ARGUMENTS, off: { kind: 'flag', help: { en: 'take it down', ko: '고정 풀기' } } },
  positionals: { shown: '[ID]', min: 0, max: 1 },
  async run(values, words, context) {
    const { message } = messageAndRest(values, words, 0)
    const session = await context.session('profile')
    const id = await session.ask('messages.pin', { message, on: !values.off })
    return {
      json: { id },
      human: () => context.say(values.off ? { en: 'Taken down.', ko: '고정을 풀었어요.' } : { en: 'Pinned.', ko: '고정했어요.' }),
    }
  },
})

export const pins = defineCommand({
  options: { room: ROOM_OPTION },
  positionals: NO_WORDS,
  async run(values, _words, context) {
    const session = await context.session('profile')
    const room = await findRoom(session, values.room)
    const messages = await session.ask('messages.pins', { room })
    return {
      json: { room, messages: messages.map((message) => messageJson(message)) },
      human: () => {
        if (messages.length === 0) return context.say({ en: 'Nothing is pinned.', ko: '고정한 메시지가 없어요.' })
        return messages.map((message) => messageText(message, context.language, Date.now())).join('\n')
      },
    }
  },
})
