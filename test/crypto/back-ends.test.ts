/** Both back ends under one contract, and against each other on arbitrary input: a browser and a desktop must never disagree. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nobleCrypto } from '../../shared/crypto/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { cryptoContract } from '../contract/crypto.ts'

const noble = nobleCrypto()
const node = nodeCrypto()

cryptoContract('noble', noble)
cryptoContract('node', node)

const key = fc.uint8Array({ minLength: 32, maxLength: 32 })
const nonce = fc.uint8Array({ minLength: 12, maxLength: 12 })
const data = fc.uint8Array({ maxLength: 200 })

describe('noble and node agree', () => {
  test('on hashes, derivation and sealing', () => {
    fc.assert(
      fc.property(key, nonce, data, data, fc.integer({ min: 1, max: 200 }), (secret, iv, a, b, length) => {
        expect(noble.sha256(a)).toEqual(node.sha256(a))
        expect(noble.sha512(a)).toEqual(node.sha512(a))
        expect(noble.hmacSha256(b, a)).toEqual(node.hmacSha256(b, a))
        expect(noble.hkdfExtract(a, b)).toEqual(node.hkdfExtract(a, b))
        expect(noble.hkdfExpand(secret, a, length)).toEqual(node.hkdfExpand(secret, a, length))
        const sealed = noble.aesGcmSeal(secret, iv, a, b)
        expect(node.aesGcmSeal(secret, iv, a, b)).toEqual(sealed)
        expect(node.aesGcmOpen(secret, iv, a, sealed)).toEqual(b)
      }),
    )
  })

  test('on keys, signatures and agreements', () => {
    fc.assert(
      fc.property(key, key, data, (secret, other, message) => {
        const publicKey = noble.ed25519PublicKey(secret)
        expect(node.ed25519PublicKey(secret)).toEqual(publicKey)
        const signature = noble.ed25519Sign(secret, message)
        expect(node.ed25519Sign(secret, message)).toEqual(signature)
        expect(noble.ed25519Verify(publicKey, message, signature)).toBe(true)
        expect(node.ed25519Verify(publicKey, message, signature)).toBe(true)
        expect(noble.x25519PublicKey(secret)).toEqual(node.x25519PublicKey(secret))
        expect(noble.x25519(secret, other)).toEqual(node.x25519(secret, other))
      }),
      { numRuns: 25 },
    )
  })

  test('[SIG-1] on arbitrary keys and signatures', () => {
    const scalar = fc.uint8Array({ minLength: 64, maxLength: 64 }).map((bytes) => {
      bytes[63] = (bytes[63] ?? 0) & 0x1f
      return bytes
    })
    fc.assert(
      fc.property(key, data, scalar, (publicKey, message, signature) => {
        expect(noble.ed25519Verify(publicKey, message, signature)).toBe(node.ed25519Verify(publicKey, message, signature))
      }),
      { numRuns: 60 },
    )
  })
})
