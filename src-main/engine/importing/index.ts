export { decoders } from './decoders.ts'
export { openSource } from './open-source.ts'
export { readPath } from './read-source.ts'
export type { PathOptions } from './read-source.ts'
