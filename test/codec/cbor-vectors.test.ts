/** V1: forms that must be read and forms that must not, for ever. */
import { describe, expect, test } from 'vitest'
import { decodeCbor, encodeCbor, toHex } from '../../shared/codec/index.ts'
import { loadVectors, unhex } from '../vectors/vectors.ts'

interface Vector {
  readonly what: string
  readonly hex: string
}
const { good, bad } = loadVectors<{ readonly good: readonly Vector[]; readonly bad: readonly Vector[] }>('v01-cbor')

describe('[ENC-1] V1', () => {
  test('there are at least forty of each, none twice', () => {
    for (const vectors of [good, bad]) {
      expect(vectors.length).toBeGreaterThanOrEqual(40)
      expect(new Set(vectors.map(({ hex }) => hex)).size).toBe(vectors.length)
    }
  })

  test.each(good)('reads $what and writes the same bytes', ({ hex }) => {
    const value = decodeCbor(unhex(hex))
    expect(value === undefined ? undefined : toHex(encodeCbor(value))).toBe(hex)
  })

  test.each(bad)('refuses $what', ({ hex }) => {
    expect(decodeCbor(unhex(hex))).toBeUndefined()
  })
})
