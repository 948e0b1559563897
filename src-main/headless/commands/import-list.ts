/** `import list` and `import undo`: what was brought in, and taking a batch of it back. */
import { defineCommand, NO_WORDS } from '../command.ts'
import { UsageFailure } from '../failure.ts'
import { archiveJson, batchJson } from '../import-shapes.ts'
import { columns, plain } from '../terminal-text.ts'
import { timeText } from '../text-views.ts'

export const importList = defineCommand({
  options: {},
  positionals: NO_WORDS,
  async run(_values, _words, context) {
    const session = await context.session('profile')
    const batches = await session.ask('imports.batches')
    const archives = await session.ask('imports.archives')
    return {
      json: { batches: batches.map(batchJson), archives: archives.map(archiveJson) },
      human: () => {
        if (batches.length === 0 && archives.length === 0) return context.say({ en: 'Nothing was brought in.', ko: '가져온 것이 없어요.' })
        const times = batches.map(({ batch, at, messages, sources }) => [
          String(batch),
          timeText(at, context.language, Date.now()),
          context.say({ en: `${messages} messages`, ko: `메시지 ${messages}개` }),
          plain(sources.join(', ')),
        ])
        return columns([
          ...times,
          ...archives.map(({ archive, title, app, messages }) => [archive.slice(0, 8), plain(title), plain(app), String(messages)]),
        ])
      },
    }
  },
})

export const importUndo = defineCommand({
  options: {},
  positionals: { shown: 'BATCH', min: 1, max: 1 },
  async run(_values, words, context) {
    const batch = Number(words[0])
    if (!Number.isSafeInteger(batch) || batch < 1)
      throw new UsageFailure({ en: 'Say the number that "import list" shows.', ko: '"import list"에 나오는 번호를 말해 주세요.' })
    const session = await context.session('profile')
    const { messages } = await session.ask('imports.undo', { batch, wait: true }, 0)
    return {
      json: { batch, messages },
      human: () => context.say({ en: `${messages} messages taken back.`, ko: `메시지 ${messages}개를 되돌렸어요.` }),
    }
  },
})
