/**
 * Sealing a keepsake to the words (docs/spec/recovery.md): an ephemeral X25519 key, HKDF and AES-GCM, as grants are sealed (KEY-5), so that
 * nobody without the words reads it; and filled up to one of a few sizes, so that its length says little. It proves nothing: what is inside
 * is signed.
 */
import { bytes, concatBytes, field, readUint, struct, u32 } from '../../codec/index.ts'
import { type Crypto, KEY_BYTES, NONCE_BYTES, type Rng, TAG_BYTES, hash, kdfFromSecret } from '../../crypto/index.ts'
import { type AccountId, idBytes } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { KEEPSAKE_DIGEST_BYTES } from '../finding/index.ts'

const LENGTH_BYTES = 4
const ZERO_NONCE = new Uint8Array(NONCE_BYTES)
const NOTHING = new Uint8Array(0)

const envelope = struct({
  ephemeral: field(1, bytes(KEY_BYTES)),
  box: field(2, bytes({ max: RESOURCE.KEEPSAKE_BYTES + TAG_BYTES })),
})

/** Whose words open it. */
interface Sealed {
  readonly account: AccountId
  /** X25519 public key of the words. */
  readonly seal: Uint8Array
}

/** The most that a keepsake may hold. */
export const KEEPSAKE_ROOM: number = RESOURCE.KEEPSAKE_BYTES - LENGTH_BYTES

/** undefined: it does not fit, or the key is no usable one (SIG-2). */
export function sealKeepsake(crypto: Crypto, rng: Rng, { account, seal }: Sealed, plain: Uint8Array): Uint8Array | undefined {
  const size = sizeFor(plain.length + LENGTH_BYTES)
  const ephemeralSecret = rng.bytes(KEY_BYTES)
  const shared = crypto.x25519(ephemeralSecret, seal)
  if (size === undefined || shared === undefined) return undefined
  const ephemeral = crypto.x25519PublicKey(ephemeralSecret)
  const filled = new Uint8Array(size)
  filled.set(concatBytes(u32(plain.length), plain))
  return envelope.encode({
    ephemeral,
    // One message under this key: a zero nonce is safe.
    box: crypto.aesGcmSeal(boxKey(crypto, shared, ephemeral, { account, seal }), ZERO_NONCE, NOTHING, filled),
  })
}

/** undefined: not sealed to these words, or changed on its way. */
export function openKeepsake(crypto: Crypto, account: AccountId, sealSecret: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
  const read = envelope.decode(sealed)
  if (!read.ok) return undefined
  const { ephemeral, box } = read.value
  const shared = crypto.x25519(sealSecret, ephemeral)
  if (shared === undefined || box.length < TAG_BYTES) return undefined
  const seal = crypto.x25519PublicKey(sealSecret)
  const filled = crypto.aesGcmOpen(boxKey(crypto, shared, ephemeral, { account, seal }), ZERO_NONCE, NOTHING, box)
  const length = filled === undefined ? undefined : readUint(filled.slice(0, LENGTH_BYTES))
  if (filled === undefined || length === undefined || length > filled.length - LENGTH_BYTES) return undefined
  return filled.slice(LENGTH_BYTES, LENGTH_BYTES + length)
}

/** All that a holder can tell: that it has the form and one of the sizes. */
export function isSealedKeepsake(sealed: Uint8Array): boolean {
  const read = envelope.decode(sealed)
  return read.ok && sizeFor(read.value.box.length - TAG_BYTES) === read.value.box.length - TAG_BYTES
}

/** By which two know that they mean the same sealed bytes. */
export function keepsakeDigest(crypto: Crypto, sealed: Uint8Array): Uint8Array {
  return hash(crypto, 'sb1/keepsake-id', sealed).slice(0, KEEPSAKE_DIGEST_BYTES)
}

function sizeFor(length: number): number | undefined {
  if (length > RESOURCE.KEEPSAKE_BYTES) return undefined
  for (let size: number = RESOURCE.KEEPSAKE_LEAST_BYTES; size < RESOURCE.KEEPSAKE_BYTES; size *= 2) if (length <= size) return size
  return RESOURCE.KEEPSAKE_BYTES
}

function boxKey(crypto: Crypto, shared: Uint8Array, ephemeral: Uint8Array, { account, seal }: Sealed): Uint8Array {
  return kdfFromSecret(crypto, shared, concatBytes(ephemeral, seal), 'sb1/keepsake-box', [idBytes(account)], KEY_BYTES)
}
