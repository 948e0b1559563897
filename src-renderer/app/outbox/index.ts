/** Files on their way out of this page: handed to the engine, then posted as a message. */
export { sendFiles, useSendings } from './sendings.ts'
export type { Letter } from './sendings.ts'
export type { Words } from './sending.ts'
export { SendingStrip } from './SendingStrip.tsx'
