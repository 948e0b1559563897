/**
 * KEY-2: key and nonce come from the plaintext itself, so no crash, clone or copied profile can ever put two plaintexts under one
 * (key, nonce). Blocks, statuses and key chains are all sealed this way; `purpose` keeps them apart even under one key.
 */
import { concatBytes, equalBytes } from '../../codec/index.ts'
import { type Crypto, KEY_BYTES, NONCE_BYTES, kdf } from '../../crypto/index.ts'
import { SALT_BYTES } from './header.ts'

/** For blocks the number is the lane. */
export const PURPOSE = { governance: 0, feed: 1, status: 2, pastGovernance: 3, pastFeed: 4 } as const
export type Purpose = (typeof PURPOSE)[keyof typeof PURPOSE]

/** The salt that goes beside the sealed bytes, 16 bytes. */
export function plaintextSalt(crypto: Crypto, key: Uint8Array, plaintext: Uint8Array): Uint8Array {
  return crypto.hmacSha256(kdf(crypto, key, 'sb1/salt', [], KEY_BYTES), plaintext).slice(0, SALT_BYTES)
}

/** Ciphertext and tag. `salt` is `plaintextSalt` of the same key and plaintext; it is asked for because `associated` may contain it. */
export function sealOnce(
  crypto: Crypto,
  key: Uint8Array,
  purpose: Purpose,
  salt: Uint8Array,
  associated: Uint8Array,
  plaintext: Uint8Array,
): Uint8Array {
  const [blockKey, nonce] = derive(crypto, key, purpose, salt)
  return crypto.aesGcmSeal(blockKey, nonce, associated, plaintext)
}

/** The plaintext, or undefined when the key, the associated data or the salt do not fit: a salt of other bytes would let nonces repeat. */
export function openOnce(
  crypto: Crypto,
  key: Uint8Array,
  purpose: Purpose,
  salt: Uint8Array,
  associated: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | undefined {
  const [blockKey, nonce] = derive(crypto, key, purpose, salt)
  const plaintext = crypto.aesGcmOpen(blockKey, nonce, associated, sealed)
  if (plaintext === undefined || !equalBytes(plaintextSalt(crypto, key, plaintext), salt)) return undefined
  return plaintext
}

/** For parts without a header of their own: salt ‖ ciphertext ‖ tag. */
export function sealBox(crypto: Crypto, key: Uint8Array, purpose: Purpose, associated: Uint8Array, plaintext: Uint8Array): Uint8Array {
  const salt = plaintextSalt(crypto, key, plaintext)
  return concatBytes(salt, sealOnce(crypto, key, purpose, salt, associated, plaintext))
}

/** Opens what `sealBox` made; undefined on anything else. */
export function openBox(
  crypto: Crypto,
  key: Uint8Array,
  purpose: Purpose,
  associated: Uint8Array,
  box: Uint8Array,
): Uint8Array | undefined {
  return openOnce(crypto, key, purpose, box.slice(0, SALT_BYTES), associated, box.slice(SALT_BYTES))
}

function derive(crypto: Crypto, key: Uint8Array, purpose: Purpose, salt: Uint8Array): readonly [Uint8Array, Uint8Array] {
  const derived = kdf(crypto, key, 'sb1/blk', [Uint8Array.of(purpose), salt], KEY_BYTES + NONCE_BYTES)
  return [derived.slice(0, KEY_BYTES), derived.slice(KEY_BYTES)]
}
