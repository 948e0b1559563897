/**
 * Dates and times of day as KakaoTalk writes them, read character by character: this runs once or twice for every line of a file, so nothing is
 * allocated here and no expression is matched. What was read stands in the fields until the next call.
 */

const DIGIT_0 = 0x30
const DIGIT_9 = 0x39
const SPACE = 0x20
const COLON = 0x3a
const COMMA = 0x2c
const DOT = 0x2e
/** 오전, 오후: before noon, after noon. */
const O = 0xc624
const JEON = 0xc804
const HU = 0xd6c4
const YEAR = 0xb144
const MONTH = 0xc6d4
const DAY = 0xc77c

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const
const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const
const MINUTES_OF_DAY = 1440

/** `T00:00` to `T23:59`. */
const CLOCKS: readonly string[] = Array.from(
  { length: MINUTES_OF_DAY },
  (_, minute) => `T${two(Math.trunc(minute / 60))}:${two(minute % 60)}`,
)

function two(number: number): string {
  return String(number).padStart(2, '0')
}

export function isDigit(code: number): boolean {
  return code >= DIGIT_0 && code <= DIGIT_9
}

/** Also those that phones put before AM and PM. */
function isSpace(code: number): boolean {
  return code === SPACE || code === 0xa0 || code === 0x202f
}

/** Such a day is in the calendar. */
export function isDay(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > (DAYS_OF_MONTH[month - 1] ?? 0)) return false
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0))
}

export class Stamp {
  /** Where what was read ends. */
  end = 0
  /** Since midnight; -1: there is no such time of day. */
  minute = -1
  /** Said with words for before and after noon. */
  isTwelve = false
  /** Of the last clock: those words are Korean. */
  isKorean = false
  year = 0
  month = 0
  day = 0

  /** `오후 8:15`, `PM 8:15`, `8:15 PM`, `20:15`. */
  clock(text: string, from: number): boolean {
    let at = from
    let half = this.#half(text, at)
    this.isKorean = half !== 0 && text.charCodeAt(at) === O
    if (half !== 0) {
      if (!isSpace(text.charCodeAt(this.end))) return false
      at = this.end + 1
    }
    const hour = this.#number(text, at, 2)
    if (hour < 0 || text.charCodeAt(this.end) !== COLON) return false
    const tens = text.charCodeAt(this.end + 1)
    const ones = text.charCodeAt(this.end + 2)
    if (!isDigit(tens) || !isDigit(ones)) return false
    at = this.end + 3
    if (half === 0 && isSpace(text.charCodeAt(at))) half = this.#half(text, at + 1)
    // A number that goes on is no clock; seconds are written nowhere but in headers.
    if (half === 0 || this.end < at) this.end = at
    if (isDigit(text.charCodeAt(this.end))) return false
    this.isTwelve = half !== 0
    this.minute = minuteOf(hour, (tens - DIGIT_0) * 10 + ones - DIGIT_0, half)
    return true
  }

  /** `2022년 10월 20일`. */
  korean(text: string, from: number): boolean {
    const year = this.#year(text, from, YEAR)
    if (year < 0 || !isSpace(text.charCodeAt(from + 5))) return false
    const month = this.#number(text, from + 6, 2)
    if (month < 0 || text.charCodeAt(this.end) !== MONTH || !isSpace(text.charCodeAt(this.end + 1))) return false
    const day = this.#number(text, this.end + 2, 2)
    if (day < 0 || text.charCodeAt(this.end) !== DAY) return false
    this.end += 1
    return this.#date(year, month, day)
  }

  /** `2022. 10. 20.`, also without the spaces. */
  dotted(text: string, from: number): boolean {
    const year = this.#year(text, from, DOT)
    if (year < 0) return false
    const month = this.#number(text, from + (isSpace(text.charCodeAt(from + 5)) ? 6 : 5), 2)
    if (month < 0 || text.charCodeAt(this.end) !== DOT) return false
    const day = this.#number(text, this.end + (isSpace(text.charCodeAt(this.end + 1)) ? 2 : 1), 2)
    if (day < 0 || text.charCodeAt(this.end) !== DOT) return false
    this.end += 1
    return this.#date(year, month, day)
  }

