/**
 * Days and times of day as exports write them, checked by hand: no such day is no day (30 February), and nothing here asks a `Date` what it
 * thinks. Years of messengers only: what is before or after is no date but a number.
 */

const YEAR_FIRST = 1970
const YEAR_LAST = 2199

/** `YYYY-MM-DD`; undefined: there is no such day. Two figures of a year are 20yy. */
export function dateText(year: number, month: number, day: number): string | undefined {
  const full = year < 100 ? 2000 + year : year
  if (full < YEAR_FIRST || full > YEAR_LAST || month < 1 || month > 12 || day < 1 || day > daysOf(full, month)) return undefined
  return `${full}-${two(month)}-${two(day)}`
}

/** `HH:mm` or `HH:mm:ss`; undefined: there is no such time. */
export function timeText(hour: number, minute: number, second?: number): string | undefined {
  if (hour > 23 || minute > 59 || (second ?? 0) > 59) return undefined
  return second === undefined ? `${two(hour)}:${two(minute)}` : `${two(hour)}:${two(minute)}:${two(second)}`
}

/** 0: Sunday. Of a day that exists (Zeller's count). */
export function weekdayOf(year: number, month: number, day: number): number {
  const shifted = month < 3 ? month + 12 : month
  const y = month < 3 ? year - 1 : year
  const count = day + Math.floor((13 * (shifted + 1)) / 5) + y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  return (count + 6) % 7
}

function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`
}
