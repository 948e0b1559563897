/**
 * Hashing, signing and deriving as the rules do it: always under a label (ENC-3). Everything above this folder uses these and leaves the
 * bare primitives alone, except AES-GCM and X25519, whose inputs have no room for a label.
 */
import type { Crypto } from './crypto.ts'
import { type HashLabel, type KdfLabel, type MacLabel, type SignLabel, label } from './labels.ts'

/** Parts of that length are hashed where they lie; shorter ones are quicker joined. */
const LONG_BYTES = 16 * 1024

/** `H(label, parts)`, 32 bytes. */
export function hash(crypto: Crypto, name: HashLabel, ...parts: readonly Uint8Array[]): Uint8Array {
  const isLong = parts.some(({ length }) => length >= LONG_BYTES)
  return isLong ? crypto.sha256(label(name), ...parts) : crypto.sha256(label(name, ...parts))
}

/** Ed25519 signature by the key with that seed over `label ‖ 00 ‖ parts`, 64 bytes. */
export function sign(crypto: Crypto, name: SignLabel, seed: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  return crypto.ed25519Sign(seed, label(name, ...parts))
}

/** SIG-1 verdict on a signature over `label ‖ 00 ‖ parts`; false also for keys and signatures of a wrong length. */
export function verify(
  crypto: Crypto,
  name: SignLabel,
  publicKey: Uint8Array,
  signature: Uint8Array,
  ...parts: readonly Uint8Array[]
): boolean {
  return crypto.ed25519Verify(publicKey, label(name, ...parts), signature)
}

/** HMAC-SHA-256 of `label ‖ 00 ‖ parts`, 32 bytes. */
export function mac(crypto: Crypto, name: MacLabel, key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  return crypto.hmacSha256(key, label(name, ...parts))
}

/** HKDF-Expand from a key that is already uniform: info = `label ‖ 00 ‖ parts`. */
export function kdf(crypto: Crypto, key: Uint8Array, name: KdfLabel, parts: readonly Uint8Array[], length: number): Uint8Array {
  return crypto.hkdfExpand(key, label(name, ...parts), length)
}

/** Whole HKDF from a secret that may be longer, shorter or less uniform than a key: Extract with the salt, then `kdf`. */
export function kdfFromSecret(
  crypto: Crypto,
  secret: Uint8Array,
  salt: Uint8Array,
  name: KdfLabel,
  parts: readonly Uint8Array[],
  length: number,
): Uint8Array {
  return kdf(crypto, crypto.hkdfExtract(salt, secret), name, parts, length)
}
