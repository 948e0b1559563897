/**
 * What the sync protocol asks of the messenger, and nothing more. The sessions own frames, order, flow and scores; the host owns
 * meaning: signatures, governance, chains, storage. Every method is synchronous and total: hostile input gets a code, never a throw.
 */
import type { Clock, Crypto, Rng } from '../crypto/index.ts'
import type { AccountId, BlockId, DeviceId, EpochId, InviteId, RoomHandle, RoomId } from '../ids/index.ts'
import type { PeerStream } from '../reach/index.ts'
import type { RoomKey } from '../store/index.ts'

/** SYNC-12: codes, never text. */
export type SyncCode =
  | 'BAD_FRAME'
  | 'TOO_BIG'
  | 'BAD_SIG'
  | 'BAD_CHAIN'
  | 'BAD_BODY'
  | 'BAD_UPDATE'
  | 'NOT_LIVE'
  | 'NO_TAG'
  | 'SUPERSEDED'
  | 'FORKED'
  | 'OUT_OF_RANGE'
  | 'QUOTA'
  | 'BUSY'
  | 'RATE'
  | 'NO_KEY'
  | 'UNSUPPORTED'
  | 'CLOCK'
  | 'BLOCKED'
  | 'STORE_FULL'
  | 'GONE'

/** A secret both ends may share; SYNC-2 turns it into tags. */
export type MatchKey =
  /** `carrier`: the one device that has this key besides members, and keeps the room without being in it. */
  | { readonly kind: 'room'; readonly room: RoomKey; readonly key: Uint8Array; readonly carrier?: DeviceId }
  | { readonly kind: 'contact'; readonly account: AccountId; readonly key: Uint8Array }
  | { readonly kind: 'invite'; readonly invite: InviteId; readonly key: Uint8Array }
  | { readonly kind: 'self'; readonly key: Uint8Array }

/** A block as it travels: received bytes, untouched (ENC-2). */
export interface WireBlock {
  readonly header: Uint8Array
  readonly signature: Uint8Array | undefined
  readonly body: Uint8Array
}

/** CARR-1: a token, or what became of one. `ended` comes from who asked, the others from the carrier; `quota`: bytes for all his rooms. */
export type CarryFrame =
  | { readonly type: 'carry'; readonly token: Uint8Array }
  | { readonly type: 'carryWord'; readonly handle: RoomHandle; readonly state: CarryState; readonly quota?: number }
export type CarryState = 'waiting' | 'agreed' | 'declined' | 'stopped' | 'ended'

/** Ascending, disjoint, inclusive. */
export type Ranges = readonly (readonly [first: number, last: number])[]

/** How far one device's governance chain is held; a forked device has a row per branch. */
export interface GovRow {
  readonly device: DeviceId
  readonly count: number
  readonly head: BlockId
}

/** What is durable here of one device's feed, superseded seqs included, and the id at the end of the last range. */
export interface FeedRow {
  readonly device: DeviceId
  readonly ranges: Ranges
  readonly head: BlockId
}

/** The outcome of handing blocks over. `done` blocks are on disk when the call returns: only then may they be acknowledged (SYNC-8). */
export interface Accepted {
  readonly done: number
  /** Already held or superseded: harmless, counted as useless repeats. */
  readonly repeats: number
  readonly refused: readonly { readonly code: SyncCode; /** Written by the sender itself. */ readonly own: boolean }[]
}

