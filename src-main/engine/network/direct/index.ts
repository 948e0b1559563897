export { Reachability } from './reachability.ts'
export type { Reachable } from './reachability.ts'
export { Upgrade } from './upgrade.ts'
export { answerWhere } from './where.ts'
