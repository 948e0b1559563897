export { createExportsDesk } from './exports-desk.ts'
export type { ExportsDesk } from './exports-desk.ts'