/** The peer at the other end, as far as it is known. */
export interface PeerSession {
  readonly device: DeviceId
  readonly address: string
  /** Known after IDENT. */
  readonly account: AccountId | undefined
  /** Asks for a sign of life; `answered` is called with the next pong, or never. False: it takes nothing now, or nobody is known there yet. */
  ask(answered: () => void): boolean
  /** Sends opaque KNOCK / KNOCK-REPLY payloads (≤ KNOCK_BYTES). */
  knock(payload: Uint8Array): void
  knockReply(payload: Uint8Array): void
  /** Who knocked is let in: his knocks count against none of his neighbours any more (SYNC-16). */
  welcome(): void
  /** Of both HELLOs, for proofs beside TAGS (docs/spec/records.md); the peer's is known once its HELLO came. */
  readonly nonces: { readonly own: Uint8Array; readonly peer: Uint8Array | undefined }
  /** Sends an opaque RECORD payload, in a session that is known. False: it takes no more now, say it again later. */
  tellRecords(payload: Uint8Array): boolean
  /** Hands over a carry token, or says what became of one (CARR-1); only in a session that matched. */
  carry(said: CarryFrame): void
  /** The own card says something new (a name, a picture): sends it again where it was sent before. */
  announce(): void
  /** New match keys exist (paired, joined, room made): send tags again and open what matches now. */
  rematch(): void
  /** Asks this peer for blocks although rows say these seqs are here: another branch of a fork (FORK-1). */
  refetch(room: RoomKey, device: DeviceId, ranges: Ranges): void
  /** Ends the session after telling the peer the code. */
  end(code: SyncCode): void
}

export interface SyncHost {
  readonly device: DeviceId
  readonly crypto: Crypto
  readonly rng: Rng
  readonly clock: Clock
  readonly kind: 'person' | 'carrier' | 'guest'
  /** False: refuse the connection before HELLO is answered (blocked accounts, bans are the hub's own). */
  admits(device: DeviceId): boolean
  /** Most recently active rooms first. */
  matchKeys(): readonly MatchKey[]
  /** Own card for IDENT, sent only to a peer that matched. */
  card(): Uint8Array
  /** The peer's card; the account follows from its certificates and must own `session.device`, never from a claim. */
  identify(
    session: PeerSession,
    card: Uint8Array,
    matches: readonly MatchKey[],
  ): { readonly ok: true; readonly account: AccountId } | { readonly ok: false; readonly code: SyncCode }
  /** Wall time in the peer's HELLO, for CLK-6; called after identify. */
  peerClock(session: PeerSession, wallMs: number): void
  /** Rooms to open with this peer: those matched by tag, and those in which its device is live or carries by our governance. `reveal`
   * goes along where the peer cannot know the room yet (it was added by somebody); `wasCarried`: it knows it as one it carries. Asked again
   * whenever governance changes. */
  roomsFor(
    session: PeerSession,
    matches: readonly MatchKey[],
  ): readonly { readonly room: RoomKey; readonly reveal?: RoomId; readonly wasCarried?: boolean }[]
  /** The peer opens a room we did not: our key for it when we know it or when it was revealed and we accept it; else undefined. */
  roomOpened(session: PeerSession, handle: RoomHandle, revealed: RoomId | undefined): RoomKey | undefined
  room(room: RoomKey): RoomSync | undefined
  /** Opaque to sync; rate limits and sizes (SYNC-16) are already enforced. */
  knocked(session: PeerSession, payload: Uint8Array): void
  knockReplied(session: PeerSession, payload: Uint8Array): void
  /** SYNC-18: the person at a live device of a room types, or stopped. */
  typed(session: PeerSession, room: RoomKey, isTyping: boolean): void
  /** A RECORD payload from a peer that is known. A code is told to the peer and costs it its points: never one that says what we know. */
  recorded(session: PeerSession, payload: Uint8Array): SyncCode | undefined
  /** A carry token from a peer that matched, or what became of one of ours. */
  carryHeard(session: PeerSession, said: CarryFrame): void
  /** Nothing is heard on a stream although something should be: it may be stuck after a cut. Then, or never, `trusted`. */
  doubted(stream: PeerStream): void
  trusted(stream: PeerStream): void
  /**
   * Runs `work`, which hands over blocks of several rooms, as one durable transaction; nobody hears of them before it is on disk. False when
   * it could not be committed: then none of them is here, whatever `accept…` said.
   */
  together(work: () => void): boolean
  sessionOpened(session: PeerSession): void
  sessionClosed(session: PeerSession): void
}

