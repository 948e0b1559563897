export { AttachmentDesk } from './desk.ts'
export type { AttachmentDeskDeps } from './desk.ts'
