export { foremostCode, LOCAL_CODES, REACH_CODES } from './reach-code.ts'
export type { LocalCode, ReachCode } from './reach-code.ts'
export type { DialResult, PeerStream, StreamHandlers, Transport } from './stream.ts'
