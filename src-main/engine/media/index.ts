export { openDiskMedia } from './disk-store.ts'
export type { DiskMediaOptions, DiskMediaStore } from './disk-store.ts'
