/** `forget`: a message out of this profile's sight, nobody else's; `--undo` brings it back. */
import { defineCommand } from '../command.ts'
import { MESSAGE_ARGUMENTS, messageAndRest } from '../message-argument.ts'

export const forget = defineCommand({
  options: { ...MESSAGE_ARGUMENTS, undo: { kind: 'flag', help: { en: 'bring it back', ko: '되돌리기' } } },
  positionals: { shown: '[ID]', min: 0, max: 1 },
  async run(values, words, context) {
    const { message } = messageAndRest(values, words, 0)
    const session = await context.session('profile')
    await session.ask('messages.forget', { messages: [message], forgotten: !values.undo })
    return {
      json: { id: message },
      human: () =>
        context.say(
          values.undo
            ? { en: 'It is back.', ko: '되돌렸어요.' }
            : { en: 'Deleted for you. Others still see it.', ko: '나에게서만 지웠어요. 다른 사람에게는 그대로 보여요.' },
        ),
    }
  },
})
