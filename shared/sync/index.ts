export { SYNC_CODES, pointsFor } from './codes.ts'
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
