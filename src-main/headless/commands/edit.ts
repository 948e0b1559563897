/** `edit`: other words in an own message. */
import { defineCommand } from '../command.ts'
import { MESSAGE_ARGUMENTS, messageAndRest } from '../message-argument.ts'

export const edit = defineCommand({
  options: MESSAGE_ARGUMENTS,
  positionals: { shown: '[ID] TEXT', min: 1, max: Infinity },
  async run(values, words, context) {
    const { message, rest } = messageAndRest(values, words, 1)
    const session = await context.session('profile')
    const id = await session.ask('messages.edit', { message, text: rest.join(' ') })
    return { json: { id }, human: () => context.say({ en: 'Changed.', ko: '고쳤어요.' }) }
  },
})
