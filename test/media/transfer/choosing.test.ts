/** Which chunks are asked for next and how many at once, how fast something comes, and whose turn it is: the pure parts. */
import { describe, expect, it } from 'vitest'
import { TRANSFER } from '../../../shared/limits.ts'
import { flightFor, nextRun } from '../../../shared/transfer/choosing.ts'
import { RateMeter } from '../../../shared/transfer/rate-meter.ts'
import { FakeClock } from '../../harness/fake-clock.ts'

const CHUNK = 1000
const BOUNDS = { least: TRANSFER.FLIGHT_LEAST_CHUNKS, most: TRANSFER.FLIGHT_CHUNKS }

describe('the next run', () => {
  const free = new Set([2, 3, 4, 7, 9])
  const isFree = (index: number): boolean => free.has(index)

  it('[MEDIA-44] begins with the first of the rarest and goes on as far as it may', () => {
    expect(nextRun({ total: 10, from: 0, most: 2, isFree })).toEqual({ first: 2, count: 2 })
    expect(nextRun({ total: 10, from: 0, most: 9, isFree })).toEqual({ first: 2, count: 3 })
    expect(nextRun({ total: 10, from: 5, most: 9, isFree })).toEqual({ first: 7, count: 1 })
    expect(nextRun({ total: 10, from: 0, most: 9, isFree, rarity: (index) => (index === 9 ? 1 : 2) })).toEqual({ first: 9, count: 1 })
    expect(nextRun({ total: 10, from: 0, most: 0, isFree })).toBeUndefined()
    expect(nextRun({ total: 10, from: 0, most: 9, isFree: () => false })).toBeUndefined()
  })
})

describe('how much is on its way at once', () => {
  it('[MEDIA-53] is what the line holds and three milliseconds more, two chunks at least, 32 at most', () => {
    const at = (bytesPerSecond: number, delayMs: number): number =>
      flightFor({ bytesPerSecond, delayMs }, CHUNK, TRANSFER.FLIGHT_QUEUE_MS, BOUNDS)
    expect(at(0, 0)).toBe(2)
    expect(at(100_000, 0)).toBe(2)
    expect(at(100_000, 90)).toBe(10)
    expect(at(10_000_000, 500)).toBe(32)
  })

  it('[MEDIA-53] is one chunk on a line that takes long for it: messages wait behind no more', () => {
    expect(flightFor({ bytesPerSecond: 3_900, delayMs: 10_000 }, CHUNK, TRANSFER.FLIGHT_QUEUE_MS, BOUNDS)).toBe(1)
    expect(flightFor({ bytesPerSecond: 4_100, delayMs: 0 }, CHUNK, TRANSFER.FLIGHT_QUEUE_MS, BOUNDS)).toBe(2)
  })
})

describe('a meter', () => {
  it('tells bytes a second of the last three seconds, and nothing later', () => {
    const clock = new FakeClock()
    const meter = new RateMeter(clock)
    expect(meter.bytesPerSecond).toBe(0)
    meter.begin()
    for (let at = 0; at < 40; at++) {
      clock.advance(100)
      meter.add(1000)
    }
    expect(meter.bytesPerSecond).toBe(10_000)
    clock.advance(TRANSFER.RATE_MS)
    expect(meter.bytesPerSecond).toBe(0)
    clock.skew(-3_600_000)
    meter.add(10)
    expect(meter.bytesPerSecond).toBeGreaterThanOrEqual(0)
  })

  it('[MEDIA-53] tells of a shorter span where that is asked', () => {
    const clock = new FakeClock()
    const meter = new RateMeter(clock, TRANSFER.FLIGHT_RATE_MS)
    meter.begin()
    for (let at = 0; at < 20; at++) {
      clock.advance(100)
      meter.add(at < 15 ? 1000 : 100)
    }
    expect(meter.bytesPerSecond).toBe(1000)
    clock.advance(TRANSFER.FLIGHT_RATE_MS)
    expect(meter.bytesPerSecond).toBe(0)
  })
})
