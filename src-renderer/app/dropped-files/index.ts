export { droppedFiles } from './dropped-files.ts'
export type { DroppedFile } from './dropped-files.ts'
