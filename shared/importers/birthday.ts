/** Birthdays as address books write them, to `YYYY-MM-DD` or, without a year, `--MM-DD`. A day that no calendar has is none. */

/** Apple's way to say that the year is not known. */
const NO_YEAR = 1604
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const CLOCK = /[T ]\d{1,2}(?::?\d{2}){0,2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/
const BASIC = /^(\d{4})(\d{2})(\d{2})$/
const YEAR_FIRST = /^(\d{4}) ?[-./年년] ?(\d{1,2}) ?[-./月월] ?(\d{1,2}) ?[.日일]?$/
const YEARLESS = /^--(\d{2})-?(\d{2})$/
const YEAR_LAST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/

/** `bad`: it has the form of a date and is none. `unknown`: it has no form known here. */
export type Birthday = { readonly ok: true; readonly day: string } | { readonly ok: false; readonly why: 'bad' | 'unknown' }

/** `yearUnknown`: the year that stands for none. With the year last, the month is first unless that cannot be. */
export function parseBirthday(written: string, yearUnknown: number = NO_YEAR): Birthday {
  const text = written.length > 64 ? '' : written.trim().replace(CLOCK, '')
  const whole = BASIC.exec(text) ?? YEAR_FIRST.exec(text)
  if (whole !== null) return day(Number(whole[1]), Number(whole[2]), Number(whole[3]), yearUnknown)
  const yearless = YEARLESS.exec(text)
  if (yearless !== null) return day(yearUnknown, Number(yearless[1]), Number(yearless[2]), yearUnknown)
  const last = YEAR_LAST.exec(text)
  if (last === null) return { ok: false, why: 'unknown' }
  const [first, second, year] = [Number(last[1]), Number(last[2]), Number(last[3])]
  return first > 12 ? day(year, second, first, yearUnknown) : day(year, first, second, yearUnknown)
}

function day(year: number, month: number, date: number, yearUnknown: number): Birthday {
  const isYearless = year === yearUnknown
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const last = month === 2 && !isLeap && !isYearless ? 28 : (DAYS[month - 1] ?? 0)
  if (year < 1 || month < 1 || date < 1 || date > last) return { ok: false, why: 'bad' }
  const rest = `${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
  return { ok: true, day: isYearless ? `--${rest}` : `${String(year).padStart(4, '0')}-${rest}` }
}
