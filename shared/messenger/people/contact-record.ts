/**
 * What is kept of a contact. The card grows only (ENC-7); a mark of being verified belongs to the account and outlives its devices (KEY-9).
 */
import { type Codec, array, bool, bytes, choice, field, id, optional, record, struct, text, uint } from '../../codec/index.ts'
import { KEY_BYTES } from '../../crypto/index.ts'
import { type Card, card } from '../../identity/index.ts'
import type { DeviceId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'

/** A secret shared with one of their devices. There may be several: two links that crossed give two, and both sides keep both. */
export interface Pairing {
  readonly device: DeviceId
  readonly secret: Uint8Array
}

export interface ContactRecord {
  /** The name I gave. */
  readonly given?: string | undefined
  /** The name they announce, or their link did. */
  readonly announced?: string | undefined
  /** When they announced it, ms since 1970: a letter from before says what was (BNDL-10). Absent: longer ago than it matters. */
  readonly announcedAt?: number | undefined
  /** Sound. */
  readonly card: Card
  /** Newest last. */
  readonly pairings: readonly Pairing[]
  readonly isVerified: boolean
  readonly isBlocked: boolean
  readonly state: 'asked' | 'paired'
  /** Milliseconds since 1970. */
  readonly since: number
  /** KEY-9: devices that came after pairing and that the person has not seen yet. */
  readonly unseen: readonly DeviceId[]
  /** It is on me to make the direct room, and it is not made yet. */
  readonly owesRoom: boolean
  /** GOV-16: no contact; here only because he was blocked, and gone when he is not any more. */
  readonly isStranger?: boolean | undefined
  /** OWN-8: devices of theirs that another of theirs took out. */
  readonly out?: readonly DeviceId[] | undefined
}

/** Newer pairings push out older ones: a contact has at most 16 live devices, and a few links may cross. */
export const PAIRINGS_PER_CONTACT = 32

const name = text(INTRINSIC.NAME_CHARACTERS)

export const contactRecord: Codec<ContactRecord> = struct({
  given: optional(1, name),
  announced: optional(2, name),
  card: field(3, card),
  pairings: field(4, array(record({ device: field(0, id('device')), secret: field(1, bytes(KEY_BYTES)) }), { max: PAIRINGS_PER_CONTACT })),
  isVerified: field(5, bool),
  isBlocked: field(6, bool),
  state: field(7, choice<ContactRecord['state']>({ asked: 0, paired: 1 })),
  since: field(8, uint()),
  unseen: field(9, array(id('device'), { max: INTRINSIC.ACCOUNT_EVER_DEVICES })),
  owesRoom: field(10, bool),
  isStranger: optional(11, bool),
  announcedAt: optional(33, uint()),
  out: optional(32, array(id('device'), { max: RESOURCE.REVOKED_DEVICES })),
})
