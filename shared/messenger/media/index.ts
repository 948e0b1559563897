export { Media } from './media.ts'
export type { MediaDeps } from './media.ts'
