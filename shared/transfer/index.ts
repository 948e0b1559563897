export type { FetchEnd, FetchOrder, FetchProgress, FileFetch } from './fetch.ts'
export type { MediaHost, OfferedFile } from './host.ts'
export { createMediaHub } from './hub.ts'
export type { MediaHub } from './hub.ts'
