export { assume } from './assumed-rows.ts'
export { seqsAnswered } from './block-facts.ts'
export { SYNC_CODES, pointsFor } from './codes.ts'
export { BlockIntake } from './feed-intake.ts'
export { BlockAssembler, FrameDecoder, blockBytes, encodeBlock, encodeFrame } from './frames/index.ts'
export type { AnyFrame, FrameOf } from './frames/index.ts'
export type {
  Accepted,
  CarryFrame,
  CarryState,
  FeedRow,
  GovRow,
  MatchKey,
  PeerSession,
  Ranges,
  RoomStanding,
  RoomSync,
  SyncCode,
  SyncHost,
  SyncHub,
  WireBlock,
} from './host.ts'
export { createSyncHub } from './hub.ts'
export type { StreamHub } from './hub.ts'
export { Outbox } from './outbox.ts'
export { isEqual } from './ranges.ts'
export { PeerScores } from './score.ts'
