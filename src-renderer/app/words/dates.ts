/**
 * Dates and times as people write them (ui.md §7): a time of day in the timeline; in lists the time today, then yesterday, then the day, then
 * with the year. Formatters are kept, because making one costs more than a hundred uses.
 */
import { useMemo } from 'react'
import type { Language } from '../../../shared/i18n/index.ts'
import { useLanguage } from './language.ts'

export interface Dates {
  /** 오후 4:20 */
  time(at: number): string
  /** Today → time, 어제, 10월 13일, 2021. 10. 13. */
  inList(at: number, now?: number): string
  /** 10월 15일 토요일; with the year when it is another. */
  day(at: number, now?: number): string
  /** 10월 3일; with the year when it is another. */
  date(at: number, now?: number): string
  /** 2022년 10월 */
  month(at: number): string
  /** Day and time, for details. */
  full(at: number): string
}

const kept = new Map<Language, Dates>()

export function datesIn(language: Language): Dates {
  const known = kept.get(language)
  if (known !== undefined) return known
  const made = make(language)
  kept.set(language, made)
  return made
}

export function useDates(): Dates {
  const language = useLanguage()
  return useMemo(() => datesIn(language), [language])
}

/** Days between two moments by the calendar of this place; negative for the future. */
export function daysBetween(earlier: number, later: number): number {
  return Math.round((midnight(later) - midnight(earlier)) / DAY_MS)
}

const DAY_MS = 86_400_000

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

function make(language: Language): Dates {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options)
  const time = format({ hour: 'numeric', minute: '2-digit' })
  const monthDay = format({ month: 'long', day: 'numeric' })
  const shortYear = format(language === 'ko' ? { dateStyle: 'medium' } : { day: 'numeric', month: 'short', year: 'numeric' })
  const longDate = format({ year: 'numeric', month: 'long', day: 'numeric' })
  const day = format({ month: 'long', day: 'numeric', weekday: 'long' })
  const dayOfYear = format({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' })
  const month = format({ year: 'numeric', month: 'long' })
  const full = format({ year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit' })
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const isThisYear = (at: number, now: number) => new Date(at).getFullYear() === new Date(now).getFullYear()
  return {
    time: (at) => time.format(at),
    inList(at, now = Date.now()) {
      const days = daysBetween(at, now)
      if (days <= 0) return time.format(at)
      if (days === 1) return capital(relative.format(-1, 'day'))
      return isThisYear(at, now) ? monthDay.format(at) : shortYear.format(at)
    },
    day: (at, now = Date.now()) => (isThisYear(at, now) ? day : dayOfYear).format(at),
    date: (at, now = Date.now()) => (isThisYear(at, now) ? monthDay : longDate).format(at),
    month: (at) => month.format(at),
    full: (at) => full.format(at),
  }
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}
