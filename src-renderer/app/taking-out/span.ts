/** Days somebody chose, as a stretch of time by the calendar of this place; both days belong to it. */

export interface Days {
  /** As a date field has them; empty: no end on that side. */
  readonly from: string
  readonly until: string
}

export interface Span {
  readonly from?: number
  readonly until?: number
}

export type SpanFault = 'dayWrong' | 'spanWrong'

export function spanOf({ from, until }: Days): Span | SpanFault {
  const first = dayStart(from, 0)
  // The last day is in it: up to where the next one begins.
  const end = dayStart(until, 1)
  if (first === 'wrong' || end === 'wrong') return 'dayWrong'
  if (first !== undefined && end !== undefined && end <= first) return 'spanWrong'
  return { ...(first !== undefined && { from: first }), ...(end !== undefined && { until: end }) }
}

function dayStart(day: string, after: number): number | 'wrong' | undefined {
  if (day === '') return undefined
  const [year, month, date] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? []).slice(1).map(Number)
  if (year === undefined || month === undefined || date === undefined) return 'wrong'
  const meant = new Date(year, month - 1, date)
  if (meant.getFullYear() !== year || meant.getMonth() !== month - 1 || meant.getDate() !== date) return 'wrong'
  const at = new Date(year, month - 1, date + after).getTime()
  // The engine counts from 1970.
  return at < 0 ? 'wrong' : at
}
