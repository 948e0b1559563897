/**
 * Every frame of `/sarangbang/sync/1` as one discriminated union and its codec: CBOR `[type, map]` (docs/spec/sync.md has the fields).
 * A room is named by the number its sender bound with ROOM. A type for later (HEADERS) keeps its number here.
 */
import {
  type Codec,
  type Decoded,
  MALFORMED,
  SIGNATURE_BYTES,
  array,
  bool,
  bytes,
  choice,
  codec,
  field,
  id,
  mapped,
  nullable,
  optional,
  raw,
  record,
  refined,
  tagged,
  tuple,
  uint,
} from '../../codec/index.ts'
import type { TaggedOf } from '../../codec/index.ts'
import type { DeviceId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import { ok } from '../../result.ts'
import { TAG_BYTES } from '../../rooms/keys/index.ts'
import { SYNC_CODES } from '../codes.ts'
import type { FeedRow, GovRow, Ranges, SyncCode } from '../host.ts'
import { rangesFromPairs, rangesToPairs } from '../ranges.ts'

/** Version of the session protocol spoken here (ENC-4); data formats are never negotiated. */
export const VERSIONS = { lowest: 1, highest: 1 } as const
export const NONCE_BYTES = 16
/** Bits of HELLO's capabilities: 1, knows TYPING (SYNC-18); 2, reads what carriers say of themselves (CARR-2). Others are for later. */
export const CAPABILITIES = { typing: 1, carrierStatus: 2 } as const
/** WANT numbers start at 1; WANT-END 0 closes the sender's part of the governance exchange. */
export const GOVERNANCE_END = 0

const KIB = 1024
const CARD_BYTES = 64 * KIB
const STATUS_BYTES = 128 * KIB
const CARRY_BYTES = 64 * KIB
const PROOF_BYTES = RESOURCE.FRAME_BYTES - KIB
const ROOM_NUMBERS = 2 ** 16
const GRANTS_WANTED = 64

/** The newest status of a device that a peer holds. */
export interface StatusCounter {
  readonly device: DeviceId
  readonly n: number
}

const code: Codec<SyncCode | undefined> = codec(
  (value) => (value === undefined ? SYNC_CODES.length : SYNC_CODES.indexOf(value)),
  // A code from a later version says nothing to us; it is no reason to part.
  (value) => (typeof value === 'number' && value >= 0 ? ok(SYNC_CODES[value]) : MALFORMED),
)
const deviceId = id('device')
const pairs = array(uint({ min: 1 }), { max: 2 * RESOURCE.RANGES_PER_ROW })
const ranges: Codec<Ranges> = codec(
  (value) => pairs.toCbor(rangesToPairs(value)),
  (value) => {
    const read = pairs.fromCbor(value)
    if (!read.ok) return read
    const parsed = rangesFromPairs(read.value)
    return parsed === undefined ? MALFORMED : ok(parsed)
  },
)
const govRow: Codec<GovRow> = mapped(
  tuple(deviceId, uint({ min: 1, max: INTRINSIC.GOV_OPS_PER_DEVICE }), id('block')),
  ({ device, count, head }) => [device, count, head] as const,
  ([device, count, head]) => ({ device, count, head }),
)
const feedRow: Codec<FeedRow> = mapped(
  tuple(deviceId, ranges, id('block')),
  (row) => [row.device, row.ranges, row.head] as const,
  ([device, held, head]) => ({ device, ranges: held, head }),
)
const counter: Codec<StatusCounter> = mapped(
  tuple(deviceId, uint()),
  ({ device, n }) => [device, n] as const,
  ([device, n]) => ({ device, n }),
)
const room = field(0, uint({ max: ROOM_NUMBERS }))
const page = { max: RESOURCE.ROWS_PER_PAGE }
const versions = refined(tuple(uint({ min: 1, max: 255 }), uint({ min: 1, max: 255 })), ([lowest, highest]) => lowest <= highest)

const CASES = {
  hello: [
    0,
    record({
      versions: field(0, versions),
      nonce: field(1, bytes(NONCE_BYTES)),
      caps: field(2, uint()),
      wall: field(3, uint()),
      kind: field(4, choice({ person: 0, carrier: 1, guest: 2 })),
    }),
  ],
  tags: [
    1,
    record({
      tags: field(0, array(bytes(TAG_BYTES), { min: RESOURCE.TAGS_MIN, max: RESOURCE.TAGS })),
      nonce: optional(1, bytes(NONCE_BYTES)),
    }),
  ],
  ident: [2, record({ card: field(0, bytes({ max: CARD_BYTES })) })],
  room: [3, record({ room, handle: field(1, id('handle')), reveal: optional(2, id('room')) })],
  govHave: [4, record({ room, rows: field(1, array(govRow, page)), more: field(2, bool) })],
  have: [5, record({ room, rows: field(1, array(feedRow, page)) })],
  want: [
    6,
    record({
      room,
      number: field(1, uint({ min: 1 })),
      device: field(2, deviceId),
      ranges: field(3, ranges),
      max: field(4, uint({ max: RESOURCE.WANT_BYTES })),
      /** Only what lies in the newest segment; then WANT-END. Who does not know it sends everything. */
      newest: optional(32, bool),
    }),
  ],
  block: [
    7,
    record({
      room,
      lane: optional(1, choice({ gov: 0, feed: 1 })),
      header: optional(2, bytes({ max: INTRINSIC.HEADER_BYTES })),
      signature: optional(3, nullable(bytes(SIGNATURE_BYTES))),
      body: field(4, bytes({ max: RESOURCE.FRAME_BYTES })),
      want: optional(5, uint({ min: 1 })),
      total: optional(6, uint({ min: 1, max: INTRINSIC.BLOCK_BODY_BYTES })),
    }),
  ],
  wantEnd: [8, record({ room, number: field(1, uint()), complete: field(2, bool) })],
  status: [9, record({ room, counters: optional(1, array(counter, page)), status: optional(2, bytes({ max: STATUS_BYTES })) })],
  grantWant: [10, record({ room, epochs: field(1, array(id('epoch'), { min: 1, max: GRANTS_WANTED })) })],
  proof: [11, record({ room, proof: field(1, bytes({ max: PROOF_BYTES })) })],
  headers: [12, record({ content: optional(0, raw) })],
  // Whatever fits a frame parses: SYNC-16 refuses an oversized knock with its own code.
  knock: [13, record({ payload: field(0, bytes({ max: RESOURCE.FRAME_BYTES })) })],
  knockReply: [14, record({ payload: field(0, bytes({ max: RESOURCE.FRAME_BYTES })) })],
  /** Opaque to sync (docs/spec/records.md). */
  record: [15, record({ content: field(0, bytes({ max: RESOURCE.FRAME_BYTES })) })],
  carry: [16, record({ token: field(0, bytes({ max: CARRY_BYTES })) })],
  ping: [17, record({})],
  pong: [18, record({})],
  error: [19, record({ code: field(0, code), room: optional(1, uint({ max: ROOM_NUMBERS })), retryMs: optional(2, uint()) })],
  /**
   * At the end of a section of a bundle (BNDL-6): `counts` of governance blocks, statuses, feed blocks, proofs; `more`: another section follows
   * in that file.
   */
  bye: [20, record({ code: optional(0, code), counts: optional(32, tuple(uint(), uint(), uint(), uint())), more: optional(33, bool) })],
  /** Ignored by who does not know it, and sent only to who announced that it does. */
  typing: [128, record({ room, isTyping: field(1, bool) })],
  /** CARR-1: what became of a token, from the carrier; `ended`, from who asked. */
  carryWord: [
    136,
    record({
      handle: field(0, id('handle')),
      state: field(1, choice({ waiting: 0, agreed: 1, declined: 2, stopped: 3, ended: 4 })),
      quota: optional(2, uint()),
    }),
  ],
} as const

const anyFrame = tagged(CASES)
export type AnyFrame = TaggedOf<typeof CASES>
/** A frame of this version. */
export type Frame = Exclude<AnyFrame, { readonly type: 'unsupported' }>
export type FrameOf<T extends Frame['type']> = Extract<Frame, { readonly type: T }>

const LENGTH_BYTES = 4

/** Length, then CBOR. Throws `RangeError` on what the other side would refuse: senders keep within the limits. */
export function encodeFrame(frame: Frame): Uint8Array {
  const content = anyFrame.encode(frame)
  if (content.length > RESOURCE.FRAME_BYTES) throw new RangeError(`frame of ${content.length} bytes`)
  const bytes = new Uint8Array(LENGTH_BYTES + content.length)
  new DataView(bytes.buffer).setUint32(0, content.length)
  bytes.set(content, LENGTH_BYTES)
  return bytes
}

/** What stands after the length. */
export function decodeFrame(content: Uint8Array): Decoded<AnyFrame> {
  return anyFrame.decode(content, RESOURCE.FRAME_BYTES)
}
