/** `reply`: a text that answers a message, in the room that message is in. */
import { defineCommand } from '../command.ts'
import { MESSAGE_ARGUMENTS, messageAndRest } from '../message-argument.ts'

export const reply = defineCommand({
  options: MESSAGE_ARGUMENTS,
  positionals: { shown: '[ID] TEXT', min: 1, max: Infinity },
  async run(values, words, context) {
    const { message, rest } = messageAndRest(values, words, 1)
    const session = await context.session('profile')
    const { room } = await session.ask('messages.get', { message })
    const [id] = await session.ask('messages.send', { room, texts: [rest.join(' ')], replyTo: message })
    return { json: { id }, human: () => context.say({ en: 'Sent.', ko: '보냈어요.' }) }
  },
})
