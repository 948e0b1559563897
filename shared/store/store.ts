/**
 * What the messenger keeps, as an interface. Two implementations pass the suite in `test/contract/store.ts`: SQLite (src-main/engine/store)
 * and memory (this folder; simulation, ephemeral profiles). Synchronous on purpose: a transaction is one function and nothing can slip
 * in between (docs/decisions/001-synchronous-store.md).
 */
import type { AccountId, BlockId, DeviceId, EpochId, FileId, MessageId } from '../ids/index.ts'

/** Local number of a room in this store; never leaves the device. */
export type RoomKey = number
/** Local number of a segment (room, account, epoch, index); never leaves the device. */
export type SegmentKey = number

export interface Store {
  /**
   * Runs `work` and commits it whole, or not at all when it throws. Nested calls join the outer one. `durable`: on disk (fsync) when
   * the call returns; `relaxed`: atomic, but may be lost by a power cut together with all later ones. Default `durable`.
   */
  transaction<T>(work: () => T, mode?: 'durable' | 'relaxed'): T
  readonly values: ValueTable
  readonly blocks: BlockTable
  readonly messages: MessageTable
  readonly references: ReferenceTable
  /**
   * What each room takes, of those that have anything, in parts that add up: every row is looked at, some with each part. What is written
   * between two parts may count or not.
   */
  usage(): Iterable<ReadonlyMap<RoomKey, RoomUsage>>
  /** DEL-3: makes erased bytes leave the files too (WAL truncated). Throws `RangeError` inside a transaction. */
  purgeErased(): void
  close(): void
}

export interface RoomUsage {
  /** Of blocks as received, and of messages as they are shown. */
  readonly bytes: number
  /** Without deleted ones. */
  readonly messages: number
}

/** Small named values in spaces: profile, contacts, rooms, keys, chains, statuses, settings. Keys sort as text. */
export interface ValueTable {
  get(space: string, key: string): Uint8Array | undefined
  put(space: string, key: string, value: Uint8Array): void
  delete(space: string, key: string): void
  /** All pairs of a space whose key starts with `prefix` (default all), ascending by key; at most `limit`, the first ones. */
  list(space: string, prefix?: string, limit?: number): readonly (readonly [key: string, value: Uint8Array])[]
}

export type Lane = 0 | 1
/** 0 governance, 1 update, 2 snapshot. */
export type BlockKind = 0 | 1 | 2
/** accepted: counts; locked: no key yet; aside: outside the device's allowed range (FEED-10); stalled: chain whole, content illegal (FEED-6). */
export type BlockState = 'accepted' | 'locked' | 'aside' | 'stalled'

export interface StoredBlock {
  readonly room: RoomKey
  readonly device: DeviceId
  readonly lane: Lane
  readonly seq: number
  readonly id: BlockId
  readonly kind: BlockKind
  readonly epoch: EpochId
  /** Segment index; 0 for governance. */
  readonly index: number
  readonly state: BlockState
  /** False: taken on the strength of a later signature in its run (SYNC-9), own signature not checked. */
  readonly checked: boolean
  /** Received bytes, never re-encoded (ENC-2). */
  readonly header: Uint8Array
  readonly signature: Uint8Array | undefined
  readonly body: Uint8Array
}

export interface SegmentSpan {
  readonly epoch: EpochId
  readonly index: number
  readonly firstSeq: number
  readonly lastSeq: number
}

