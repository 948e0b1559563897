/** Byte strings as numbers and texts: joining, comparing, big-endian, UTF-8, hex, base64url, base32. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compareBytes,
  concatBytes,
  equalBytes,
  fromBase32,
  fromBase64url,
  fromHex,
  readUint,
  readUtf8,
  toBase32,
  toBase64url,
  toHex,
  u32,
  u64,
  utf8,
} from '../../shared/codec/index.ts'

const bytes = fc.uint8Array({ maxLength: 70 })

describe('bytes', () => {
  test('order and equality are those of the hex texts', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        const [left, right] = [toHex(a), toHex(b)]
        expect(Math.sign(compareBytes(a, b))).toBe(left < right ? -1 : left > right ? 1 : 0)
        expect(equalBytes(a, b)).toBe(left === right)
        expect(equalBytes(a, Uint8Array.from(a))).toBe(true)
        expect(toHex(concatBytes(a, b))).toBe(left + right)
      }),
    )
  })

  test('big-endian numbers have fixed widths and come back', () => {
    expect(toHex(u32(0xffff_ffff))).toBe('ffffffff')
    expect(toHex(u64(Number.MAX_SAFE_INTEGER))).toBe('001fffffffffffff')
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), fc.maxSafeNat(), (small, large) => {
        expect(readUint(u32(small))).toBe(small)
        expect(readUint(u64(large))).toBe(large)
        expect([u32(small).length, u64(large).length]).toEqual([4, 8])
      }),
    )
    for (const wrong of [-1, 1.5, 2 ** 32, Number.NaN]) expect(() => u32(wrong)).toThrow(RangeError)
    for (const wrong of [-1, 1.5, 2 ** 53, Number.NaN]) expect(() => u64(wrong)).toThrow(RangeError)
    expect(readUint(new Uint8Array(8).fill(255))).toBeUndefined()
    expect(readUint(new Uint8Array())).toBe(0)
  })

  test('text is UTF-8 both ways: a byte order mark stays, a lone surrogate and broken bytes are refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readUtf8(utf8(text))).toBe(text)
      }),
    )
    expect(readUtf8(utf8('\ufeffx'))).toBe('\ufeffx')
    expect(() => utf8('\udc00')).toThrow(RangeError)
    expect(readUtf8(Uint8Array.of(0xff))).toBeUndefined()
  })
})

describe('texts for bytes', () => {
  const forms = [
    ['hex', toHex, fromHex],
    ['base64url', toBase64url, fromBase64url],
    ['base32', toBase32, fromBase32],
  ] as const

  test.each(forms)('%s comes back, and no other text gives the same bytes', (_name, write, read) => {
    fc.assert(
      fc.property(bytes, (given) => {
        expect(read(write(given))).toEqual(given)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0aAbz79_-= é') }), (text) => {
        const given = read(text)
        expect(given === undefined ? text : write(given)).toBe(text)
      }),
    )
  })

  test('known values (RFC 4648) without padding', () => {
    expect([toBase64url(utf8('foob')), toBase64url(Uint8Array.of(0xfb, 0xff)), toBase32(utf8('foob'))]).toEqual([
      'Zm9vYg',
      '-_8',
      'mzxw6yq',
    ])
    for (const text of ['Zg==', 'Zh', 'A', 'Z g']) expect(fromBase64url(text)).toBeUndefined()
    for (const text of ['MY', 'mz', 'm', 'a1']) expect(fromBase32(text)).toBeUndefined()
    for (const text of ['A0', '0', '0g', ' 0']) expect(fromHex(text)).toBeUndefined()
  })
})
