export { setWriting, useWriting, writingIn } from './writing.ts'
export type { Writing, WritingMode } from './writing.ts'
