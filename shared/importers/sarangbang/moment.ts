/** A moment with its offset as our text has it, checked: no day that does not exist is taken for another one. */

const FORM = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})\.(\d{3})([+-])(\d{2}):(\d{2})$/
const MOMENT_CHARACTERS = '2026-11-22T21:00:03.123+09:00'.length

export { MOMENT_CHARACTERS }

/** As an instant (`…Z`); null: there is no such time. undefined: it is no moment at all. */
export function instantOf(text: string): string | null | undefined {
  if (text.length !== MOMENT_CHARACTERS) return undefined
  const [, ...parts] = FORM.exec(text) ?? []
  if (parts.length === 0) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0] = parts.slice(0, 7).map(Number)
  const [offsetHours = 0, offsetMinutes = 0] = parts.slice(8).map(Number)
  const local = new Date(0)
  local.setUTCFullYear(year, month - 1, day)
  local.setUTCHours(hour, minute, second, ms)
  // Whatever was carried over comes out as other numbers than went in.
  if (local.toISOString().slice(0, -1) !== text.slice(0, -6) || offsetMinutes > 59 || offsetHours > 23) return null
  const offset = (parts[7] === '-' ? -1 : 1) * (offsetHours * 60 + offsetMinutes) * 60_000
  const instant = new Date(local.getTime() - offset)
  const iso = instant.toISOString()
  return iso.length === '2026-11-22T12:00:03.123Z'.length ? iso : null
}
