export type { SetPartsCode } from './file-sets.ts'
export { Media } from './media.ts'
export type { MediaDeps } from './media.ts'
export { attachmentsOf } from './room-files.ts'
