/** `rebuild`: every list and the search index anew, from the signed blocks. Takes as long as it takes. */
import { defineCommand, NO_WORDS } from '../command.ts'

export const rebuild = defineCommand({
  options: {},
  positionals: NO_WORDS,
  async run(_values, _words, context) {
    const session = await context.session('profile')
    if (context.io.isInteractive && !context.isJson) {
      await session.subscribe((event) => {
        if (event.type === 'rebuild') context.io.err(`\r${event.done}/${event.of}${event.done === event.of ? '\n' : ''}`)
      })
    }
    const { messages } = await session.ask('status.rebuild', {}, 0)
    return { json: { messages }, human: () => context.say({ en: `${messages} messages.`, ko: `메시지 ${messages}개예요.` }) }
  },
})
