export { detached } from './detached.ts'
export { LineSplitter } from './line-splitter.ts'
export type { LineTaker } from './line-splitter.ts'
export { withoutMarks } from './marks.ts'
