/**
 * What a status says inside its seal: which blocks its device keeps on disk and how far its person has read (DLV-1). Rows name devices by
 * their whole id: a prefix would save 24 sealed bytes and cost every reader a search.
 */
import { type Codec, array, bytes, field, id, mapped, optional, struct, tuple, uint } from '../codec/index.ts'
import type { DeviceId, EpochId, MessageId } from '../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../limits.ts'
import type { MessageCursor } from '../store/index.ts'
import type { SeqRanges } from './ranges.ts'

export interface StatusRow {
  readonly device: DeviceId
  /** Governance blocks held, always from the first on. */
  readonly governance: number
  readonly feed: SeqRanges
}

export interface StatusPlain {
  /** 16 random bytes (ENC-9). */
  readonly pepper: Uint8Array
  /** When it was written, ms. */
  readonly t: number
  readonly rows: readonly StatusRow[]
  /** Absent when read receipts are off (DLV-3). */
  readonly read?: MessageCursor
  readonly unreadBelow?: readonly MessageId[]
  readonly lacks?: readonly EpochId[]
}

/** Ranges a status says of all devices together, and the fewest of one: whoever is full of holes must not make it too long to be said. */
const RANGES_IN_ALL = 4096
const FEWEST_RANGES = 8

/** How many ranges a status has room for of each of so many devices; the newest ones are said. */
export function rangesPerRow(devices: number): number {
  return Math.min(RESOURCE.STATUS_RANGES, Math.max(FEWEST_RANGES, Math.floor(RANGES_IN_ALL / devices)))
}

const PEPPER_BYTES = 16
const MAX_LACKS = 32

const ranges: Codec<SeqRanges> = mapped(
  array(tuple(uint({ min: 1 }), uint({ min: 1 })), { max: RESOURCE.STATUS_RANGES }),
  (value: SeqRanges) => value,
  (value) => value,
)

export const statusRow: Codec<StatusRow> = mapped(
  tuple(id('device'), uint({ max: INTRINSIC.GOV_OPS_PER_DEVICE }), ranges),
  (value: StatusRow) => [value.device, value.governance, value.feed] as const,
  ([device, governance, feed]) => ({ device, governance, feed }),
)

const cursor: Codec<MessageCursor> = mapped(
  tuple(uint(), uint({ max: INTRINSIC.TIME_COUNTER }), id('message')),
  (value: MessageCursor) => [value.t, value.c, value.id] as const,
  ([t, c, message]) => ({ t, c, id: message }),
)

export const statusPlain: Codec<StatusPlain> = struct({
  pepper: field(16, bytes(PEPPER_BYTES)),
  t: field(1, uint()),
  rows: field(2, array(statusRow, { max: INTRINSIC.ROOM_DEVICES })),
  read: optional(4, cursor),
  unreadBelow: optional(5, array(id('message'), { max: RESOURCE.READ_EXCEPTIONS })),
  lacks: optional(6, array(id('epoch'), { max: MAX_LACKS })),
})
