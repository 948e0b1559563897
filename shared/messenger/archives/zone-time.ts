/**
 * Wall-clock times of a zone as instants. Nothing guesses: a text either is a time that exists in the calendar, or it is none. In the hour
 * that a zone skips the clock is taken as it stood before (the time moves on by the gap); in the hour that it has twice the first is meant,
 * unless that lies before what was said last.
 */
const DAY_MS = 86_400_000
const SLOT_MS = 900_000
const SLOTS_KEPT = 8_192
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z)?$/
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const FIRST_YEAR = 1000

export interface WrittenTime {
  /** The clock's face as if it were UTC, ms. */
  readonly face: number
  readonly precision: 'minute' | 'second' | 'instant'
  /** `YYYY-MM-DDTHH:mm`, with a `Z` where it is an instant. */
  readonly minute: string
}

/** undefined: no such form, or no such day or time. */
export function readTime(text: string): WrittenTime | undefined {
  const parts = SHAPE.exec(text)
  if (parts === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.slice(1, 6).map(Number)
  const second = Number(parts[6] ?? 0)
  const isReal = year >= FIRST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month)
  if (!isReal || hour > 23 || minute > 59 || second > 59) return undefined
  const face = Date.UTC(year, month - 1, day, hour, minute, second) + Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3))
  const isInstant = parts[8] === 'Z'
  const precision = isInstant ? 'instant' : parts[6] === undefined ? 'minute' : 'second'
  return { face, precision, minute: `${text.slice(0, 16)}${isInstant ? 'Z' : ''}` }
}

function daysOf(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0)
}

export class Zone {
  readonly name: string
  readonly #format: Intl.DateTimeFormat
  /** By quarter of an hour: zones change at none other. */
  readonly #offsets = new Map<number, number>()

  private constructor(name: string, format: Intl.DateTimeFormat) {
    this.name = name
    this.#format = format
  }

  /** undefined: no IANA name that is known here. */
  static of(name: string): Zone | undefined {
    // Offsets (`+09:00`) are no zone: they know nothing of summer time.
    if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name)) return undefined
    try {
      const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
        timeZone: name,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      })
      return new Zone(name, format)
    } catch (cause) {
      if (cause instanceof RangeError) return undefined
      throw cause
    }
  }

  /** The instant, ms, at which the zone's clocks showed that face. `notBefore`: what was said before it. */
  instantOf(face: number, notBefore = Number.NEGATIVE_INFINITY): number {
    const before = this.#offsetAt(face - DAY_MS)
    const after = this.#offsetAt(face + DAY_MS)
    if (before === after && this.#offsetAt(face - before) === before) return face - before
    const fitting = [face - before, face - after].filter((at) => at + this.#offsetAt(at) === face).toSorted((a, b) => a - b)
    const [first, second] = fitting
    if (first === undefined) return face - before
    return second !== undefined && first < notBefore ? second : first
  }

  /** The face of the zone's clocks at an instant: `YYYY-MM-DD HH:mm`. */
  shown(instant: number): string {
    return new Date(instant + this.#offsetAt(instant)).toISOString().slice(0, 16).replace('T', ' ')
  }

  #offsetAt(instant: number): number {
    const slot = Math.floor(instant / SLOT_MS)
    const known = this.#offsets.get(slot)
    if (known !== undefined) return known
    const start = slot * SLOT_MS
    const part = new Map(this.#format.formatToParts(start).map(({ type, value }) => [type, Number(value)]))
    const at = (name: Intl.DateTimeFormatPartTypes): number => part.get(name) ?? 0
    const offset = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second')) - start
    if (this.#offsets.size >= SLOTS_KEPT) this.#offsets.clear()
    this.#offsets.set(slot, offset)
    return offset
  }
}
