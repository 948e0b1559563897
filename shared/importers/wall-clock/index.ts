export { dateText, timeText, weekdayOf } from './calendar.ts'
export { halfOf, hourOfDay } from './halves.ts'
export type { Half } from './halves.ts'