  /** `October 20, 2022`, `Oct 20, 2022`. */
  english(text: string, from: number): boolean {
    const first = text.charCodeAt(from)
    if (first < 0x41 || first > 0x5a) return false
    let at = from + 1
    while (at < from + 10 && isLetter(text.charCodeAt(at))) at += 1
    if (at < from + 3 || !isSpace(text.charCodeAt(at))) return false
    const day = this.#number(text, at + 1, 2)
    if (day < 0 || text.charCodeAt(this.end) !== COMMA || !isSpace(text.charCodeAt(this.end + 1))) return false
    const year = this.#number(text, this.end + 2, 4)
    if (year < 1000) return false
    const word = text.slice(from, at).toLowerCase()
    const month = MONTHS.findIndex((name) => name.startsWith(word)) + 1
    return month > 0 && this.#date(year, month, day)
  }

  /** Whether the date that was read is in the calendar. */
  isDay(): boolean {
    return isDay(this.year, this.month, this.day)
  }

  #date(year: number, month: number, day: number): boolean {
    this.year = year
    this.month = month
    this.day = day
    return true
  }

  /** Four digits and the sign after them. */
  #year(text: string, from: number, sign: number): number {
    if (text.charCodeAt(from + 4) !== sign) return -1
    const year = this.#number(text, from, 4)
    return this.end === from + 4 ? year : -1
  }

  /** One to `most` digits; -1: none. */
  #number(text: string, from: number, most: number): number {
    let number = 0
    let at = from
    while (at < from + most) {
      const code = text.charCodeAt(at)
      if (!isDigit(code)) break
      number = number * 10 + code - DIGIT_0
      at += 1
    }
    this.end = at
    return at === from ? -1 : number
  }

  /** 1: before noon, 2: after noon, 0: neither word stands here. */
  #half(text: string, at: number): 0 | 1 | 2 {
    const first = text.charCodeAt(at)
    if (first === O) {
      this.end = at + 2
      const second = text.charCodeAt(at + 1)
      return second === JEON ? 1 : second === HU ? 2 : 0
    }
    const lower = first | 0x20
    if (lower !== 0x61 && lower !== 0x70) return 0
    const isDotted = text.charCodeAt(at + 1) === DOT
    if ((text.charCodeAt(at + (isDotted ? 2 : 1)) | 0x20) !== 0x6d) return 0
    if (isDotted && text.charCodeAt(at + 3) !== DOT) return 0
    this.end = at + (isDotted ? 4 : 2)
    if (isLetter(text.charCodeAt(this.end))) return 0
    return lower === 0x61 ? 1 : 2
  }
}

function isLetter(code: number): boolean {
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x7a
}

/** Twelve in the morning is midnight, twelve after noon is noon. */
function minuteOf(hour: number, minute: number, half: 0 | 1 | 2): number {
  if (minute > 59 || hour > 23) return -1
  if (half === 0) return hour * 60 + minute
  if (half === 1 && hour > 12) return -1
  const isPast = half === 2 && hour < 12
  const isMidnight = half === 1 && hour === 12
  return (isMidnight ? 0 : isPast ? hour + 12 : hour) * 60 + minute
}

/** Local times, made once for each minute and each day in a row: most lines of a file say what the line before said. */
export class Times {
  #key = -1
  #isDay = false
  #day = ''
  #minute = -1
  #time = ''

  /** The day of what follows. False: there is no such day. */
  day(year: number, month: number, day: number): boolean {
    const key = (year * 100 + month) * 100 + day
    if (key === this.#key) return this.#isDay
    this.#key = key
    this.#isDay = isDay(year, month, day)
    this.#day = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
    this.#minute = -1
    return this.#isDay
  }

  /** Same form as a record's time; null: there is no such day or time. */
  time(minute: number): string | null {
    if (!this.#isDay || minute < 0) return null
    if (minute !== this.#minute) {
      this.#minute = minute
      this.#time = this.#day + (CLOCKS[minute] ?? '')
    }
    return this.#time
  }

  /** No day is known any more. */
  forget(): void {
    this.#key = -1
    this.#isDay = false
  }
}
