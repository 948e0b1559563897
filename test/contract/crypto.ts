/**
 * What every `Crypto` back end must do, with published values (RFC 4231, 5869, 7748, 8032; NIST GCM) and the edge cases of SIG-1 and SIG-2.
 */
import { describe, expect, test } from 'vitest'
import { toHex, utf8 } from '../../shared/codec/index.ts'
import type { Crypto } from '../../shared/crypto/index.ts'
import { loadVectors, unhex } from '../vectors/vectors.ts'

interface EdgeCase {
  readonly index: number
  readonly why: string
  readonly accept: boolean
  readonly publicKey: string
  readonly message: string
  readonly signature: string
}

/** The eight points of small order and their second encodings, as keys. */
const SMALL_ORDER_KEYS = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000080',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
]

/** X25519 inputs whose result is all zero (small order on the Montgomery curve and its twist). */
const ZERO_AGREEMENTS = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]

const SEED = unhex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60')
const GROUP_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n

/** Registers the suite for one back end. */
export function cryptoContract(name: string, crypto: Crypto): void {
  describe(`${name}: hashes and derivation`, () => {
    test('SHA-256 and SHA-512 of "abc"', () => {
      expect(toHex(crypto.sha256(utf8('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
      expect(toHex(crypto.sha512(utf8('abc'))).slice(0, 32)).toBe('ddaf35a193617abacc417349ae204131')
    })

    test('SHA-256 of parts is that of all of them joined', () => {
      const whole = toHex(crypto.sha256(utf8('abcdef')))
      expect(toHex(crypto.sha256(utf8('abc'), utf8(''), utf8('def')))).toBe(whole)
      expect(toHex(crypto.sha256(utf8('abcdef'), utf8('')))).toBe(whole)
      expect(toHex(crypto.sha256())).toBe(toHex(crypto.sha256(utf8(''))))
    })

    test('HMAC-SHA-256 with a short, an empty and a long key (RFC 4231)', () => {
      expect(toHex(crypto.hmacSha256(utf8('Jefe'), utf8('what do ya want for nothing?')))).toBe(
        '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
      )
      expect(toHex(crypto.hmacSha256(new Uint8Array(), new Uint8Array()))).toBe(
        'b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad',
      )
      const long = new Uint8Array(131).fill(0xaa)
      expect(toHex(crypto.hmacSha256(long, utf8('Test Using Larger Than Block-Size Key - Hash Key First')))).toBe(
        '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
      )
    })

    test('HKDF (RFC 5869, cases 1 and 3)', () => {
      const secret = new Uint8Array(22).fill(0x0b)
      const prk = crypto.hkdfExtract(unhex('000102030405060708090a0b0c'), secret)
      expect(toHex(prk)).toBe('077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5')
      expect(toHex(crypto.hkdfExpand(prk, unhex('f0f1f2f3f4f5f6f7f8f9'), 42))).toBe(
        '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
      )
      const unsalted = crypto.hkdfExtract(new Uint8Array(), secret)
      expect(toHex(crypto.hkdfExpand(unsalted, new Uint8Array(), 42))).toBe(
        '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
      )
    })

    test('HKDF gives 1 to 8,160 bytes and nothing else', () => {
      expect(crypto.hkdfExpand(SEED, new Uint8Array(), 1)).toHaveLength(1)
      expect(crypto.hkdfExpand(SEED, new Uint8Array(), 255 * 32)).toHaveLength(255 * 32)
      for (const length of [0, -1, 1.5, 255 * 32 + 1]) {
        expect(() => crypto.hkdfExpand(SEED, new Uint8Array(), length)).toThrow(RangeError)
      }
    })
  })

  describe(`${name}: Ed25519`, () => {
    const publicKey = crypto.ed25519PublicKey(SEED)

    test('key and signature of RFC 8032, test 1', () => {
      expect(toHex(publicKey)).toBe('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
      const signature = crypto.ed25519Sign(SEED, new Uint8Array())
      expect(toHex(signature)).toBe(
        'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
      )
      expect(crypto.ed25519Verify(publicKey, new Uint8Array(), signature)).toBe(true)
    })

    test('signs with what an array holds now, not with what it held before', () => {
      const seed = Uint8Array.from(SEED)
      const first = crypto.ed25519Sign(seed, utf8('x'))
      seed[0] = 1
      const second = crypto.ed25519Sign(seed, utf8('x'))
      expect(second).not.toEqual(first)
      expect(crypto.ed25519Verify(crypto.ed25519PublicKey(seed), utf8('x'), second)).toBe(true)
    })

    test('refuses every single changed bit of a signature, and another message', () => {
      const message = utf8('message')
      const signature = crypto.ed25519Sign(SEED, message)
      for (let bit = 0; bit < 512; bit += 7) {
        const changed = Uint8Array.from(signature)
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(crypto.ed25519Verify(publicKey, message, changed)).toBe(false)
      }
      expect(crypto.ed25519Verify(publicKey, utf8('massage'), signature)).toBe(false)
    })

    test('[SIG-1] refuses S + L, which satisfies the equation too', () => {
      const signature = crypto.ed25519Sign(SEED, utf8('m'))
      let s = GROUP_ORDER
      for (let i = 63; i >= 32; i--) s += BigInt(signature[i] ?? 0) << BigInt(8 * (i - 32))
      const changed = Uint8Array.from(signature)
      for (let i = 32; i < 64; i++) changed[i] = Number((s >> BigInt(8 * (i - 32))) & 255n)
      expect(crypto.ed25519Verify(publicKey, utf8('m'), changed)).toBe(false)
    })

    const { cases } = loadVectors<{ readonly cases: readonly EdgeCase[] }>('v02-ed25519-edges')
    test.each(cases)('[SIG-1] V2 case $index, $why: accept = $accept', (edge) => {
      for (let again = 0; again < 2; again++) {
        expect(crypto.ed25519Verify(unhex(edge.publicKey), unhex(edge.message), unhex(edge.signature))).toBe(edge.accept)
      }
    })

    test('[SIG-1] keys of small order or with a second encoding verify nothing', () => {
      for (const key of SMALL_ORDER_KEYS) {
        // R = identity, S = 0 satisfies S·B = R + k·A for the identity as key, and with some luck for the others.
        const signature = unhex('01'.padEnd(128, '0'))
        for (let i = 0; i < 8; i++) expect(crypto.ed25519Verify(unhex(key), Uint8Array.of(i), signature)).toBe(false)
      }
    })

    test('keys off the curve and wrong lengths are false, never an exception', () => {
      const signature = crypto.ed25519Sign(SEED, utf8('m'))
      const offCurve = unhex('02'.padEnd(64, '0'))
      expect(crypto.ed25519Verify(offCurve, utf8('m'), signature)).toBe(false)
      expect(crypto.ed25519Verify(publicKey.subarray(1), utf8('m'), signature)).toBe(false)
      expect(crypto.ed25519Verify(publicKey, utf8('m'), signature.subarray(1))).toBe(false)
      expect(crypto.ed25519Verify(publicKey, utf8('m'), new Uint8Array())).toBe(false)
      expect(crypto.ed25519Verify(publicKey, utf8('m'), signature)).toBe(true)
    })
  })

  describe(`${name}: X25519`, () => {
    const alice = unhex('77076d0a7318a57d3c16c17251b26645df4ec7eb4d9d9e2d5f3d2c9ef0f2a1a2')
    const secret = unhex('77076d0a7318a57d3c16c17251b26645c6c2f6c1f8d3b0c7a9d1e2f3a4b5c6d7')

    test('scalar multiplication of RFC 7748 §5.2', () => {
      const scalar = unhex('a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4')
      const point = unhex('e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c')
      expect(toHex(crypto.x25519(scalar, point) ?? new Uint8Array())).toBe(
        'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552',
      )
    })

    test('both sides agree', () => {
      const one = crypto.x25519(alice, crypto.x25519PublicKey(secret))
      expect(one).toBeDefined()
      expect(one).toEqual(crypto.x25519(secret, crypto.x25519PublicKey(alice)))
    })

    test('[SIG-2] an all-zero result is refused', () => {
      for (const point of ZERO_AGREEMENTS) expect(crypto.x25519(secret, unhex(point))).toBeUndefined()
    })
  })

  describe(`${name}: AES-256-GCM`, () => {
    const key = new Uint8Array(32)
    const nonce = new Uint8Array(12)

    test('NIST values for a zero key: empty and one block', () => {
      expect(toHex(crypto.aesGcmSeal(key, nonce, new Uint8Array(), new Uint8Array()))).toBe('530f8afbc74536b9a963b4f1c4cb738b')
      expect(toHex(crypto.aesGcmSeal(key, nonce, new Uint8Array(), new Uint8Array(16)))).toBe(
        'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919',
      )
    })

    test('opens what it sealed, and nothing that was changed', () => {
      const associated = utf8('header')
      const sealed = crypto.aesGcmSeal(key, nonce, associated, utf8('body'))
      expect(crypto.aesGcmOpen(key, nonce, associated, sealed)).toEqual(utf8('body'))
      for (let at = 0; at < sealed.length; at++) {
        const changed = Uint8Array.from(sealed)
        changed[at] = (changed[at] ?? 0) ^ 1
        expect(crypto.aesGcmOpen(key, nonce, associated, changed)).toBeUndefined()
      }
      expect(crypto.aesGcmOpen(key, nonce, utf8('headed'), sealed)).toBeUndefined()
      for (let length = 0; length < sealed.length; length++) {
        expect(crypto.aesGcmOpen(key, nonce, associated, sealed.subarray(0, length))).toBeUndefined()
      }
    })
  })

  describe(`${name}: promises of the interface`, () => {
    test('wrong lengths throw RangeError', () => {
      const short = new Uint8Array(31)
      const nonce = new Uint8Array(12)
      const empty = new Uint8Array()
      for (const call of [
        () => crypto.ed25519PublicKey(short),
        () => crypto.ed25519Sign(short, empty),
        () => crypto.x25519PublicKey(short),
        () => crypto.x25519(short, SEED),
        () => crypto.x25519(SEED, short),
        () => crypto.aesGcmSeal(short, nonce, empty, empty),
        () => crypto.aesGcmSeal(SEED, short, empty, empty),
        () => crypto.aesGcmOpen(short, nonce, empty, new Uint8Array(16)),
        () => crypto.aesGcmOpen(SEED, short, empty, new Uint8Array(16)),
        () => crypto.hkdfExpand(short, empty, 32),
      ]) {
        expect(call).toThrow(RangeError)
      }
    })

    test('results are plain arrays in memory of their own, inputs stay as they are', () => {
      const input = Uint8Array.from(SEED)
      const results = [
        crypto.sha256(input),
        crypto.sha512(input),
        crypto.hmacSha256(input, input),
        crypto.hkdfExtract(input, input),
        crypto.hkdfExpand(input, input, 44),
        crypto.ed25519PublicKey(input),
        crypto.ed25519Sign(input, input),
        crypto.x25519PublicKey(input),
        crypto.x25519(input, crypto.x25519PublicKey(SEED)),
        crypto.aesGcmSeal(input, input.subarray(0, 12), input, input),
        crypto.aesGcmOpen(input, input.subarray(0, 12), input, crypto.aesGcmSeal(input, input.subarray(0, 12), input, input)),
      ]
      for (const result of results) {
        expect(result?.constructor).toBe(Uint8Array)
        expect(result?.buffer.byteLength).toBe(result?.length)
      }
      expect(input).toEqual(SEED)
    })
  })
}