export type RoomStanding = 'live' | 'carrier' | 'former' | 'none'

export interface RoomSync {
  readonly handle: RoomHandle
  /** 0 own account's rooms, 1 with unread, 2 the rest (SYNC-6). */
  readonly priority: number
  /** Nothing of its governance is open here yet: who has standing cannot be told, and all of it is needed. */
  readonly isJoining?: boolean
  governanceRows(): readonly GovRow[]
  /** What a device with these rows lacks and may have, parents before children; at most `maxBytes`, the rest in a later call. */
  governanceBeyond(rows: readonly GovRow[], maxBytes: number, reader: DeviceId): readonly WireBlock[]
  acceptGovernance(session: PeerSession, blocks: readonly WireBlock[]): Accepted
  /** SYNC-4: what this device may have of the room now. `former`: the governance it can read, so that it learns that it is out. */
  standing(device: DeviceId): RoomStanding
  feedRows(): readonly FeedRow[]
  /** Seqs that are not here and not to be asked for: a carrier that is full, or let go of what was old (CARR-2). The same map until it changes. */
  readonly declined?: ReadonlyMap<DeviceId, Ranges> | undefined
  /** Rows the peer says are durable with it: its acknowledgement (SYNC-8). Called with whole rows, also for deltas. */
  peerHolds(session: PeerSession, rows: readonly FeedRow[]): void
  /** The part of the ranges that lies in the newest segment with anything of them here. */
  newest(device: DeviceId, ranges: Ranges): Ranges
  /** Blocks of one chain within the ranges, newest segment first, in a segment snapshots then tail (SYNC-6); stops at `maxBytes`.
   * A superseded seq is answered by the snapshot that covers it. `complete`: nothing of the ranges is left unsent. */
  serve(device: DeviceId, ranges: Ranges, maxBytes: number): { readonly blocks: readonly WireBlock[]; readonly complete: boolean }
  /** Feed blocks in the order received; one call is one durable transaction. Blocks of one chain in a row are a run (SYNC-9). */
  acceptFeed(session: PeerSession, blocks: readonly WireBlock[]): Accepted
  /** Newest status counter per device; `carrier`: in clear, and only for who can read that (CARR-2). */
  statusCounters(): readonly { readonly device: DeviceId; readonly n: number; readonly carrier?: boolean }[]
  status(device: DeviceId): Uint8Array | undefined
  acceptStatus(session: PeerSession, status: Uint8Array): SyncCode | 'old' | undefined
  /** Epochs whose secret this device is entitled to and lacks. */
  grantsWanted(): readonly EpochId[]
  grantWanted(session: PeerSession, epochs: readonly EpochId[]): void
  /** FORK-1. */
  proofs(): readonly Uint8Array[]
  acceptProof(session: PeerSession, proof: Uint8Array): SyncCode | undefined
}

/** What the messenger tells the sessions; the hub implements it. */
export interface SyncHub {
  /** Own new feed blocks: pushed at once to every session of the room that lacks them (SYNC-7). */
  written(room: RoomKey, device: DeviceId, blocks: readonly { readonly seq: number; readonly block: WireBlock }[]): void
  /** Governance, rows or statuses of a room changed here: sessions exchange what is new (coalesced). */
  changed(room: RoomKey, what: 'governance' | 'feed' | 'status' | 'proof'): void
  /** SYNC-18: this device's person types, or stopped: told to live devices of other members that are connected now, and never again. */
  typing(room: RoomKey, isTyping: boolean): void
  /** Rooms or match keys changed: every session matches again. */
  rematch(): void
  /**
   * Bytes about files came from a device by that line: whoever has a session on it need not doubt it (SYNC-11). `waitedMs`: how long a chunk
   * was waited for without a byte; undefined: none was.
   */
  stirred(device: DeviceId, address: string, waitedMs: number | undefined): void
  sessions(): readonly PeerSession[]
  /** How many feed blocks of a room others say to hold and this device has not. */
  missing(room: RoomKey): number
  stop(): void
}
