/** Wall-clock times of zones. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Zone, readTime } from '../../../shared/messenger/archives/zone-time.ts'

function zone(name: string): Zone {
  const found = Zone.of(name)
  if (found === undefined) throw new Error(name)
  return found
}
function at(name: string, text: string, notBefore?: number): string {
  const read = readTime(text)
  if (read === undefined) throw new Error(text)
  return new Date(zone(name).instantOf(read.face, notBefore)).toISOString()
}

describe('[ARC-3] times', () => {
  it('are those of the zone, summer and winter', () => {
    expect(at('Asia/Seoul', '2024-03-04T14:05')).toBe('2024-03-04T05:05:00.000Z')
    expect(at('America/New_York', '2024-01-15T12:00')).toBe('2024-01-15T17:00:00.000Z')
    expect(at('America/New_York', '2024-07-15T12:00:30')).toBe('2024-07-15T16:00:30.000Z')
    expect(at('Europe/Berlin', '2024-07-15T12:00')).toBe('2024-07-15T10:00:00.000Z')
    expect(at('Australia/Lord_Howe', '2024-07-15T12:00')).toBe('2024-07-15T01:30:00.000Z')
    // Seoul had summer time in 1988.
    expect(at('Asia/Seoul', '1988-07-01T12:00')).toBe('1988-07-01T02:00:00.000Z')
  })

  it('in the hour that is skipped move on by it', () => {
    expect(at('America/New_York', '2024-03-10T02:30')).toBe('2024-03-10T07:30:00.000Z')
    expect(at('Europe/Berlin', '2024-03-31T02:00')).toBe('2024-03-31T01:00:00.000Z')
  })

  it('in the hour that is there twice are the first, unless that lies before what was said last', () => {
    expect(at('America/New_York', '2024-11-03T01:30')).toBe('2024-11-03T05:30:00.000Z')
    expect(at('America/New_York', '2024-11-03T01:10', Date.UTC(2024, 10, 3, 5, 50))).toBe('2024-11-03T06:10:00.000Z')
    expect(at('Europe/Berlin', '2024-10-27T02:30')).toBe('2024-10-27T00:30:00.000Z')
  })

  it('that are in no calendar are none', () => {
    for (const bad of [
      '2023-02-29T10:00',
      '2024-04-31T10:00',
      '2024-13-01T10:00',
      '2024-01-01T24:00',
      '2024-01-01 10:00',
      '0024-01-01T10:00',
      'now',
    ])
      expect(readTime(bad), bad).toBeUndefined()
    expect(readTime('2024-02-29T10:00')?.precision).toBe('minute')
    expect(readTime('2024-02-29T10:00:01.5Z')).toEqual({
      face: Date.UTC(2024, 1, 29, 10, 0, 1, 500),
      precision: 'instant',
      minute: '2024-02-29T10:00Z',
    })
  })

  it('of what is no zone are refused', () => {
    for (const bad of ['', 'Mars/Base', '+09:00', '../etc', 'Asia/Seoul\n', 'x'.repeat(99)]) expect(Zone.of(bad), bad).toBeUndefined()
  })

  it('come back as they were shown, wherever a clock shows them once', () => {
    const zones = ['Asia/Seoul', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia'].map(zone)
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2037, 0, 1) }), fc.constantFrom(...zones), (instant, where) => {
        const minute = instant - (instant % 60_000)
        const face = readTime(where.shown(minute).replace(' ', 'T'))?.face ?? 0
        const back = where.instantOf(face)
        // The second of an hour that is there twice may be taken for the first.
        expect(where.shown(back)).toBe(where.shown(minute))
      }),
      { numRuns: 300 },
    )
  })
})
