/** What a RECORD frame holds (docs/spec/records.md): any of a finder key, proofs of common contacts, what is held, and records. */
import { type Codec, type Held, array, bool, bytes, field, id, optional, raw, record, struct, tuple, uint } from '../../codec/index.ts'
import { KEY_BYTES } from '../../crypto/index.ts'
import { RESOURCE } from '../../limits.ts'
import { TAG_BYTES } from '../../rooms/keys/index.ts'

/** A finder key and when its account chose it, ms by that account's clock: the later one counts. */
export const finderKey = record({ changed: field(1, uint()), key: field(2, bytes(KEY_BYTES)) })
export type FinderKey = Held<typeof finderKey>

export const PROOF_NONCE_BYTES = 16

/** Of the sealed bytes. */
export const KEEPSAKE_DIGEST_BYTES = 16
/** What stands around the sealed bytes of a keepsake: keys, lengths, a tag. */
const AROUND_BYTES = 256

const proofs = record({
  nonce: field(1, bytes(PROOF_NONCE_BYTES)),
  tags: field(2, array(bytes(TAG_BYTES), { min: RESOURCE.TAGS_MIN, max: RESOURCE.TAGS })),
})
export type Proofs = Held<typeof proofs>

export const recordMessage = struct({
  finder: optional(1, finderKey),
  proofs: optional(2, proofs),
  held: optional(3, array(tuple(id('device'), uint()), { max: RESOURCE.ROWS_PER_PAGE })),
  /** Each is read by itself: one of a later version hides no other. */
  /** RECV-1: beside the finder key, to the same. */
  recovery: optional(5, bytes(KEY_BYTES)),
  records: optional(4, array(raw, { max: RESOURCE.RECORDS_PER_FRAME })),
  /** RECV-7: to own devices alone. */
  seal: optional(32, bytes(KEY_BYTES)),
  /** RECV-8: please keep this for me; the digest of what I keep for you. */
  keepsake: optional(33, bytes({ max: RESOURCE.KEEPSAKE_BYTES + AROUND_BYTES })),
  keeps: optional(34, bytes(KEEPSAKE_DIGEST_BYTES)),
  /** RECV-10: give me back what you keep for me; and that, of which device. */
  asks: optional(35, bool),
  kept: optional(36, tuple(id('device'), bytes({ max: RESOURCE.KEEPSAKE_BYTES + AROUND_BYTES }))),
}) satisfies Codec<unknown>
export type RecordMessage = Held<typeof recordMessage>
