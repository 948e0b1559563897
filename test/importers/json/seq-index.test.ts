import { describe, expect, it } from 'vitest'
import { keyOf, SeqIndex } from '../../../shared/importers/json/index.ts'
import { IMPORT } from '../../../shared/limits.ts'

describe('an index of message numbers', () => {
  it('[IMP-31] finds each of many, in any order, and no other', () => {
    const index = new SeqIndex()
    for (let seq = 0; seq < 50_000; seq += 1) index.add((seq * 7919) % 1_000_003, seq)
    let wrong = 0
    for (let seq = 0; seq < 50_000; seq += 1) if (index.get((seq * 7919) % 1_000_003) !== seq) wrong += 1
    expect(wrong).toBe(0)
    expect(index.get(-5)).toBeUndefined()
    expect(index.get(0.5)).toBeUndefined()
  })

  it('[IMP-31] keeps the newer half when it is full', () => {
    const index = new SeqIndex(1000)
    for (let seq = 0; seq < 5000; seq += 1) index.add(1_000_000 + seq, seq)
    expect(index.get(1_004_999)).toBe(4999)
    expect(index.get(1_000_000)).toBeUndefined()
    expect(IMPORT.REPLY_IDS).toBeGreaterThan(500_000)
  })

  it('[IMP-31] answers with the first of equal numbers', () => {
    const index = new SeqIndex()
    index.add(7, 1)
    index.add(7, 2)
    expect(index.get(7)).toBe(1)
  })

  it('[IMP-31] is not slowed down by numbers that meet in one place', () => {
    const index = new SeqIndex()
    // All multiples of 2^32 share their lower half, those of 2^52 nearly all of it.
    for (let seq = 0; seq < 200_000; seq += 1) index.add(seq * 2 ** 32, seq)
    expect(index.get(0)).toBe(0)
  })

  it('[IMP-31] tells texts apart', () => {
    const keys = new Set(Array.from({ length: 100_000 }, (_, at) => keyOf(String(1_187_000_000_000_000_000n + BigInt(at)))))
    expect(keys.size).toBe(100_000)
  })
})
