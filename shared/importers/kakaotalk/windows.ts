/** What KakaoTalk for Windows writes (IMP-13): a line for each day, records that say the time alone, system lines that say not even that. */
import type { LineTaker } from '../text/index.ts'
import type { Conversation } from './conversation.ts'
import { bodyOf } from './line-body.ts'
import { Stamp, Times } from './stamp.ts'
import { isPolicyLine, isSystemLine } from './system-lines.ts'

const BRACKET = 0x5b
const CLOSING = 0x5d
const SPACE = 0x20
const DASH = 0x2d
const DASHES = '-'.repeat(15)
/** Day of the week after a Korean date, before an English one. */
const KO_WEEKDAY = /^ .요일 $/
const EN_WEEKDAY = /^ [A-Z][a-z]{2,9}, $/
const LONGEST_DATE = 100

/** The stamp holds the date. */
export function isWindowsDate(stamp: Stamp, line: string): boolean {
  if (line.charCodeAt(0) !== DASH || line.length > LONGEST_DATE || !line.startsWith(`${DASHES} `) || !line.endsWith(` ${DASHES}`))
    return false
  const last = line.length - DASHES.length
  if (stamp.korean(line, DASHES.length + 1)) return KO_WEEKDAY.test(line.slice(stamp.end, last))
  const from = line.indexOf(', ', DASHES.length) + 2
  return stamp.english(line, from) && stamp.end === last - 1 && EN_WEEKDAY.test(line.slice(DASHES.length, from))
}

/**
 * Where the name ends, or -1: no record. The stamp holds the clock and where it ends. The leftmost clock in brackets wins: names may hold
 * brackets, and bodies quote whole records.
 */
export function endOfWindowsName(stamp: Stamp, line: string): number {
  if (line.charCodeAt(0) !== BRACKET) return -1
  for (let at = line.indexOf('] [', 1); at !== -1; at = line.indexOf('] [', at + 1)) {
    if (!stamp.clock(line, at + 3) || line.charCodeAt(stamp.end) !== CLOSING) continue
    if (stamp.end + 1 === line.length || line.charCodeAt(stamp.end + 1) === SPACE) return at
  }
  return -1
}

export class WindowsReader implements LineTaker {
  readonly #to: Conversation
  readonly #from: number
  readonly #stamp = new Stamp()
  readonly #times = new Times()
  /** Nothing has been said yet on the day that has begun: no body can go on. */
  #isNewDay = false
  #dayStart: string | null = null
  #isUndatedTold = false

  /** Lines before `from` belong to the header. */
  constructor(to: Conversation, from: number) {
    this.#to = to
    this.#from = from
  }

  cut(number: number): void {
    this.#to.warn(number, 'CUT_LINE')
  }

  line(raw: string, number: number): void {
    if (number <= this.#from) return
    const line = bodyOf(raw)
    if (line === '') {
      this.#to.blank()
      return
    }
    const nameEnd = endOfWindowsName(this.#stamp, line)
    if (nameEnd !== -1) this.#record(line, nameEnd, number)
    else if (isWindowsDate(this.#stamp, line)) this.#day(number)
    else if (isSystemLine(line)) this.#system(line, number)
    else if (isPolicyLine(line) && (this.#isNewDay || !this.#to.isOpen)) return
    else if (this.#isNewDay) this.#system(line, number)
    else this.#to.more(line, number)
  }

  #record(line: string, nameEnd: number, number: number): void {
    const { minute, end } = this.#stamp
    const time = this.#times.time(minute)
    if (minute < 0) this.#to.warn(number, 'BAD_TIME')
    else if (time === null && !this.#isUndatedTold) {
      // No day is known: said once, not at every line until there is one.
      this.#isUndatedTold = true
      this.#to.warn(number, 'BAD_TIME')
    }
    this.#isNewDay = false
    this.#dayStart = null
    this.#to.begin(line.slice(1, nameEnd), time, line.slice(end + 2), number)
  }

  #day(number: number): void {
    const { year, month, day } = this.#stamp
    this.#isNewDay = true
    if (this.#times.day(year, month, day)) this.#dayStart = this.#times.time(0)
    else {
      this.#to.warn(number, 'BAD_TIME')
      this.#isUndatedTold = true
    }
  }

  /** Of the last time of its day; before anything was said on it, of its beginning. */
  #system(line: string, number: number): void {
    this.#isNewDay = false
    this.#to.begin(null, this.#dayStart, line, number)
    this.#dayStart = null
  }
}
