export { Archives } from './archives.ts'
export type { BatchWriting, ChatIntake } from './batch-writing.ts'
