/**
 * What KakaoTalk for phones writes (IMP-14): each record says day and time, name and text. Android and iPhone differ in how they write the stamp
 * and what stands between days; one file has one way of writing stamps, so a body that quotes another one stays a body.
 */
import type { LineTaker } from '../text/index.ts'
import type { Conversation } from './conversation.ts'
import { bodyOf } from './line-body.ts'
import { Stamp, Times, isDigit } from './stamp.ts'
import { isPolicyLine } from './system-lines.ts'

/** `korean`: `2022년 10월 20일 오후 8:15`. `dotted`: `2022. 10. 20. 오후 8:15`. `english`: `Oct 20, 2022 at 8:15 PM`. `clock`: `오후 8:15`. */
export type StampStyle = 'korean' | 'dotted' | 'english' | 'clock'

/** What the stamp is followed by. `bare`: nothing. */
export type StampedShape = 'message' | 'system' | 'notice' | 'bare' | 'none'

const SPACE = 0x20
const COMMA = 0x2c
const COLON = 0x3a
const YEAR = 0xb144
const DOT = 0x2e
const A = 0x41
const Z = 0x5a
const O = 0xc624
/** Longer lines separate no days. */
const LONGEST_DATE = 60
const KO_WEEKDAY = /^ .요일$/
const EN_WEEKDAY = /^[A-Z][a-z]{2,9}, $/

/** Where the parts of a line are that begins with a stamp; the stamp holds its time. */
export class Stamped {
  readonly stamp = new Stamp()
  shape: StampedShape = 'none'
  nameFrom = 0
  nameEnd = 0
  textFrom = 0

  read(line: string, style: StampStyle): boolean {
    this.shape = 'none'
    if (!this.#time(line, style)) return false
    const at = this.stamp.end
    if (at === line.length) this.shape = style === 'clock' ? 'none' : 'bare'
    else if (line.charCodeAt(at) === COMMA) this.#afterComma(line, at)
    else if (line.charCodeAt(at) === COLON && (at + 1 === line.length || line.charCodeAt(at + 1) === SPACE)) {
      this.shape = 'notice'
      this.textFrom = at + 2
    }
    return this.shape !== 'none'
  }

  #afterComma(line: string, comma: number): void {
    if (line.charCodeAt(comma + 1) !== SPACE) return
    this.nameFrom = comma + 2
    const colon = line.indexOf(' : ', comma + 1)
    // A body of nothing may have lost the space that ends its line.
    const end = colon === -1 && line.endsWith(' :') ? line.length - 2 : colon
    this.shape = end === -1 ? 'system' : 'message'
    this.nameEnd = Math.max(end, this.nameFrom)
    this.textFrom = end === -1 ? this.nameFrom : end + 3
  }

  #time(line: string, style: StampStyle): boolean {
    const { stamp } = this
    const first = line.charCodeAt(0)
    switch (style) {
      case 'korean':
        return line.charCodeAt(4) === YEAR && stamp.korean(line, 0) && stamp.clock(line, stamp.end + 1)
      case 'dotted':
        return line.charCodeAt(4) === DOT && stamp.dotted(line, 0) && stamp.clock(line, stamp.end + 1)
      case 'english':
        return first >= A && first <= Z && stamp.english(line, 0) && stamp.clock(line, afterEnglishDate(line, stamp.end))
      case 'clock':
        return (first === O || isDigit(first) || first === A || first === 0x50) && stamp.clock(line, 0)
    }
  }
}

/** `, `, ` at ` or one space. */
function afterEnglishDate(line: string, at: number): number {
  if (line.charCodeAt(at) === COMMA) return at + 2
  return line.startsWith(' at ', at) ? at + 4 : at + 1
}

