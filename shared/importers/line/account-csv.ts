/**
 * What a shop downloads of one customer from its LINE Official Account (IMP-29): rows that name the account, its zone and when it was downloaded,
 * then a table of five columns. Told by its shape; the words are those of the language.
 */
import { IMPORT } from '../../limits.ts'
import type { Head, ImportSink, Recognition, TextFormat } from '../format.ts'
import type { ChatHead } from '../model.ts'
import { detached, withoutMarks } from '../text/index.ts'
import { dateText, timeText } from '../wall-clock/index.ts'
import { isEvent, kindOf } from './bodies.ts'
import { CsvRows, type Row } from './csv-rows.ts'

const COLUMNS = 5
const HEADER_ROWS = 6
const ZONE = /^'?([+-])(\d{2}):?(\d{2})$/
const STAMP = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))?$/
const DATE = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/
const SENDERS: readonly string[] = ['Account', 'User']

export const lineAccount: TextFormat = {
  name: 'line',
  takes: 'text',
  recognise,
  open(_found, _head, sink) {
    const reader = new AccountReader(sink)
    const rows = new CsvRows({ row: (row) => reader.row(row), cut: (at) => reader.cut(at) })
    return {
      push: (piece) => rows.push(piece),
      end() {
        reader.end(rows.end())
      },
    }
  },
}

function recognise(head: Head): Recognition | undefined {
  const found: Row[] = []
  const rows = new CsvRows({ row: (row) => found.push(row), cut: () => undefined })
  rows.push(head.text)
  rows.end()
  const whole = found.filter(({ fields }) => fields.some((field) => field.trim() !== ''))
  const zoneAt = whole.findIndex(({ fields }) => fields.length >= 2 && zoneOf(fields[1] ?? '') !== undefined)
  if (zoneAt < 0 || zoneAt >= HEADER_ROWS) return undefined
  const table = whole.findIndex(({ fields }, at) => at > zoneAt && fields.length === COLUMNS)
  if (table < 0 || table > HEADER_ROWS) return undefined
  // The last row of a head may be cut off.
  const rest = whole.slice(table + 1, head.isWhole ? undefined : -1)
  const records = rest.filter(({ fields }) => isRecord(fields))
  if (records.length === 0 && rest.length > 0) return undefined
  const share = (table + 1 + records.length) / (table + 1 + rest.length)
  return { share, variant: 'official-account-csv', kind: 'chat', time: 'local', ...(records.length === 0 ? { isEmpty: true } : {}) }
}

class AccountReader {
  readonly #chat: ReturnType<ImportSink['chat']>
  readonly #customers = new Set<string>()
  #head: ChatHead = {}
  #account: string | undefined
  /** Under which name the shop answered first. */
  #shop: string | undefined
  #isInTable = false
  #lastTime: string | null = null
  #seq = 0

  constructor(sink: ImportSink) {
    this.#chat = sink.chat({})
  }

  cut(at: number): void {
    this.#chat.warn(at, 'CUT_LINE')
  }

  row(row: Row): void {
    const { fields, firstLine } = row
    if (fields.every((field) => field.trim() === '')) return
    if (isRecord(fields)) this.#record(row)
    else if (this.#isInTable) this.#chat.warn(firstLine, 'BAD_LINE')
    else if (fields.length === COLUMNS) this.#isInTable = true
    else this.#key(withoutMarks(fields[1] ?? '').trim(), firstLine)
  }

  end(isOpen: boolean): void {
    if (isOpen) this.#chat.warn(0, 'ENDS_EARLY')
    const [customer] = this.#customers
    const isDirect = this.#customers.size === 1
    this.#chat.learn({
      ...this.#head,
      ...(isDirect ? { title: customer, type: 'direct' } : this.#customers.size > 1 ? { type: 'group' } : {}),
      selfLabel: this.#shop ?? this.#account,
    })
  }

  #key(value: string, line: number): void {
    const zone = zoneOf(value)
    if (zone !== undefined) this.#head = { ...this.#head, utcOffsetMinutes: zone }
    else if (STAMP.test(value)) this.#head = { ...this.#head, savedAt: stampOf(value) }
    else if (this.#account === undefined && value !== '') this.#account = detached(value)
    else this.#chat.warn(line, 'BAD_LINE')
  }

  #record({ fields, firstLine, lastLine }: Row): void {
    this.#isInTable = true
    const [sender, name = '', date = '', clock = '', ...contents] = fields
    const time = stampOf(`${date.trim()} ${clock.trim()}`)
    if (time === undefined) this.#chat.warn(firstLine, 'BAD_TIME')
    else this.#lastTime = time
    const text = contents.join(',').replace(/\n+$/, '')
    const author = name === '' ? (sender === 'Account' ? (this.#account ?? '') : '') : name
    const common = { seq: this.#seq, time: this.#lastTime, text, raw: { firstLine, lastLine } }
    this.#seq += 1
    if (author === '' || isEvent(text)) {
      this.#chat.record({ ...common, kind: 'system', author: null, attachments: [] })
      return
    }
    if (sender === 'User' && !this.#customers.has(author) && this.#customers.size < IMPORT.KNOWN_NAMES)
      this.#customers.add(detached(author))
    if (sender === 'Account') this.#shop ??= detached(author)
    this.#chat.record({ ...common, author, ...kindOf(text, false) })
  }
}

function isRecord(fields: readonly string[]): boolean {
  return (
    fields.length >= COLUMNS &&
    SENDERS.includes(withoutMarks(fields[0] ?? '').trim()) &&
    DATE.test((fields[2] ?? '').trim()) &&
    TIME.test((fields[3] ?? '').trim())
  )
}

function zoneOf(value: string): number | undefined {
  const found = ZONE.exec(withoutMarks(value).trim())
  if (found === null) return undefined
  const minutes = Number(found[2]) * 60 + Number(found[3])
  return minutes > 14 * 60 ? undefined : found[1] === '-' ? -minutes : minutes
}

function stampOf(value: string): string | undefined {
  const found = STAMP.exec(value)
  if (found === null) return undefined
  const [, year, month, day, hour, minute, second] = found
  const date = dateText(Number(year), Number(month), Number(day))
  const time = timeText(Number(hour), Number(minute), second === undefined ? undefined : Number(second))
  return date === undefined || time === undefined ? undefined : `${date}T${time}`
}
