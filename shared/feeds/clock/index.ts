export { HybridClock, isDoubtful } from './hybrid-clock.ts'