export interface BlockTable {
  /** Idempotent by (room, device, lane, seq, id); two ids at one seq are a fork and both stay. */
  put(block: StoredBlock): void
  /** All blocks at one place: none, one, or the branches of a fork, ascending by id. */
  at(room: RoomKey, device: DeviceId, lane: Lane, seq: number): readonly StoredBlock[]
  byId(room: RoomKey, id: BlockId): StoredBlock | undefined
  /** Ascending by seq then id, stops after the block that passes `maxBytes` (headers + bodies). */
  range(room: RoomKey, device: DeviceId, lane: Lane, first: number, last: number, maxBytes: number): readonly StoredBlock[]
  /** Every governance block of a room, ascending by device, seq, id. */
  governance(room: RoomKey): readonly StoredBlock[]
  /** Every feed block of one segment written by the given devices, ascending by device, seq, id. */
  segment(room: RoomKey, devices: readonly DeviceId[], epoch: EpochId, index: number): readonly StoredBlock[]
  /** The segments a device has feed blocks in, newest (highest seq) first. */
  spans(room: RoomKey, device: DeviceId): readonly SegmentSpan[]
  /** Blocks in a state, ascending by device, lane, seq. */
  inState(room: RoomKey, state: BlockState): readonly StoredBlock[]
  setState(room: RoomKey, id: BlockId, state: BlockState): void
  setChecked(room: RoomKey, id: BlockId): void
  /** Forgets header and body (SNAP-6). */
  remove(room: RoomKey, id: BlockId): void
  removeRoom(room: RoomKey): void
}

/** One message as views show it: the result of MSG-1…3 over everything accepted. */
export interface MessageRow {
  readonly room: RoomKey
  readonly id: MessageId
  readonly account: AccountId
  readonly device: DeviceId
  readonly segment: SegmentKey
  /** Place in the segment's document, for MSG-1's tie-break. */
  readonly client: number
  readonly clock: number
  /** Seq of the block it was learnt from, for custody. */
  readonly seq: number
  /** Effective time (CLK-3): ms and counter. */
  readonly t: number
  readonly c: number
  readonly kind: string
  /** Content as deterministic CBOR; empty when deleted. */
  readonly content: Uint8Array
  /** What search finds; undefined when the kind has none or it is deleted. */
  readonly text: string | undefined
  readonly replyTo: MessageId | undefined
  /** Time of the edit shown; 0 = never edited. */
  readonly editedAt: number
  readonly deleted: boolean
  /** Local receipt, ms. */
  readonly arrivedAt: number
  /** Somebody else's that names the person of this profile. */
  readonly namesMe: boolean
  /** Put out of sight here: no page, search, count or last line has it. */
  readonly forgotten: boolean
  /** Files it refers to, each once, in its order; none when it is deleted. */
  readonly files: readonly FileId[]
}

/** A cursor is the order of CLK-3: (t, c, id). */
export interface MessageCursor {
  readonly t: number
  readonly c: number
  readonly id: MessageId
}

/** A losing second entry of one message id (MSG-1), an amendment (MSG-3) or a mark (MSG-4) as it stands in one segment. */
export interface AmendmentRow {
  readonly room: RoomKey
  readonly message: MessageId
  readonly segment: SegmentKey
  readonly device: DeviceId
  /** `twin:<client>:<clock>`, `edit`, `time`, or `mark:<what>`. */
  readonly slot: string
  readonly account: AccountId
  readonly t: number
  readonly c: number
  readonly value: Uint8Array
}

export type Shared = 'links' | 'files' | 'voices'

