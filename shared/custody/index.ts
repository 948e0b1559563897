export { spreadOf } from './delivery.ts'
export type { Holding, Placed, Spread } from './delivery.ts'
export { includes, union, without } from './ranges.ts'
export type { SeqRanges } from './ranges.ts'
