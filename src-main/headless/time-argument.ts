/** `--since` as people type it. */
import { UsageFailure } from './failure.ts'

/** A day, a moment, so long ago, or `all`, in milliseconds. */
export function timeOf(typed: string, now: number): number {
  if (typed === 'all') return 0
  const ago = /^(\d{1,5})([mhd])$/.exec(typed)
  if (ago !== null) return Math.max(0, now - Number(ago[1]) * { m: 60_000, h: 3_600_000, d: 86_400_000 }[ago[2] as 'm' | 'h' | 'd'])
  const at = /^\d{4}-\d{2}-\d{2}/.test(typed) ? Date.parse(typed.length === 10 ? `${typed}T00:00` : typed) : Number.NaN
  if (Number.isFinite(at) && at >= 0) return at
  throw new UsageFailure({
    en: '--since is a day (2026-11-22), a time so long ago (7d), or all.',
    ko: '--since는 날짜(2026-11-22), 기간(7d), all 가운데 하나예요.',
  })
}
