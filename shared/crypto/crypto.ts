/**
 * The cryptography the messenger needs, as one interface with two back ends: noble (anywhere) in this folder and node:crypto in
 * `src-main/engine/crypto`. Both pass the suite in `test/contract/crypto.ts` and the vectors. Everything is synchronous; inputs are
 * never changed or kept; lengths are the caller's promise and a wrong one throws `RangeError`.
 */
export interface Crypto {
  /** Of all parts one after the other, without joining them. */
  sha256(...parts: readonly Uint8Array[]): Uint8Array
  sha512(data: Uint8Array): Uint8Array
  hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array
  hkdfExtract(salt: Uint8Array, secret: Uint8Array): Uint8Array
  hkdfExpand(prk: Uint8Array, info: Uint8Array, length: number): Uint8Array
  /** `seed` is 32 bytes. */
  ed25519PublicKey(seed: Uint8Array): Uint8Array
  ed25519Sign(seed: Uint8Array, message: Uint8Array): Uint8Array
  /** SIG-1: strict, no cofactor, byte-for-byte R; false on anything else, wrong lengths included. */
  ed25519Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
  x25519PublicKey(secret: Uint8Array): Uint8Array
  /** SIG-2: undefined when the result is all zero. */
  x25519(secret: Uint8Array, publicKey: Uint8Array): Uint8Array | undefined
  /** AES-256-GCM; returns ciphertext ‖ 16-byte tag. */
  aesGcmSeal(key: Uint8Array, nonce: Uint8Array, associated: Uint8Array, plaintext: Uint8Array): Uint8Array
  /** undefined when the tag does not fit. */
  aesGcmOpen(key: Uint8Array, nonce: Uint8Array, associated: Uint8Array, sealed: Uint8Array): Uint8Array | undefined
}

/** Randomness; the simulation hands in a seeded one. */
export interface Rng {
  bytes(length: number): Uint8Array
}

/** Wall time in milliseconds since 1970 and one-shot timers; the simulation hands in its own. */
export interface Clock {
  now(): number
  /** Calls `run` once after `ms`; the returned function cancels it. */
  after(ms: number, run: () => void): () => void
}
