/**
 * A letter in a bundle (BNDL-10): from one device to one other, sealed by the key that only these two can compute. Whoever opens it knows who
 * wrote it, and nobody else can read or write it, whatever secret of the room he has.
 */
import { type Held, array, bytes, field, id, optional, raw, struct, uint } from '../../codec/index.ts'
import { type Crypto, KEY_BYTES, NONCE_BYTES, type Rng, kdfFromSecret } from '../../crypto/index.ts'
import type { DeviceKeys } from '../../identity/index.ts'
import { type DeviceId, idBytes } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'

const KIB = 1024
const SALT_BYTES = 32
const CARD_BYTES = 64 * KIB
/** Each key seals one letter. */
const ZERO_NONCE = new Uint8Array(NONCE_BYTES)
const NOTHING = new Uint8Array(0)

const letterCodec = struct({
  /** When it was written, ms since 1970 by its writer's clock: what it says of names holds until something later is heard. */
  n: field(1, uint()),
  /** As in IDENT. */
  card: optional(2, bytes({ max: CARD_BYTES })),
  /** Each is read by itself: one of a later version hides no other. */
  records: optional(3, array(raw, { max: RESOURCE.RECORDS_PER_FRAME })),
  /** Records of accounts that the reader may know: each opens by the finder key of one (REC-5). */
  common: optional(
    4,
    struct({
      salt: field(1, bytes(SALT_BYTES)),
      boxes: field(2, array(bytes({ max: RESOURCE.FRAME_BYTES }), { max: RESOURCE.BUNDLE_LETTER_BOXES })),
    }),
  ),
})
export type Letter = Held<typeof letterCodec>

/** What stands in a RECORD frame of a bundle. */
export const sealedLetter = struct({
  from: field(1, id('device')),
  to: field(2, id('device')),
  salt: field(3, bytes(SALT_BYTES)),
  box: field(4, bytes({ max: RESOURCE.FRAME_BYTES })),
})
export type SealedLetter = Held<typeof sealedLetter>

export interface Correspondent {
  readonly device: DeviceId
  /** Its X25519 key, from its certificate. */
  readonly seal: Uint8Array
}

/** undefined: the other's key is none (SIG-2). */
export function sealLetter(crypto: Crypto, rng: Rng, own: DeviceKeys, to: Correspondent, letter: Letter): SealedLetter | undefined {
  const plain = letterCodec.encode(letter)
  // FORK-4: a copy of this device with the same randomness seals other words under another key.
  const salt = crypto.hmacSha256(rng.bytes(SALT_BYTES), plain)
  const key = letterKey(crypto, own.sealSecret, to.seal, salt, own.device, to.device)
  if (key === undefined) return undefined
  return { from: own.device, to: to.device, salt, box: crypto.aesGcmSeal(key, ZERO_NONCE, NOTHING, plain) }
}

/** undefined: nothing that this device wrote to us, or of a later version. */
export function openLetter(crypto: Crypto, own: DeviceKeys, from: Correspondent, { salt, box }: SealedLetter): Letter | undefined {
  const key = letterKey(crypto, own.sealSecret, from.seal, salt, from.device, own.device)
  const plain = key === undefined ? undefined : crypto.aesGcmOpen(key, ZERO_NONCE, NOTHING, box)
  const read = plain === undefined ? undefined : letterCodec.decode(plain, RESOURCE.FRAME_BYTES)
  return read?.ok === true ? read.value : undefined
}

function letterKey(
  crypto: Crypto,
  secret: Uint8Array,
  seal: Uint8Array,
  salt: Uint8Array,
  from: DeviceId,
  to: DeviceId,
): Uint8Array | undefined {
  const shared = crypto.x25519(secret, seal)
  return shared === undefined ? undefined : kdfFromSecret(crypto, shared, salt, 'sb1/letter', [idBytes(from), idBytes(to)], KEY_BYTES)
}
