/**
 * The signed header of a block: who wrote it where in which chain, and what its body is. One codec for both directions; which fields go
 * together (lane with kind, index and superseded ranges with kind) is checked here, what needs other blocks or the room is not.
 */
import {
  type CborKey,
  type CborValue,
  array,
  bytes,
  codec,
  decodeCbor,
  encodeCbor,
  field,
  id,
  MALFORMED,
  mapped,
  optional,
  struct,
  tuple,
  uint,
  UNSUPPORTED,
} from '../../codec/index.ts'
import type { Codec, Held } from '../../codec/index.ts'
import type { BlockId, DeviceId, EpochId, RoomHandle } from '../../ids/index.ts'
import { ID_BYTES, idBytes, idFromBytes } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { ok } from '../../result.ts'

/** 0 governance, never superseded; 1 feed (FEED-1). */
export type Lane = 0 | 1
/** 0 governance, 1 update, 2 snapshot. */
export type BlockKind = 0 | 1 | 2
/** First and last seq, both included. */
export type SeqRange = readonly [first: number, last: number]

/** What a snapshot replaces of one device's chain (SNAP-1). */
export interface Supersede {
  readonly device: DeviceId
  /** Ascending, disjoint, never touching. */
  readonly ranges: readonly SeqRange[]
  /** Id of the block at the highest of these seqs. */
  readonly last: BlockId
}

export interface BlockHeader {
  readonly handle: RoomHandle
  readonly device: DeviceId
  readonly lane: Lane
  readonly seq: number
  /** undefined exactly for seq 1; on the wire 32 zero bytes. */
  readonly prev: BlockId | undefined
  readonly kind: BlockKind
  readonly epoch: EpochId
  /** KEY-2, 16 bytes. */
  readonly salt: Uint8Array
  /** SHA-256 of the body. */
  readonly bodyHash: Uint8Array
  readonly bodyLength: number
  /** Segment index; for kinds 1 and 2. */
  readonly index?: number
  /** For kind 2, ascending by device. */
  readonly supersede?: readonly Supersede[]
  /** ENC-5: optional fields of a later version. */
  readonly extra?: ReadonlyMap<number, CborValue>
}

export const SALT_BYTES = 16
const HASH_BYTES = 32
const INDEX_MAX = 2 ** 32 - 1
/** Keys of the fields that name the sealed body: not part of what seals it (KEY-2). */
const BODY_KEYS: readonly number[] = [9, 10]
const BODY_BYTES: Readonly<Record<BlockKind, number>> = {
  0: INTRINSIC.GOV_BODY_BYTES,
  1: INTRINSIC.UPDATE_BODY_BYTES,
  2: INTRINSIC.BLOCK_BODY_BYTES,
}

/** The most bytes a body of that kind may have. */
export function maxBodyBytes(kind: BlockKind): number {
  return BODY_BYTES[kind]
}

const lane = codec<Lane>(
  (value) => value,
  (value) => (value === 0 || value === 1 ? ok(value) : MALFORMED),
)

// A kind of a later version is somebody's block all the same: kept unread, no offence.
const kind = codec<BlockKind>(
  (value) => value,
  (value) => (value === 0 || value === 1 || value === 2 ? ok(value) : typeof value === 'number' && value > 2 ? UNSUPPORTED : MALFORMED),
)

const prev: Codec<{ readonly id: BlockId | undefined }> = mapped(
  bytes(ID_BYTES.block),
  (value) => (value.id === undefined ? new Uint8Array(ID_BYTES.block) : idBytes(value.id)),
  (value) => ({ id: value.every((byte) => byte === 0) ? undefined : idFromBytes('block', value) }),
)

const ranges: Codec<readonly SeqRange[]> = mapped(
  array(uint({ min: 1 }), { min: 2, max: INTRINSIC.SUPERSEDE_RANGES * 2 }),
  (value) => value.flat(),
  (flat) => Array.from({ length: Math.ceil(flat.length / 2) }, (_, pair): SeqRange => [flat[pair * 2] ?? 0, flat[pair * 2 + 1] ?? 0]),
)

const supersede: Codec<Supersede> = mapped(
  tuple(id('device'), ranges, id('block')),
  (value) => [value.device, value.ranges, value.last] as const,
  ([device, held, last]) => ({ device, ranges: held, last }),
)

const wireHeader = struct({
  handle: field(1, id('handle')),
  device: field(2, id('device')),
  lane: field(3, lane),
  seq: field(4, uint({ min: 1 })),
  prev: field(5, prev),
  kind: field(6, kind),
  epoch: field(7, id('epoch')),
  salt: field(8, bytes(SALT_BYTES)),
  bodyHash: field(9, bytes(HASH_BYTES)),
  bodyLength: field(10, uint({ min: 1, max: INTRINSIC.BLOCK_BODY_BYTES })),
  index: optional(11, uint({ max: INDEX_MAX })),
  supersede: optional(12, array(supersede, { min: 1, max: INTRINSIC.SUPERSEDE_DEVICES })),
})

/** Header ⇄ bytes. MALFORMED also when fields contradict each other. */
export const headerCodec: Codec<BlockHeader> = legal(
  mapped<Held<typeof wireHeader>, BlockHeader>(
    wireHeader,
    (header) => ({ ...header, prev: { id: header.prev } }),
    (wire) => ({ ...wire, prev: wire.prev.id }),
  ),
)

/** KEY-2: what seals the body besides its key: the header without the fields that name the sealed body. */
export function associatedData(headerBytes: Uint8Array): Uint8Array {
  const decoded = decodeCbor(headerBytes)
  if (!(decoded instanceof Map)) throw new RangeError('not the bytes of a header')
  const map = new Map<CborKey, CborValue>(decoded)
  for (const key of BODY_KEYS) map.delete(key)
  return encodeCbor(map)
}

function legal(base: Codec<BlockHeader>): Codec<BlockHeader> {
  return codec(
    (header) => {
      if (!isLegal(header)) throw new RangeError('header contradicts itself')
      return base.toCbor(header)
    },
    (value) => {
      const read = base.fromCbor(value)
      return read.ok && !isLegal(read.value) ? MALFORMED : read
    },
  )
}

function isLegal(header: BlockHeader): boolean {
  const isGovernance = header.kind === 0
  return (
    isGovernance === (header.lane === 0) &&
    isGovernance === (header.index === undefined) &&
    (header.kind === 2) === (header.supersede !== undefined) &&
    (header.seq === 1) === (header.prev === undefined) &&
    (header.supersede === undefined || areLegalRanges(header.supersede, header))
  )
}

/** Devices ascending; seqs ascending and disjoint; of its own chain a snapshot replaces only what came before it. */
function areLegalRanges(list: readonly Supersede[], header: BlockHeader): boolean {
  let device = ''
  for (const part of list) {
    if (part.device <= device) return false
    device = part.device
    let end = -1
    for (const [first, last] of part.ranges) {
      if (first <= end + 1 || last < first) return false
      end = last
    }
    if (part.device === header.device && end >= header.seq) return false
  }
  return true
}
