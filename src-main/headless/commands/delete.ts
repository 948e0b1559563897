/** `delete`: an own message, for everyone (DEL-1). */
import { defineCommand } from '../command.ts'
import { MESSAGE_ARGUMENTS, messageAndRest } from '../message-argument.ts'

export const deleteMessage = defineCommand({
  options: MESSAGE_ARGUMENTS,
  positionals: { shown: '[ID]', min: 0, max: 1 },
  async run(values, words, context) {
    const { message } = messageAndRest(values, words, 0)
    const session = await context.session('profile')
    const id = await session.ask('messages.delete', { message })
    return { json: { id }, human: () => context.say({ en: 'Deleted.', ko: '지웠어요.' }) }
  },
})
