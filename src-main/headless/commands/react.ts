/** `react`: a picture on a message; `--off` takes it away again. */
import { defineCommand } from '../command.ts'
import { MESSAGE_ARGUMENTS, messageAndRest } from '../message-argument.ts'

export const react = defineCommand({
  options: { ...MESSAGE_ARGUMENTS, off: { kind: 'flag', help: { en: 'take it away', ko: '반응 거두기' } } },
  positionals: { shown: '[ID] EMOJI', min: 1, max: 2 },
  async run(values, words, context) {
    const { message, rest } = messageAndRest(values, words, 1)
    const session = await context.session('profile')
    const id = await session.ask('messages.react', { message, emoji: rest[0] ?? '', on: !values.off })
    return { json: { id }, human: () => rest[0] ?? '' }
  },
})
