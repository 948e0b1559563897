/** `send`: a text, or with `--stdin` a message for every line that is not empty. Done means: on this computer's disk. */
import { type Answer, defineCommand, ROOM_OPTION } from '../command.ts'
import { UsageFailure } from '../failure.ts'
import { findRoom } from '../find.ts'
import { textBatches } from '../input-lines.ts'

export const send = defineCommand({
  options: {
    room: ROOM_OPTION,
    stdin: { kind: 'flag', help: { en: 'a message for each line of standard input', ko: '표준 입력의 한 줄이 메시지 하나' } },
  },
  positionals: { shown: 'TEXT', min: 0, max: Infinity },
  async run({ room: typed, stdin }, words, context) {
    if (stdin === words.length > 0) {
      throw new UsageFailure({ en: 'Give a text, or --stdin.', ko: '보낼 글을 쓰거나 --stdin을 써 주세요.' })
    }
    const session = await context.session('profile')
    const room = await findRoom(session, typed)
    const sent = { en: 'Sent.', ko: '보냈어요.' }
    if (!stdin) {
      const [id] = await session.ask('messages.send', { room, texts: [words.join(' ')] })
      return { json: { id }, human: () => context.say(sent) }
    }
    const ids: string[] = []
    const told: Answer = { json: { ids }, human: () => `${context.say(sent)} (${ids.length})` }
    try {
      for await (const texts of textBatches(context.io.input))
        ids.push(...(await session.ask('messages.send', { room, texts: [...texts] })))
    } catch (cause) {
      // What went before the failure is sent all the same, and whoever gave the lines must know where to go on.
      context.emit(told.json, told.human)
      throw cause
    }
    return told
  },
})
