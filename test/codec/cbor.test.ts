/** [ENC-1] Deterministic CBOR: what is read is exactly what would be written, and nothing else; checked against an independent codec. */
import * as cborg from 'cborg'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CborKey, type CborValue, decodeCbor, encodeCbor, equalBytes, fromHex } from '../../shared/codec/index.ts'
import { INTRINSIC } from '../../shared/limits.ts'

const key: fc.Arbitrary<CborKey> = fc.oneof(fc.maxSafeInteger(), fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 40 }))
const { value } = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.string({ unit: 'binary' }),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('value'), { maxLength: 30 }),
    fc
      .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 30, selector: ([name]) => encodeCbor(name).join() })
      .map((entries) => new Map(entries)),
  ),
}))

/** What ENC-1 means, written with another library: read, write again, compare; then the kinds of value that are not ours. */
function isCanonical(bytes: Uint8Array): boolean {
  try {
    const read: unknown = cborg.decode(bytes, {
      strict: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowBigInt: false,
      useMaps: true,
    })
    return onlyOurs(read) && equalBytes(cborg.encode(read, cborg.rfc8949EncodeOptions), bytes)
  } catch {
    return false
  }
}

function onlyOurs(read: unknown): boolean {
  if (typeof read === 'number') return Number.isSafeInteger(read) && !Object.is(read, -0)
  if (Array.isArray(read)) return read.every(onlyOurs)
  if (read instanceof Map)
    return [...read].every(([name, held]) => ['number', 'string'].includes(typeof name) && onlyOurs(name) && onlyOurs(held))
  return typeof read === 'string' || typeof read === 'boolean' || read === null || read instanceof Uint8Array
}

function nested(depth: number): Uint8Array {
  return Uint8Array.from({ length: depth + 1 }, (_, index) => (index < depth ? 0x81 : 0))
}

describe('[ENC-1] deterministic CBOR', () => {
  test('every value comes back equal, in the bytes another library writes too', () => {
    fc.assert(
      fc.property(value, (given) => {
        const encoded = encodeCbor(given)
        const read = decodeCbor(encoded)
        expect(read !== undefined && equalBytes(encodeCbor(read), encoded)).toBe(true)
        expect(equalBytes(cborg.encode(given, cborg.rfc8949EncodeOptions), encoded)).toBe(true)
      }),
    )
  })

  test('texts of every length are what another library writes, alone and between others', () => {
    for (const sign of ['a', 'é', '가', '😀']) {
      for (const units of [0, 1, 7, 8, 11, 12, 22, 23, 24, 25, 84, 85, 86, 127, 128, 254, 255, 256, 257, 1022, 1023, 1024, 1025, 30_000]) {
        const text = sign.repeat(units)
        for (const given of [text, [1, text, new Uint8Array(3), text], new Map([[text, text]])])
          expect(equalBytes(cborg.encode(given, cborg.rfc8949EncodeOptions), encodeCbor(given))).toBe(true)
      }
    }
    for (const broken of ['\ud800', `${'a'.repeat(40)}\udc00`]) expect(() => encodeCbor(broken)).toThrow(RangeError)
  })

  test('on random and on damaged bytes the verdict is the same as that of read, write again, compare', () => {
    const damaged = fc.tuple(value, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 })).map(([given, changes]) => {
      const encoded = encodeCbor(given)
      for (const [at, byte] of changes) encoded[at % encoded.length] = byte
      return encoded
    })
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 24 }), damaged), (junk) => {
        const read = decodeCbor(junk)
        expect(read === undefined || equalBytes(encodeCbor(read), junk)).toBe(true)
        // The other library compares byte-string keys by identity, so it has no verdict on those.
        expect(hasByteKeys(read) || (read !== undefined) === isCanonical(junk)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('depth 16 passes, 17 does not, 60,000 ends quickly', () => {
    expect(decodeCbor(nested(INTRINSIC.CBOR_DEPTH))).toBeDefined()
    expect(decodeCbor(nested(INTRINSIC.CBOR_DEPTH + 1))).toBeUndefined()
    expect(decodeCbor(nested(60_000))).toBeUndefined()
    let deep: CborValue = 0
    for (let i = 0; i < INTRINSIC.CBOR_DEPTH; i++) deep = [deep]
    expect(encodeCbor(deep)).toEqual(nested(INTRINSIC.CBOR_DEPTH))
    expect(() => encodeCbor([deep])).toThrow(RangeError)
  })

  test('a byte over the size bound is refused before it is looked at', () => {
    expect(decodeCbor(Uint8Array.of(0x41, 0), 2)).toEqual(Uint8Array.of(0))
    expect(decodeCbor(Uint8Array.of(0x41, 0), 1)).toBeUndefined()
    expect(decodeCbor(encodeCbor(new Uint8Array(INTRINSIC.CBOR_BYTES - 5)))).toBeDefined()
    expect(decodeCbor(encodeCbor(new Uint8Array(INTRINSIC.CBOR_BYTES - 4)))).toBeUndefined()
  })

  test('lengths that lie allocate nothing', () => {
    for (const head of [
      '5b001fffffffffffff',
      '7b001fffffffffffff',
      '9b001fffffffffffff',
      'bb001fffffffffffff',
      '9affffffff',
      'baffffffff',
    ]) {
      expect(decodeCbor(fromHex(head) ?? new Uint8Array())).toBeUndefined()
    }
  })

  test('what has no deterministic form cannot be written', () => {
    const impossible = [
      1.5,
      Number.NaN,
      2 ** 53,
      -(2 ** 53),
      -0,
      '\ud800',
      new Map<CborKey, CborValue>([
        [new Uint8Array(1), 1],
        [new Uint8Array(1), 2],
      ]),
    ]
    for (const each of impossible) expect(() => encodeCbor(each)).toThrow(RangeError)
  })

  test('reading a Buffer copies: the value survives the buffer', () => {
    const buffer = Buffer.from([0x42, 1, 2])
    const read = decodeCbor(buffer)
    buffer.fill(0)
    expect(read).toEqual(Uint8Array.of(1, 2))
  })
})

function hasByteKeys(read: CborValue | undefined): boolean {
  if (read instanceof Map) return [...read].some(([name, held]) => name instanceof Uint8Array || hasByteKeys(held))
  return Array.isArray(read) && read.some(hasByteKeys)
}
