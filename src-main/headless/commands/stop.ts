/** `stop`: ends the running service and waits until it has. */
import { defineCommand, NO_WORDS } from '../command.ts'

export const stop = defineCommand({
  options: {},
  positionals: NO_WORDS,
  async run(_values, _words, context) {
    const session = await context.session('engine')
    await session.ask('status.stop')
    await session.ended
    return { json: { stopped: true }, human: () => context.say({ en: 'Stopped.', ko: '멈췄어요.' }) }
  },
})
