/** Which frames may come when: from strangers, and for rooms that are bound; and which numbers no version has given out yet. */
import type { DecodedFrame, Frame, FrameOf } from './frames/index.ts'

export type RoomFrame = FrameOf<'govHave' | 'have' | 'want' | 'block' | 'wantEnd' | 'status' | 'grantWant' | 'proof' | 'typing'>

/** A stranger's frames that are no offence. */
export const STRANGERS: ReadonlySet<Frame['type']> = new Set<Frame['type']>([
  'tags',
  'ident',
  'knock',
  'knockReply',
  'ping',
  'pong',
  'error',
  'bye',
])

/** BYE: the last number below those that a peer may ignore. */
const LAST_TYPE = 20
/** ENC-5: from here on unknown frames are ignored. */
const FIRST_OPTIONAL_TYPE = 128

/** ENC-5: what to say to a frame of a type, or of a known type with fields, that a later version made. */
export function answerToUnknown(tag: number): 'end' | 'ignore' | 'UNSUPPORTED' | 'BAD_FRAME' {
  if (tag >= FIRST_OPTIONAL_TYPE) return 'ignore'
  // HELLO.
  if (tag === 0) return 'end'
  return tag <= LAST_TYPE ? 'UNSUPPORTED' : 'BAD_FRAME'
}

/** One of many, when rooms open: together they wait for the disk only once. */
export function isGovernance(decoded: DecodedFrame): boolean {
  return decoded.ok && decoded.frame.type === 'block' && decoded.frame.lane === 'gov'
}
