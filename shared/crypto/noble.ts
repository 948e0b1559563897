/**
 * The back end that runs anywhere, also in a page without a secure context: noble's curves, ciphers and hashes, with SIG-1 verification
 * of our own.
 */
import { gcm } from '@noble/ciphers/aes.js'
import { ed25519, x25519 } from '@noble/curves/ed25519.js'
import { expand, extract } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import type { Crypto } from './crypto.ts'
import { ed25519Verifier } from './ed25519-noble.ts'
import { KEY_BYTES, NONCE_BYTES, TAG_BYTES, checkHkdfLength, checkLength } from './lengths.ts'

/** A back end on noble. */
export function nobleCrypto(): Crypto {
  return {
    sha256: (...parts) => parts.reduce((hash, part) => hash.update(part), sha256.create()).digest(),
    sha512: (data) => sha512(data),
    hmacSha256: (key, data) => hmac(sha256, key, data),
    hkdfExtract: (salt, secret) => extract(sha256, secret, salt),
    hkdfExpand: (prk, info, length) => {
      checkLength('HKDF key', prk, KEY_BYTES)
      checkHkdfLength(length)
      return expand(sha256, prk, info, length)
    },
    ed25519PublicKey: (seed) => {
      checkLength('Ed25519 seed', seed, KEY_BYTES)
      return ed25519.getPublicKey(seed)
    },
    ed25519Sign: (seed, message) => {
      checkLength('Ed25519 seed', seed, KEY_BYTES)
      return ed25519.sign(message, seed)
    },
    ed25519Verify: ed25519Verifier(),
    x25519PublicKey: (secret) => {
      checkLength('X25519 secret', secret, KEY_BYTES)
      return x25519.getPublicKey(secret)
    },
    x25519: (secret, publicKey) => {
      checkLength('X25519 secret', secret, KEY_BYTES)
      checkLength('X25519 public key', publicKey, KEY_BYTES)
      try {
        return x25519.getSharedSecret(secret, publicKey)
      } catch {
        // SIG-2: with the lengths right, an all-zero result is all that noble refuses.
        return undefined
      }
    },
    aesGcmSeal: (key, nonce, associated, plaintext) => {
      checkLength('AES key', key, KEY_BYTES)
      checkLength('AES nonce', nonce, NONCE_BYTES)
      return gcm(key, nonce, associated).encrypt(plaintext)
    },
    aesGcmOpen: (key, nonce, associated, sealed) => {
      checkLength('AES key', key, KEY_BYTES)
      checkLength('AES nonce', nonce, NONCE_BYTES)
      if (sealed.length < TAG_BYTES) return undefined
      try {
        return gcm(key, nonce, associated).decrypt(sealed)
      } catch {
        return undefined
      }
    },
  }
}
