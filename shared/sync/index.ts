export type { Accepted, FeedRow, GovRow, MatchKey, PeerSession, Ranges, RoomSync, SyncCode, SyncHost, SyncHub, WireBlock } from './host.ts'