export interface MessageTable {
  segmentKey(room: RoomKey, account: AccountId, epoch: EpochId, index: number): SegmentKey
  /** Inserts rows whose id is not there yet; returns the ids that were there already (untouched). */
  insert(rows: readonly MessageRow[]): readonly MessageId[]
  /** Inserts or replaces; the full-text index follows. */
  put(row: MessageRow): void
  get(room: RoomKey, id: MessageId): MessageRow | undefined
  /** Finds a message in any room (ids are unique by construction). */
  find(id: MessageId): MessageRow | undefined
  remove(room: RoomKey, id: MessageId): void
  /** Page in the order of CLK-3, oldest first in the result: the `limit` rows before the cursor (default: the newest), or after it. Forgotten rows are not there. */
  page(room: RoomKey, limit: number, cursor?: { readonly before: MessageCursor } | { readonly after: MessageCursor }): readonly MessageRow[]
  /**
   * At most `limit` rows before a place (default: the newest) that may show something of that sort, newest first, without looking at others: a
   * link in their words, a file, a voice message. Some of them turn out to show none. Deleted and forgotten ones are not there.
   */
  sharing(room: RoomKey, what: Shared, limit: number, before?: MessageCursor): readonly MessageRow[]
  /** The newest row with t ≤ `maxT`, deleted ones included, forgotten ones not. */
  last(room: RoomKey, maxT: number): MessageRow | undefined
  /** How many rows not by `account`, neither deleted nor forgotten, lie after the cursor with t ≤ maxT; counting stops at `cap`. */
  countAfter(room: RoomKey, cursor: MessageCursor | undefined, account: AccountId, maxT: number, cap: number): number
  /** Of the rows that `countAfter` counts those that name me, whoever wrote them; walks these alone, however many others there are. */
  countNaming(room: RoomKey, cursor: MessageCursor | undefined, maxT: number, cap: number): number
  /** Rows of one account with t > `t`, ascending (CLK-5). */
  ownAfter(room: RoomKey, account: AccountId, t: number): readonly MessageRow[]
  /** Of the newest `among` rows those of one account, deleted ones included, ascending. */
  ownAmongNewest(room: RoomKey, account: AccountId, among: number): readonly MessageRow[]
  /** Rows that came from a segment. */
  ofSegment(segment: SegmentKey): readonly MessageRow[]
  /** Removes them all, whatever their number, without reading them; how many there were. Amendments stay. */
  dropSegment(segment: SegmentKey): number
  countSegment(segment: SegmentKey): number
  /** The same of up to `limit` of them. Search finds them no more, but its index may hold traces of their words until `clearTraces`. */
  dropSome(segment: SegmentKey, limit: number): number
  /** Nothing of what `dropSome` took is left in the search index. What else was in it is found meanwhile, and indexed anew in the background. */
  clearTraces(): void
  /** NFC text in, newest first; two-syllable and half-typed Korean words are found (NFD trigrams; LIKE for shorter queries). */
  search(text: string, limit: number, room?: RoomKey): readonly MessageRow[]
  putAmendment(row: AmendmentRow): void
  removeAmendment(room: RoomKey, message: MessageId, segment: SegmentKey, device: DeviceId, slot: string): void
  amendments(room: RoomKey, message: MessageId): readonly AmendmentRow[]
  /** Amendments of many messages at once (a page). */
  amendmentsOf(room: RoomKey, messages: readonly MessageId[]): readonly AmendmentRow[]
  amendmentsOfSegment(segment: SegmentKey): readonly AmendmentRow[]
  /** Of a whole room those in slot `mark:pin`, found without the others. */
  pinMarks(room: RoomKey): readonly AmendmentRow[]
  hasAmendments(room: RoomKey): boolean
  /** Drops every view row of a room (rebuild); blocks stay. */
  clear(room: RoomKey): void
}

export interface FileReference {
  readonly room: RoomKey
  readonly message: MessageId
}

/**
 * Which messages refer to which files (MEDIA-24): the other way round than `MessageRow.files`, and written with those rows alone, so that
 * whatever writes, changes or drops messages keeps it true in the same transaction.
 */
export interface ReferenceTable {
  /** In any room, ascending by room and message. */
  of(file: FileId): readonly FileReference[]
  has(file: FileId): boolean
  /** Each file that messages of the room refer to, once, ascending. */
  ofRoom(room: RoomKey): readonly FileId[]
  /**
   * Called after each commit in which files lost a reference, with these files: each may have others, or have got this one back. A listener must
   * not throw. The returned function ends it.
   */
  onDropped(listener: (files: readonly FileId[]) => void): () => void
  /** Called after each commit in which messages got files, with where they are. Otherwise as above. */
  onAdded(listener: (added: readonly FileBearer[]) => void): () => void
}

/** A message with files. */
export interface FileBearer {
  readonly room: RoomKey
  readonly message: MessageId
}
