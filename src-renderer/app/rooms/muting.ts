/** Until when a room may be quiet. */
const HOUR_MS = 3_600_000
const MORNING_HOUR = 8

export function inAnHour(): number {
  return Date.now() + HOUR_MS
}

export function tomorrowMorning(): number {
  const day = new Date()
  day.setDate(day.getDate() + 1)
  return day.setHours(MORNING_HOUR, 0, 0, 0)
}
