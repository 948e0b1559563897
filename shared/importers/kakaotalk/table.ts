/**
 * What KakaoTalk for macOS writes (IMP-15): a table of three columns. Some versions quote what needs it, some everything, some nothing, so the
 * rows are taken apart here: a CSV parser takes a body that begins with a quote as open to the end of the file, parses it anew with every
 * piece, and knows no numbers of lines. Here an open quote is a guess, withdrawn as soon as what follows belies it.
 */
import { IMPORT } from '../../limits.ts'
import type { LineTaker } from '../text/index.ts'
import type { Conversation } from './conversation.ts'
import { cellAt, quotedEnd, restOf, unquoted } from './csv-cells.ts'
import { bodyOf } from './line-body.ts'
import { isDay, isDigit } from './stamp.ts'
import { isComingOrGoingText } from './system-lines.ts'

const QUOTE = 0x22
const DIGIT_0 = 0x30
const HEADER = /^"?(?:date|날짜)"?,"?(?:user|사용자)"?,"?(?:message|메시지)"?$/i
/** `0`: a digit; anything else: itself. Seconds may lack. */
const TIME = '0000-00-00 00:00:00'
const SHORT_TIME = TIME.length - ':00'.length

export function isTableHeader(line: string): boolean {
  return line.length < 40 && HEADER.test(line)
}

export interface Row {
  /** null: there is no such time. undefined: the row has none. */
  readonly time: string | null | undefined
  readonly author: string
  /** Where the message begins. */
  readonly from: number
  readonly isQuoted: boolean
}

/** undefined: the line begins no row. */
export function rowOf(line: string): Row | undefined {
  const first = line.charCodeAt(0)
  if (first !== QUOTE && first !== 0x2c && (first < 0x30 || first > 0x39)) return undefined
  const when = cellAt(line, 0)
  if (when.next > line.length || (when.text !== '' && !isTimeShaped(when.text))) return undefined
  const who = cellAt(line, when.next)
  // Neither time nor author: a row if that is what it says, and not just a comma.
  if (when.text === '' && (who.text !== '' || who.next > line.length)) return undefined
  return { time: when.text === '' ? undefined : timeOf(when.text), author: who.text, from: who.next, isQuoted: who.isQuoted }
}

function isTimeShaped(text: string): boolean {
  if (text.length !== TIME.length && text.length !== SHORT_TIME) return false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const wanted = TIME.charCodeAt(at)
    if (wanted === DIGIT_0 ? !isDigit(code) : code !== wanted) return false
  }
  return true
}

/** null: there is no such time. */
function timeOf(text: string): string | null {
  const two = (at: number): number => (text.charCodeAt(at) - DIGIT_0) * 10 + text.charCodeAt(at + 1) - DIGIT_0
  const isClock = two(11) < 24 && two(14) < 60 && (text.length === SHORT_TIME || two(17) < 60)
  return isClock && isDay(two(0) * 100 + two(2), two(5), two(8)) ? `${text.slice(0, 10)}T${text.slice(11)}` : null
}

interface Held {
  readonly line: string
  readonly number: number
}

export class TableReader implements LineTaker {
  readonly #to: Conversation
  readonly #from: number
  readonly #isQuoting: boolean
  /** A row whose message has opened a quote, and what came since. */
  #row: Row | undefined
  #held: Held[] = []
  #characters = 0

  /** Lines before `from` belong to the header. `isQuoting`: its bodies are quoted without need. */
  constructor(to: Conversation, from: number, isQuoting: boolean) {
    this.#to = to
    this.#from = from
    this.#isQuoting = isQuoting
  }

  cut(number: number): void {
    this.#to.warn(number, 'CUT_LINE')
  }

  line(raw: string, number: number): void {
    if (number <= this.#from) return
    const line = bodyOf(raw)
    if (this.#row === undefined) this.#outside(line, number)
    else this.#inside(this.#row, line, number)
  }

  /** The file is over; a quote that is still open was none. */
  end(): void {
    if (this.#row !== undefined) this.#withdraw(this.#row)
  }

  #outside(line: string, number: number): void {
    const row = rowOf(line)
    if (row === undefined) {
      if (line === '') this.#to.blank()
      else this.#to.more(line, number)
      return
    }
    if (line.charCodeAt(row.from) === QUOTE && quotedEnd(line, row.from + 1).state === 'open') {
      this.#row = row
      this.#hold(line, number)
    } else this.#begin(row, this.#message(line, row.from), number)
  }

  /** Between quotes nothing is a row, whatever it looks like. */
  #inside(row: Row, line: string, number: number): void {
    this.#hold(line, number)
    const closing = quotedEnd(line, 0)
    if (closing.state === 'bad' || this.#characters > IMPORT.LINE_CHARACTERS) this.#withdraw(row)
    else if (closing.state === 'closed') {
      const held = this.#held
      this.#release()
      const first = held[0]?.line.slice(row.from + 1) ?? ''
      const between = held.slice(1, -1).map((part) => part.line)
      const rest = closing.end + 1 < line.length ? `,${restOf(line, closing.end + 2)}` : ''
      const text = unquoted([first, ...between, line.slice(0, closing.end)].join('\n')) + rest
      this.#begin(row, withoutLastBlanks(text), held[0]?.number ?? number, number)
    }
  }

  /** The quote was no beginning of anything: its row stands as it is, and what was held is read again, where none opens one. */
  #withdraw(row: Row): void {
    const [first, ...rest] = this.#held
    this.#release()
    if (first !== undefined) this.#begin(row, first.line.slice(row.from), first.number)
    for (const { line, number } of rest) {
      const next = rowOf(line)
      if (next !== undefined) this.#begin(next, this.#message(line, next.from), number)
      else if (line === '') this.#to.blank()
      else this.#to.more(line, number)
    }
  }

  #message(line: string, from: number): string {
    if (line.charCodeAt(from) !== QUOTE) return line.slice(from)
    const closing = quotedEnd(line, from + 1)
    if (closing.state === 'closed') return restOf(line, from)
    const isWhole = this.#isQuoting && line.length > from + 1 && line.charCodeAt(line.length - 1) === QUOTE
    return isWhole ? unquoted(line.slice(from + 1, -1)) : line.slice(from)
  }

  #begin({ time, author }: Row, text: string, number: number, lastNumber = number): void {
    if (time === null) this.#to.warn(number, 'BAD_TIME')
    const isSystem = author === '' || isComingOrGoingText(text)
    this.#to.begin(isSystem ? null : author, time ?? null, text, number, lastNumber)
  }

  #hold(line: string, number: number): void {
    this.#held.push({ line, number })
    this.#characters += line.length + 1
  }

  #release(): void {
    this.#row = undefined
    this.#held = []
    this.#characters = 0
  }
}

/** Blank lines at the end are no text. */
function withoutLastBlanks(text: string): string {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 0x0a) end -= 1
  return text.slice(0, end)
}
