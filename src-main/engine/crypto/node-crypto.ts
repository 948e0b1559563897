/**
 * The back end on node:crypto: the same bytes and verdicts as noble, ten to twenty times as fast. OpenSSL and BoringSSL verify Ed25519 as
 * SIG-1 says once the key itself is checked. Results are plain `Uint8Array`s in memory of their own, never Buffers.
 */
import {
  type KeyObject,
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  sign as ed25519Sign,
  verify as ed25519Verify,
  hash,
} from 'node:crypto'
import { SIGNATURE_BYTES, concatBytes, equalBytes, toHex } from '../../../shared/codec/index.ts'
import {
  type Crypto,
  KEY_BYTES,
  NONCE_BYTES,
  RecentMap,
  TAG_BYTES,
  checkHkdfLength,
  checkLength,
  ed25519Verifier,
  hasSmallOrder,
  isUsableEd25519Key,
} from '../../../shared/crypto/index.ts'
import { privateKeyDer, publicKeyDer, rawPublicKey } from './key-der.ts'
import { hkdfExpand, hmacSha256 } from './node-hmac.ts'
import { privateKeys } from './private-keys.ts'

const PUBLIC_KEYS_REMEMBERED = 4096
const ZERO_SECRET = new Uint8Array(KEY_BYTES)

/** A back end on node:crypto. */
export function nodeCrypto(): Crypto {
  const signers = privateKeys((seed) => privateKeyDer('ed25519', seed))
  const agreers = privateKeys((secret) => privateKeyDer('x25519', secret))
  const verifiers = new RecentMap<string, KeyObject | 'refused'>(PUBLIC_KEYS_REMEMBERED)
  const verifyExplicitly = ed25519Verifier()
  return {
    sha256: (...parts) => plain(sha256(parts)),
    sha512: (data) => plain(hash('sha512', data, 'buffer')),
    hmacSha256,
    hkdfExtract: (salt, secret) => hmacSha256(salt, secret),
    hkdfExpand: (prk, info, length) => {
      checkLength('HKDF key', prk, KEY_BYTES)
      checkHkdfLength(length)
      return hkdfExpand(prk, info, length)
    },
    ed25519PublicKey: (seed) => {
      checkLength('Ed25519 seed', seed, KEY_BYTES)
      return rawPublicKey(createPublicKey(signers(seed)))
    },
    ed25519Sign: (seed, message) => {
      checkLength('Ed25519 seed', seed, KEY_BYTES)
      return plain(ed25519Sign(null, message, signers(seed)))
    },
    ed25519Verify: (publicKey, message, signature) => {
      if (publicKey.length !== KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false
      // SIG-1 asks nothing of R beyond its bytes, but from 24 on Node refuses an R of small order (nodejs/node#64026) and 20 does not.
      // No honest signer makes one; the few that are crafted are judged by the explicit equation, so that the verdict is one everywhere.
      if (hasSmallOrder(signature.subarray(0, KEY_BYTES))) return verifyExplicitly(publicKey, message, signature)
      const key = verifiers.get(toHex(publicKey), () => (isUsableEd25519Key(publicKey) ? publicKeyObject('ed25519', publicKey) : 'refused'))
      return key !== 'refused' && ed25519Verify(null, message, key, signature)
    },
    x25519PublicKey: (secret) => {
      checkLength('X25519 secret', secret, KEY_BYTES)
      return rawPublicKey(createPublicKey(agreers(secret)))
    },
    x25519: (secret, publicKey) => {
      checkLength('X25519 secret', secret, KEY_BYTES)
      checkLength('X25519 public key', publicKey, KEY_BYTES)
      return agree(agreers(secret), publicKeyObject('x25519', publicKey))
    },
    aesGcmSeal: (key, nonce, associated, plaintext) => {
      checkLength('AES key', key, KEY_BYTES)
      checkLength('AES nonce', nonce, NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', secretKey(key), nonce, { authTagLength: TAG_BYTES })
      cipher.setAAD(associated)
      return concatBytes(cipher.update(plaintext), cipher.final(), cipher.getAuthTag())
    },
    aesGcmOpen: (key, nonce, associated, sealed) => {
      checkLength('AES key', key, KEY_BYTES)
      checkLength('AES nonce', nonce, NONCE_BYTES)
      return sealed.length < TAG_BYTES ? undefined : open(key, nonce, associated, sealed)
    },
  }
}

/** SIG-2: OpenSSL throws on an all-zero result; comparing as well keeps that promise whatever library Electron brings. */
function agree(privateKey: KeyObject, publicKey: KeyObject): Uint8Array | undefined {
  try {
    const shared = plain(diffieHellman({ privateKey, publicKey }))
    return equalBytes(shared, ZERO_SECRET) ? undefined : shared
  } catch {
    return undefined
  }
}

function open(key: Uint8Array, nonce: Uint8Array, associated: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
  const decipher = createDecipheriv('aes-256-gcm', secretKey(key), nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(associated)
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
  const plaintext = plain(decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)))
  try {
    decipher.final()
    return plaintext
  } catch {
    return undefined
  }
}

/** Node takes bare bytes too, and needs three times as long to see that they are none of its key objects. */
function secretKey(key: Uint8Array): KeyObject {
  return createSecretKey(key)
}

function publicKeyObject(kind: 'ed25519' | 'x25519', raw: Uint8Array): KeyObject {
  return createPublicKey({ key: publicKeyDer(kind, raw), format: 'der', type: 'spki' })
}

/** One call is the quickest for what is one part; joining a chunk of a file to its label would cost as much as a fifth of hashing it. */
function sha256(parts: readonly Uint8Array[]): Buffer {
  const [first, ...others] = parts
  if (first !== undefined && others.length === 0) return hash('sha256', first, 'buffer')
  return parts.reduce((hashing, part) => hashing.update(part), createHash('sha256')).digest()
}

/** The same bytes without Buffer's own `slice`, and without a share in Node's pool. */
function plain(buffer: Buffer): Uint8Array {
  return buffer.buffer.byteLength === buffer.length ? new Uint8Array(buffer.buffer) : new Uint8Array(buffer)
}
