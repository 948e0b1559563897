/** Moments as people of one time zone read them, exact to the millisecond: `2026-11-22T21:00:03.123+09:00`. */

/** Offsets change at quarters of an hour, where they change at all; asking for one costs a thousand times more than remembering it. */
const STEP_MS = 15 * 60_000
const REMEMBERED = 4096

export class Zone {
  readonly name: string
  readonly #format: Intl.DateTimeFormat
  readonly #longDays = new Map<'ko' | 'en', Intl.DateTimeFormat>()
  readonly #offsets = new Map<number, number>()

  /** Throws `RangeError` for a name that is none. */
  constructor(name?: string) {
    this.#format = new Intl.DateTimeFormat('en-US', { timeZoneName: 'longOffset', ...(name !== undefined && { timeZone: name }) })
    this.name = this.#format.resolvedOptions().timeZone
  }

  /** With its offset; years from 0 to 9999, others as the nearest of these. */
  iso(ms: number): string {
    const offset = this.#minutes(ms)
    const local = new Date(ms + offset * 60_000).toISOString().slice(0, -1)
    const two = (value: number): string => String(value).padStart(2, '0')
    const size = Math.abs(offset)
    return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
  }

  /** `2026-11-22` */
  day(ms: number): string {
    return this.iso(ms).slice(0, 10)
  }

  /** `2026년 11월 22일 일요일` */
  longDay(ms: number, language: 'ko' | 'en'): string {
    const format = this.#longDays.get(language) ?? new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: this.name })
    this.#longDays.set(language, format)
    return format.format(ms)
  }

  /** `21:00` */
  time(ms: number): string {
    return this.iso(ms).slice(11, 16)
  }

  #minutes(ms: number): number {
    const step = Math.floor(ms / STEP_MS)
    const known = this.#offsets.get(step)
    if (known !== undefined) return known
    const text = this.#format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? ''
    const [, sign, hours, minutes] = /^GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(text) ?? []
    const offset = (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0))
    if (this.#offsets.size >= REMEMBERED) this.#offsets.clear()
    this.#offsets.set(step, offset)
    return offset
  }
}
