/** `stop`: ends the running service and waits until it has. */
import { setTimeout as sleep } from 'node:timers/promises'
import { isProfileOpenIn } from '../../engine/index.ts'
import { defineCommand, NO_WORDS } from '../command.ts'
import { CommandFailure } from '../failure.ts'

/** A database with much in its log takes a while to close. */
const CLOSING_MS = 30_000
const RETRY_MS = 10

export const stop = defineCommand({
  options: {},
  positionals: NO_WORDS,
  async run(_values, _words, context) {
    const session = await context.session('engine')
    const { pid } = await session.ask('status.get')
    await session.ask('status.stop')
    await session.ended
    const deadline = performance.now() + CLOSING_MS
    while (await isProfileOpenIn(pid, context.profile)) {
      if (performance.now() > deadline) throw new CommandFailure('TIMEOUT')
      await sleep(RETRY_MS)
    }
    return { json: { stopped: true }, human: () => context.say({ en: 'Stopped.', ko: '멈췄어요.' }) }
  },
})
