import { describe, expect, test } from 'vitest'
import { ChunkSet } from '../../shared/media/index.ts'

describe('a set of chunks', () => {
  test('says what it has, how much, and in which ranges', () => {
    const set = ChunkSet.none(10)
    for (const index of [0, 9, 2, 1, 9]) set.add(index)
    expect([...set]).toEqual([0, 1, 2, 9])
    expect([set.count, set.isWhole, set.has(3), set.has(10), set.has(-1)]).toEqual([4, false, false, false, false])
    expect(set.ranges()).toEqual([
      [0, 2],
      [9, 9],
    ])
    expect([set.remove(1), set.remove(1), set.count]).toEqual([true, false, 3])
    expect(() => set.add(10)).toThrow(RangeError)
  })

  test('is its bitmap and back, the lowest bit first', () => {
    const set = ChunkSet.none(10)
    set.add(0)
    set.add(9)
    expect(set.bytes()).toEqual(Uint8Array.of(1, 2))
    expect([...(ChunkSet.of(10, set.bytes()) ?? [])]).toEqual([0, 9])
  })

  test('a copy and the bitmap it came from are no longer its own', () => {
    const set = ChunkSet.all(8)
    const copy = set.copy()
    set.remove(3)
    set.bytes()[0] = 0
    expect([copy.isWhole, set.count]).toEqual([true, 7])
  })

  test('no bitmap of another length, or with bits behind the end', () => {
    expect(ChunkSet.of(10, Uint8Array.of(1))).toBeUndefined()
    expect(ChunkSet.of(10, Uint8Array.of(1, 2, 0))).toBeUndefined()
    expect(ChunkSet.of(10, Uint8Array.of(1, 4))).toBeUndefined()
    expect(ChunkSet.of(8, Uint8Array.of(255))?.isWhole).toBe(true)
    expect(ChunkSet.forSize(0).total).toBe(1)
  })
})
