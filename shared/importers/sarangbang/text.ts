/** Our own text (EXP-4 to EXP-7), read back: a head, records that begin with a moment, further lines set in by two spaces, and an end. */
import { type ChatHead, type ImportedAttachment, type ImportedRecord, RECORD_KINDS } from '../model.ts'
import type { ChatSink, ImportSink, Reading } from '../format.ts'
import { LineReader, type NumberedLine } from './line-reader.ts'
import { MOMENT_CHARACTERS, instantOf } from './moment.ts'
import { unescaped } from './unescape.ts'

export const TEXT_FIRST_LINE = 'Sarangbang text 1'
const INDENT = '  '
const MARK = /^ \[([a-z]+)(?: ([^\]]{1,40}))?\]/
/** Of a file that came with a message: its size and its name, in which a bracket has a backslash. */
const FILE = /^ \[(file) \d{1,10} ((?:[^\]\\]|\\.){1,4096})\]/
const FILE_CHARACTERS = 4096 + 32
const HEAD_LINE = /^(Title|Kind|Me|Zone|Saved|From|Until): (.*)$/
const HEAD_LINES = 16

interface Begun {
  readonly head: Omit<ImportedRecord, 'text' | 'raw' | 'seq'>
  readonly lines: string[]
  readonly firstLine: number
  lastLine: number
}

export class TextReading implements Reading<string> {
  readonly #sink: ImportSink
  readonly #lines: LineReader
  #head: ChatHead = {}
  #chat: ChatSink | undefined
  #begun: Begun | undefined
  #seq = 0
  #messages = 0
  #isOver = false

  constructor(sink: ImportSink) {
    this.#sink = sink
    this.#lines = new LineReader((line) => this.#line(line))
  }

  push(piece: string): void {
    this.#lines.push(piece)
  }

  end(): void {
    this.#lines.end()
    this.#flush()
    this.#open()
    if (!this.#isOver) this.#chat?.warn(0, 'ENDS_EARLY')
  }

  #line(line: NumberedLine): void {
    const { text, number, isCut } = line
    if (isCut) this.#warn(number, 'CUT_LINE')
    if (this.#chat === undefined) return this.#headLine(line)
    if (this.#isOver) {
      if (text !== '') this.#warn(number, 'BAD_LINE')
      return
    }
    if (text.startsWith(INDENT) && this.#begun !== undefined) {
      this.#begun.lines.push(text.slice(INDENT.length))
      this.#begun.lastLine = number
      return
    }
    const isEnd = /^End: (\d{1,12})$/.exec(text)
    if (isEnd !== null) {
      this.#flush()
      this.#isOver = true
      if (Number(isEnd[1]) !== this.#messages) this.#warn(number, 'BAD_VALUE')
      return
    }
    const at = instantOf(text.slice(0, MOMENT_CHARACTERS))
    if (at === undefined || text[MOMENT_CHARACTERS] !== ' ') {
      if (text !== '') this.#warn(number, 'BAD_LINE')
      return
    }
    this.#flush()
    if (at === null) this.#warn(number, 'BAD_TIME')
    this.#begin(text.slice(MOMENT_CHARACTERS + 1), at, number)
  }

  #headLine({ text, number }: NumberedLine): void {
    const [, key, value = ''] = HEAD_LINE.exec(text) ?? []
    if (key === 'Title') this.#head = { ...this.#head, title: unescaped(value) }
    if (key === 'Kind') this.#head = { ...this.#head, type: value === 'direct' ? 'direct' : 'group' }
    if (key === 'Me') this.#head = { ...this.#head, selfLabel: unescaped(value) }
    const saved = key === 'Saved' ? instantOf(value) : undefined
    if (typeof saved === 'string') this.#head = { ...this.#head, savedAt: saved }
    if (key === undefined && number > 1 && text !== '') this.#sink.warn(number, 'BAD_LINE')
    if ((text === '' && number > 1) || number >= HEAD_LINES) this.#open()
  }

  #begin(rest: string, time: string | null, number: number): void {
    const attachments: ImportedAttachment[] = []
    const begin = (head: Omit<Begun['head'], 'time' | 'attachments'>, body: string): void => {
      this.#begun = { head: { ...head, time, attachments }, lines: [body], firstLine: number, lastLine: number }
    }
    if (rest.startsWith('* ')) return begin({ kind: 'system', author: null }, rest.slice(2))
    const end = endOfName(rest)
    let at = end
    let kind: ImportedRecord['kind'] = 'text'
    let editedAt: string | undefined
    for (let mark = markAt(rest, at); mark !== null; mark = markAt(rest, at)) {
      const [whole, name, value] = mark
      if (name === 'file') attachments.push({ name: unescaped(value ?? ''), present: false })
      if (name === 'deleted') kind = 'deleted'
      if (name === 'unsupported') kind = 'other'
      if (name === 'imported') kind = RECORD_KINDS.find((each) => each === value) ?? kind
      if (name === 'edited') editedAt = instantOf(value ?? '') ?? undefined
      at += whole.length
    }
    if (rest[at] !== ':') return this.#warn(number, 'BAD_LINE')
    const body = rest.startsWith(': ', at) ? rest.slice(at + 2) : rest.slice(at + 1)
    begin({ kind, author: unescaped(rest.slice(0, end)), ...(editedAt !== undefined && { editedAt }) }, body)
  }

  #flush(): void {
    if (this.#begun === undefined) return
    const { head, lines, firstLine, lastLine } = this.#begun
    this.#begun = undefined
    if (head.kind !== 'system') this.#messages += 1
    this.#chat?.record({ ...head, seq: this.#seq++, text: lines.map(unescaped).join('\n'), raw: { firstLine, lastLine } })
  }

  #open(): void {
    this.#chat ??= this.#sink.chat(this.#head)
  }

  #warn(line: number, code: 'BAD_LINE' | 'BAD_TIME' | 'BAD_VALUE' | 'CUT_LINE'): void {
    if (this.#chat === undefined) this.#sink.warn(line, code)
    else this.#chat.warn(line, code)
  }
}

/** The mark that begins there: what it is called, and what it says. */
function markAt(text: string, at: number): RegExpExecArray | null {
  return FILE.exec(text.slice(at, at + FILE_CHARACTERS)) ?? MARK.exec(text.slice(at, at + 64))
}

/** Where the marks or the colon begin: a name has neither unescaped. */
function endOfName(text: string): number {
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at += 1
    else if (text[at] === ':' || (text[at] === ' ' && text[at + 1] === '[')) return at
  }
  return text.length
}
