/** A birthday as people write it: `1990-05-03`, or `--05-03` where the year is not known. What is neither stays as it stands. */
import type { Language } from '../../../shared/i18n/index.ts'

export function birthdayText(birthday: string, language: Language): string {
  const [, year, month, day] = /^(\d{4}|-)-(\d{2})-(\d{2})$/.exec(birthday) ?? []
  if (year === undefined || month === undefined || day === undefined) return birthday
  const hasYear = year !== '-'
  // 2000 has every day there is.
  const at = Date.UTC(hasYear ? Number(year) : 2000, Number(month) - 1, Number(day))
  return new Intl.DateTimeFormat(language, {
    ...(hasYear && { year: 'numeric' }),
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(at)
}
