export { NamedTimers } from './named-timers.ts'
