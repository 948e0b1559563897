export { Outbox, SEND_REASON } from './outbox.ts'
export type { PostedFile } from './outbox.ts'
