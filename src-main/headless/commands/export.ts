/** `export …`: rooms and people as files that other programs, and people, can read. */
import type { HouseContract, InputOf } from '../../../shared/rpc/index.ts'
import { type CommandContext, defineCommand, NO_WORDS } from '../command.ts'
import { CommandFailure, UsageFailure } from '../failure.ts'
import { findRoom } from '../find.ts'
import { OneFile } from '../one-file.ts'
import type { Session } from '../session.ts'
import { sizeText } from '../sizes.ts'
import { plain } from '../terminal-text.ts'

const PROGRESS_BYTES = 16 * 1024 * 1024
const DAY = /^\d{4}-\d{2}-\d{2}$/

const FORCE = { kind: 'flag', help: { en: 'replace a file that is there', ko: '이미 있는 파일을 바꿔 쓰기' } } as const
const FROM = { kind: 'text', value: 'DAY', help: { en: 'from this day on (2026-11-22)', ko: '이날부터 (2026-11-22)' } } as const
const UNTIL = { kind: 'text', value: 'DAY', help: { en: 'up to the end of this day', ko: '이날까지' } } as const
const WITHOUT_IMPORTED = {
  kind: 'flag',
  help: { en: 'leave out what was brought in from other messengers', ko: '다른 메신저에서 옮겨 온 대화는 빼기' },
} as const
const PICTURES = {
  kind: 'flag',
  help: {
    en: 'with html: the pictures that are here, in the page, or in a ZIP where they are many',
    ko: 'html에 이 컴퓨터에 있는 사진도 담아요. 사진이 많으면 ZIP이 돼요',
  },
} as const
const TO = {
  kind: 'list',
  value: 'FILE',
  help: { en: 'the file; --to DAY besides it means --until', ko: '파일 이름. 따로 --to DAY를 더 적으면 --until과 같아요' },
} as const

export const exportRoom = defineCommand({
  options: {
    format: {
      kind: 'text',
      value: 'text|html|jsonl',
      help: { en: 'to read and bring back, to print, or for programs', ko: '읽고 다시 가져오기, 인쇄하기, 프로그램용' },
    },
    pictures: PICTURES,
    from: FROM,
    until: UNTIL,
    'without-imported': WITHOUT_IMPORTED,
    to: TO,
    force: FORCE,
  },
  positionals: { shown: 'ROOM', min: 1, max: 1 },
  notes: {
    en: 'The file is not encrypted: whoever has it can read it. Text and JSON Lines are read back by “import”.',
    ko: '암호화하지 않은 파일이라 가진 사람은 누구나 읽을 수 있어요. text와 jsonl은 import로 다시 가져올 수 있어요.',
  },
  async run(values, [typed = ''], context) {
    const format = oneOf('format', values.format ?? 'text', ['text', 'html', 'jsonl'] as const)
    const { file, range } = placeOf(values)
    const session = await context.session('profile')
    const room = await findRoom(session, typed)
    const language = context.language
    const pictures = values.pictures && { pictures: true }
    return written(session, { what: 'room', room, format, language, ...pictures, ...range }, new OneFile(file, values.force), context)
  },
})

export const exportAll = defineCommand({
  options: {
    format: {
      kind: 'list',
      value: 'text|html|jsonl',
      help: { en: 'only this one; may be given again', ko: '이 형식만. 여러 번 쓸 수 있어요' },
    },
    pictures: PICTURES,
    from: FROM,
    until: UNTIL,
    'without-imported': WITHOUT_IMPORTED,
    to: TO,
    force: FORCE,
  },
  positionals: NO_WORDS,
  notes: {
    en: 'A ZIP with a folder for each room. It is not encrypted.',
    ko: '방마다 폴더가 있는 ZIP 파일이에요. 암호화하지 않아요.',
  },
  async run(values, _words, context) {
    const formats = values.format.map((format) => oneOf('format', format, ['text', 'html', 'jsonl'] as const))
    const { file, range } = placeOf(values)
    const session = await context.session('profile')
    const what = {
      what: 'all',
      language: context.language,
      ...(values.pictures && { pictures: true }),
      ...(formats.length > 0 && { formats }),
      ...range,
    } as const
    return written(session, what, new OneFile(file, values.force), context)
  },
})

