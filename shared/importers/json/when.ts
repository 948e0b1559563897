/** Times of JSON exports: each checked to be a real day, none guessed. */

/** 9999-12-31T23:59:59.999Z and its like before year 1. */
const LATEST_MS = 253_402_300_799_999
const EARLIEST_MS = -62_135_596_800_000
const LOCAL = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?$/
const OFFSET = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:(Z)|([+-])(\d{2}):?(\d{2}))$/

/** `YYYY-MM-DDTHH:mm[:ss]` of a wall clock, or undefined when there is no such moment. */
export function localTime(text: string): string | undefined {
  const match = text.length > 32 ? null : LOCAL.exec(text)
  if (match === null) return undefined
  const [, year = '', month = '', day = '', hour = '', minute = '', second] = match
  return wallClock(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    second === undefined ? undefined : Number(second),
  )
}

/** The same from its parts; no second: to the minute. */
export function wallClock(year: number, month: number, day: number, hour: number, minute: number, second?: number): string | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || (second !== undefined && (second < 0 || second > 59))) return undefined
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${pad(hour, 2)}:${pad(minute, 2)}`
  return second === undefined ? date : `${date}:${pad(second, 2)}`
}

/** Milliseconds since 1970 as `YYYY-MM-DDTHH:mm:ss[.sss]Z`. */
export function instant(ms: number): string | undefined {
  if (!Number.isSafeInteger(ms) || ms < EARLIEST_MS || ms > LATEST_MS) return undefined
  const text = new Date(ms).toISOString()
  return ms % 1000 === 0 ? `${text.slice(0, 19)}Z` : text
}

/** An instant from a text with an offset; parts below a millisecond are left off. */
export function instantOf(text: string): string | undefined {
  const match = text.length > 48 ? null : OFFSET.exec(text)
  if (match === null) return undefined
  const [
    ,
    year = '',
    month = '',
    day = '',
    hour = '',
    minute = '',
    second = '00',
    fraction = '',
    ,
    sign,
    offsetHours = '0',
    offsetMinutes = '0',
  ] = match
  const wall = wallClock(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second))
  if (wall === undefined || Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return undefined
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -1 : 1)
  return instant(wallMs(wall) - offset * 60_000 + Number(fraction.padEnd(3, '0').slice(0, 3)))
}

/** A wall clock (as made by `wallClock`) read as if it were UTC, in milliseconds. */
export function wallMs(wall: string): number {
  const second = wall.length > 16 ? Number(wall.slice(17, 19)) : 0
  const date = new Date(0)
  date.setUTCFullYear(Number(wall.slice(0, 4)), Number(wall.slice(5, 7)) - 1, Number(wall.slice(8, 10)))
  date.setUTCHours(Number(wall.slice(11, 13)), Number(wall.slice(14, 16)), second)
  return date.getTime()
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
