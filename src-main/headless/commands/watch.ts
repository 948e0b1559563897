/** `watch`: events as they happen, until interrupted or the engine ends. With `--json` one event a line, as the contract has them. */
import type { HouseEvent, Lagged } from '../../../shared/rpc/index.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import type { MessageId } from '../../../shared/ids/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { type CommandContext, defineCommand, NO_WORDS } from '../command.ts'
import { CommandFailure } from '../failure.ts'
import { messageJson } from '../json-shapes.ts'
import type { Session } from '../session.ts'
import { plain } from '../terminal-text.ts'
import { systemLineText } from '../../../shared/i18n/index.ts'
import { messageText } from '../text-views.ts'

export const watch = defineCommand({
  options: {},
  positionals: NO_WORDS,
  notes: {
    en: 'JSON: {"type": …} a line, first {"type": "watching"}. "message" carries the message; "lagged" says that events were dropped.',
    ko: 'JSON: 한 줄에 {"type": …} 하나, 처음은 {"type": "watching"}. "message"에는 메시지가 들어 있고, "lagged"는 놓친 일이 있다는 뜻이에요.',
  },
  async run(_values, _words, context) {
    const session = await context.session('network')
    const { promise: over, resolve } = Promise.withResolvers<void>()
    context.io.interrupted.addEventListener('abort', () => resolve(), { once: true })
    // One after the other: a message is fetched, and read by whoever reads us, before the next event is taken.
    await session.subscribe(async (event) => {
      await show(session, event, context)
      await context.io.drained()
    })
    context.emit({ type: 'watching' }, () => context.say({ en: 'Watching. Ctrl+C ends it.', ko: '지켜보는 중이에요. Ctrl+C로 끝내요.' }))
    await Promise.race([over, session.ended])
    return undefined
  },
})

async function show(session: Session, event: HouseEvent | Lagged, context: CommandContext): Promise<void> {
  if (event.type !== 'message') return context.emit(event, () => eventText(event))
  const { type, room, own } = event
  try {
    const message = event.view ?? (await fetched(session, event.message))
    const { language } = context
    const body = messageJson(message, message.system && systemLineText(message.system, language))
    context.emit({ type, room, own, message: body }, () => messageText(message, language, Date.now()))
  } catch {
    // The engine is ending: that there is a message is still true.
    context.emit({ type, room, own, message: { id: event.message } }, () => eventText(event))
  }
}

/** Many at once are more than one connection may ask for; they come a little later then. */
async function fetched(session: Session, message: MessageId): Promise<MessageView> {
  for (;;) {
    try {
      return await session.ask('messages.get', { message })
    } catch (cause) {
      if (!(cause instanceof CommandFailure) || cause.code !== 'TOO_MANY_CALLS') throw cause
      await sleep(PAUSE_MS)
    }
  }
}

const PAUSE_MS = 100

function eventText(event: HouseEvent | Lagged): string {
  if (event.type === 'outage') return plain(`· outage ${event.change?.service ?? ''} ${event.change?.state ?? ''}`)
  const { type, ...rest } = event.type === 'host' ? { type: event.type, phase: event.state.phase } : event
  return plain(`· ${type} ${Object.values(rest).join(' ')}`)
}
