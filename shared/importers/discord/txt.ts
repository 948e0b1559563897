/** DiscordChatExporter's plain text: a head between rules, then `[1/15/2024 10:30 AM] Alice` over each body (IMP-38). */
import { IMPORT } from '../../limits.ts'
import type { Head, ImportSink, Reading, Recognition, Surroundings } from '../format.ts'
import { attachmentOf, Conversation, kindOfFile, wallClock } from '../json/index.ts'
import type { RecordKind } from '../model.ts'
import { LineSplitter } from '../text/index.ts'

const RULE = /^={20,80}$/
const RECORD = /^\[([^\]]{8,40})\] (.{1,300})$/
const DATE =
  /^(\d{1,4})[./-] ?(\d{1,2})[./-] ?(\d{1,4})\.?,?[ \u00A0\u202F](?:(AM|PM|오전|오후)[ \u00A0\u202F])?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[ \u00A0\u202F](AM|PM))?$/i
const SECTION = /^\{(Attachments|Embed|Embeds|Stickers|Reactions|Forwarded Message)\}$/

type Order = 'mdy' | 'dmy' | 'ymd'

export function recogniseTxt(head: Head): Recognition | undefined {
  const first = (head.lines[0] ?? '').replace(/^\uFEFF/, '')
  if (!RULE.test(first.slice(0, 100)) || head.lines[1]?.startsWith('Guild: ') !== true || head.lines[2]?.startsWith('Channel: ') !== true)
    return undefined
  const dates = head.lines.flatMap((line) => RECORD.exec(line.slice(0, 400))?.[1] ?? []).filter((text) => DATE.test(text))
  const isEmpty = head.isWhole && dates.length === 0
  return { share: 1, variant: `exporter-txt-${nameOf(dates)}`, kind: 'chat', time: 'local', ...(isEmpty ? { isEmpty } : {}) }
}

/** As the dates stand: with AM and PM and slashes they are American. */
function nameOf(dates: readonly string[]): string {
  const order = orderOf(dates)
  return order === 'mdy' && dates.some((date) => /[AP]M$/i.test(date)) ? 'en-US' : order
}

function orderOf(dates: readonly string[]): Order {
  const parts = dates.slice(0, IMPORT.HEAD_LINES).flatMap((date) => {
    const match = DATE.exec(date)
    return match === null ? [] : [match]
  })
  if (parts.some(([, year = '']) => year.length === 4)) return 'ymd'
  if (parts.some(([, , second]) => Number(second) > 12)) return 'mdy'
  if (parts.some(([, first]) => Number(first) > 12)) return 'dmy'
  return parts.some(([date]) => date.includes('/') && /[AP]M$/i.test(date)) ? 'mdy' : 'dmy'
}

export function openTxt(found: Recognition, sink: ImportSink, around: Surroundings): Reading<string> {
  const reader = new TxtReader(orderNamed(found.variant), sink, around)
  const splitter = new LineSplitter({ line: (line, number) => reader.line(line, number), cut: (number) => reader.cut(number) })
  return {
    push: (piece) => splitter.push(piece),
    end: () => {
      splitter.end()
      reader.end()
    },
  }
}

function orderNamed(variant: string): Order {
  return variant.endsWith('ymd') ? 'ymd' : variant.endsWith('dmy') ? 'dmy' : 'mdy'
}

interface Open {
  readonly author: string
  readonly time: string | undefined
  readonly first: number
  last: number
  text: string
  section: string | undefined
  readonly files: string[]
  readonly stickers: string[]
  readonly details: string[]
  size: number
}

class TxtReader {
  readonly #order: Order
  readonly #around: Surroundings
  readonly #chat: Conversation
  #rules = 0
  #open: Open | undefined
  #wasBlank = true
  #isOver = false

  constructor(order: Order, sink: ImportSink, around: Surroundings) {
    this.#order = order
    this.#around = around
    this.#chat = new Conversation(sink.chat({}))
  }

  cut(number: number): void {
    this.#chat.warn(number, 'CUT_LINE')
  }

  line(line: string, number: number): void {
    const wasBlank = this.#wasBlank
    this.#wasBlank = line === ''
    if (this.#rules < 2) this.#head(line)
    else {
      const start = wasBlank ? this.#start(line, number) : undefined
      if (start !== undefined) {
        this.end()
        this.#open = start
        this.#isOver = false
      } else if (wasBlank && RULE.test(line.slice(0, 100))) this.#isOver = true
      else if (this.#open !== undefined && !this.#isOver) this.#body(this.#open, line, number, wasBlank)
      else if (line !== '' && !this.#isOver) this.#chat.warn(number, 'BAD_LINE')
    }
  }

  end(): void {
    const open = this.#open
    this.#open = undefined
    if (open === undefined) return
    const attachments = open.files.map((name) => attachmentOf(name, this.#around))
    const file = attachments[0]
    const kind: RecordKind = file !== undefined ? kindOfFile(file.name) : open.stickers.length > 0 ? 'sticker' : 'text'
    const details = [...open.stickers, ...open.details].join('\n')
    this.#chat.add({ kind, author: open.author, time: open.time, text: open.text.slice(1), attachments, details }, open.first, open.last)
  }

  #head(line: string): void {
    if (RULE.test(line.replace(/^\uFEFF/, '').slice(0, 100))) this.#rules += 1
    else if (line.startsWith('Channel: ')) this.#chat.learn({ title: channelOf(line.slice(9)) })
  }

  #start(line: string, number: number): Open | undefined {
    const [, date = '', name = ''] = RECORD.exec(line.slice(0, 400)) ?? []
    const match = DATE.exec(date)
    if (match === null) return undefined
    const author = name.replace(/ \(pinned\)$/, '')
    const time = timeOf(match, this.#order)
    return { author, time, first: number, last: number, text: '', section: undefined, files: [], stickers: [], details: [], size: 0 }
  }

  #body(open: Open, line: string, number: number, wasBlank: boolean): void {
    if (open.size + line.length > IMPORT.LINE_CHARACTERS) {
      if (open.size < Number.POSITIVE_INFINITY) this.cut(number)
      open.size = Number.POSITIVE_INFINITY
      return
    }
    open.size += line.length + 1
    if (line !== '') open.last = number
    const section = wasBlank ? SECTION.exec(line)?.[1] : undefined
    if (section !== undefined) open.section = section
    else if (open.section === undefined) open.text += `\n${line}`
    else if (line !== '') {
      const into = open.section === 'Attachments' ? open.files : open.section === 'Stickers' ? open.stickers : open.details
      into.push(line)
    }
  }
}

function timeOf(match: readonly (string | undefined)[], order: Order): string | undefined {
  const [, a, b, c, before, hour, minute, second, after] = match
  const [year, month, day] = order === 'ymd' ? [a, b, c] : order === 'mdy' ? [c, a, b] : [c, b, a]
  const half = (before ?? after)?.toUpperCase()
  const hours = Number(hour)
  if (half !== undefined && (hours < 1 || hours > 12)) return undefined
  const isLate = half === 'PM' || half === '오후'
  const full = Number(year) < 100 ? 2000 + Number(year) : Number(year)
  const clock = half === undefined ? hours : (hours % 12) + (isLate ? 12 : 0)
  return wallClock(full, Number(month), Number(day), clock, Number(minute), second === undefined ? undefined : Number(second))
}

/** The category of a channel may stand before it. */
function channelOf(text: string): string {
  const at = text.lastIndexOf(' / ')
  return at < 0 ? text : text.slice(at + 3)
}
