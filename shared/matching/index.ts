export { matchesName } from './match.ts'
export type { Match } from './match.ts'