/** A line between days, as iPhones write them: `2022년 10월 20일 목요일`, `Thursday, October 20, 2022`. The stamp holds the date. */
export function isPhoneDate(stamp: Stamp, line: string): boolean {
  if (line.length > LONGEST_DATE) return false
  if (line.charCodeAt(4) === YEAR) return stamp.korean(line, 0) && KO_WEEKDAY.test(line.slice(stamp.end))
  const first = line.charCodeAt(0)
  if (first < A || first > Z) return false
  const comma = line.indexOf(', ')
  return comma > 2 && EN_WEEKDAY.test(line.slice(0, comma + 2)) && stamp.english(line, comma + 2) && stamp.end === line.length
}

/** A line that is one between days if the next record is of that day, and text if not. */
interface Doubtful {
  readonly line: string
  readonly number: number
  readonly day: number
  blanks: number
}

export class PhoneReader implements LineTaker {
  readonly #to: Conversation
  readonly #from: number
  readonly #style: StampStyle
  readonly #stamped = new Stamped()
  readonly #times = new Times()
  #doubtful: Doubtful | undefined
  #isUndatedTold = false

  /** Lines before `from` belong to the header. */
  constructor(to: Conversation, from: number, style: StampStyle) {
    this.#to = to
    this.#from = from
    this.#style = style
  }

  cut(number: number): void {
    this.#to.warn(number, 'CUT_LINE')
  }

  line(raw: string, number: number): void {
    if (number <= this.#from) return
    const line = bodyOf(raw)
    if (line === '') {
      if (this.#doubtful === undefined) this.#to.blank()
      else this.#doubtful.blanks += 1
      return
    }
    const stamped = this.#stamped
    const isStamped = stamped.read(line, this.#style)
    if (this.#doubtful !== undefined) this.#decide(isStamped)
    if (isStamped) {
      if (stamped.shape === 'bare') this.#separator(line, number)
      else this.#record(line, number)
    } else if (isPhoneDate(stamped.stamp, line)) this.#separator(line, number)
    else if (isPolicyLine(line) && !this.#to.isOpen) return
    else this.#to.more(line, number)
  }

  #record(line: string, number: number): void {
    const { stamp, shape, nameFrom, nameEnd, textFrom } = this.#stamped
    if (this.#style !== 'clock') this.#times.day(stamp.year, stamp.month, stamp.day)
    const time = this.#times.time(stamp.minute)
    if (time === null) this.#undated(number)
    this.#to.begin(shape === 'message' ? line.slice(nameFrom, nameEnd) : null, time, line.slice(textFrom), number)
  }

  #undated(number: number): void {
    const isOwnFault = this.#style !== 'clock' || this.#stamped.stamp.minute < 0
    // Where no day is known, it is said once, not at every line until there is one.
    if (!isOwnFault && this.#isUndatedTold) return
    this.#to.warn(number, 'BAD_TIME')
    this.#isUndatedTold = !isOwnFault
  }

  #separator(line: string, number: number): void {
    const { stamp } = this.#stamped
    if (this.#style === 'clock') {
      // Nothing but this line says the day.
      this.#isUndatedTold = !this.#times.day(stamp.year, stamp.month, stamp.day)
      if (this.#isUndatedTold) this.#to.warn(number, 'BAD_TIME')
    } else if (this.#to.isOpen) this.#doubtful = { line, number, day: dayOf(stamp), blanks: 0 }
    else if (!stamp.isDay()) this.#to.warn(number, 'BAD_TIME')
  }

  /** The line after it has come: bodies may quote what stands between days. */
  #decide(isStamped: boolean): void {
    const doubtful = this.#doubtful
    this.#doubtful = undefined
    if (doubtful === undefined || (isStamped && dayOf(this.#stamped.stamp) === doubtful.day)) return
    this.#to.more(doubtful.line, doubtful.number)
    for (let count = 0; count < doubtful.blanks; count += 1) this.#to.blank()
  }
}

function dayOf({ year, month, day }: Stamp): number {
  return (year * 100 + month) * 100 + day
}
