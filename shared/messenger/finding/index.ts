export { Audience } from './audience.ts'
export { Finding } from './finding.ts'
export { KEEPSAKE_DIGEST_BYTES, recordMessage } from './record-message.ts'
export type { RecordMessage } from './record-message.ts'