export const exportContacts = defineCommand({
  options: {
    format: {
      kind: 'text',
      value: 'vcard3|vcard4|google-csv',
      help: { en: 'for phones, newer phones, or Google', ko: '휴대전화용, 새 휴대전화용, 구글용' },
    },
    to: { kind: 'text', value: 'FILE', required: true, help: { en: 'the file', ko: '파일 이름' } },
    force: FORCE,
  },
  positionals: NO_WORDS,
  async run(values, _words, context) {
    const format = oneOf('format', values.format ?? 'vcard3', ['vcard3', 'vcard4', 'google-csv'] as const)
    const session = await context.session('profile')
    return written(session, { what: 'contacts', format }, new OneFile(values.to, values.force), context)
  },
})

async function written(session: Session, what: InputOf<HouseContract, 'exports.begin'>, file: OneFile, context: CommandContext) {
  const { id } = await session.ask('exports.begin', what)
  let bytes = 0
  let told = 0
  let messages = 0
  try {
    await file.check()
    for (;;) {
      if (context.io.interrupted.aborted) throw new CommandFailure('FAILED', 'interrupted')
      const chunk = await session.ask('exports.take', { id })
      const part = Buffer.from(chunk.bytes, 'base64')
      await file.write(part)
      bytes += part.length
      messages = chunk.messages
      if (chunk.isOver) break
      if (bytes - told < PROGRESS_BYTES) continue
      told = bytes
      context.io.err(`${sizeText(bytes)}\n`)
    }
    await file.finish()
  } catch (cause) {
    await file.abandon()
    await session.ask('exports.close', { id }).catch(() => undefined)
    throw cause
  }
  return {
    json: { file: file.path, bytes, messages },
    human: () =>
      context.say({
        en: `${plain(file.path)}: ${messages} ${messages === 1 ? 'message' : 'messages'} (${sizeText(bytes)})`,
        ko: `${plain(file.path)}: 메시지 ${messages}개 (${sizeText(bytes)})`,
      }),
  }
}

interface Place {
  readonly file: string
  readonly range: { readonly from?: number; readonly until?: number; readonly imported?: false }
}

interface PlaceOptions {
  readonly from: string | undefined
  readonly until: string | undefined
  readonly to: readonly string[]
  readonly 'without-imported': boolean
}

function placeOf(values: PlaceOptions): Place {
  const days = values.to.length === 2 ? values.to.filter((each) => DAY.test(each)) : []
  const files = values.to.filter((each) => !days.includes(each))
  const [file] = files
  if (file === undefined || files.length !== 1 || (days.length > 0 && values.until !== undefined))
    throw new UsageFailure({ en: 'Say one --to FILE.', ko: '--to 파일 을 하나 적어 주세요.' })
  const until = values.until ?? days[0]
  return {
    file,
    range: {
      ...(values.from !== undefined && { from: dayOf(values.from, 0) }),
      ...(until !== undefined && { until: dayOf(until, 1) }),
      ...(values['without-imported'] && { imported: false as const }),
    },
  }
}

/** The beginning of a day here, so many days later. */
function dayOf(typed: string, later: number): number {
  const [year = 0, month = 0, day = 0] = DAY.test(typed) ? typed.split('-').map(Number) : []
  const date = new Date(year, month - 1, day)
  if (date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day && year >= 1970)
    return Math.max(0, new Date(year, month - 1, day + later).getTime())
  const shown = plain(typed).slice(0, 32)
  throw new UsageFailure({ en: `A day such as 2026-11-22, not “${shown}”.`, ko: `2026-11-22처럼 날짜를 적어 주세요: “${shown}”` })
}

function oneOf<const T extends string>(option: string, typed: string, all: readonly T[]): T {
  const found = all.find((each) => each === typed)
  if (found !== undefined) return found
  throw new UsageFailure({ en: `--${option} is one of ${all.join(', ')}.`, ko: `--${option}은 ${all.join(', ')} 가운데 하나예요.` })
}
