/** `files`: what a room was given, newest first: pictures, files, links or voice messages. */
import { RPC } from '../../../shared/limits.ts'
import { attachmentLine } from '../../../shared/i18n/index.ts'
import type { SharedFile, SharedSort } from '../../../shared/messenger/index.ts'
import { type CommandContext, defineCommand, NO_WORDS, ROOM_OPTION } from '../command.ts'
import { UsageFailure } from '../failure.ts'
import { fileName } from '../file-argument.ts'
import { findReadable } from '../find.ts'
import { plain } from '../terminal-text.ts'
import { timeText } from '../text-views.ts'

const DEFAULT_LIMIT = 50
const SORTS: readonly SharedSort[] = ['files', 'pictures', 'links', 'voices']

export const files = defineCommand({
  options: {
    room: ROOM_OPTION,
    sort: {
      kind: 'text',
      value: SORTS.join('|'),
      help: { en: 'of which kind; files unless said', ko: '어떤 것을 볼지. 말하지 않으면 files' },
    },
    search: { kind: 'text', value: 'TEXT', help: { en: 'only with this in the name', ko: '이름에 이 글자가 든 것만' } },
    limit: { kind: 'count', value: 'N', help: { en: 'about so many; 50 unless said', ko: '이 개수쯤. 말하지 않으면 50' } },
  },
  positionals: NO_WORDS,
  async run({ room: typed, sort: wanted = 'files', search, limit = DEFAULT_LIMIT }, _words, context) {
    const sort = SORTS.find((one) => one === wanted)
    if (sort === undefined)
      throw new UsageFailure({ en: `--sort is one of ${SORTS.join(', ')}.`, ko: `--sort는 ${SORTS.join(', ')} 가운데 하나예요.` })
    const session = await context.session('profile')
    const room = await findReadable(session, typed)
    const found: SharedFile[] = []
    // The engine gives so many at once; a longer list is fetched page by page.
    for (let missing = limit; missing > 0; missing = limit - found.length) {
      const most = Math.min(missing, RPC.PAGE_MESSAGES)
      const before = found.at(-1)?.message
      const page = await session.ask('attachments.shared', {
        ...{ room, sort, limit: most },
        ...(search !== undefined && { search }),
        ...(before !== undefined && { before }),
      })
      found.push(...page)
      if (page.length < most) break
    }
    return {
      json: { room, sort, files: found.map(fileJson) },
      human: () =>
        found.length === 0
          ? context.say({ en: 'There is nothing of that kind.', ko: '그런 것이 없어요.' })
          : found.map((one) => fileText(one, context)).join('\n'),
    }
  },
})

function fileJson({ message, author, time, index, attachment, link }: SharedFile) {
  const about = { message, author, time }
  if (attachment === undefined || index === undefined) return { ...about, ...(link !== undefined && { link }) }
  const { preview: _, waveform: __, ...file } = attachment
  return { ...about, id: fileName(message, index), ...file }
}

function fileText({ message, author, time, index, attachment, link }: SharedFile, { language }: CommandContext): string {
  const what = attachment === undefined ? (link ?? '') : attachmentLine(attachment, language)
  const name = index === undefined ? message : fileName(message, index)
  return `${timeText(time, language, Date.now())}  ${plain(author.name)}: ${plain(what)}\n  ${name}`
}
