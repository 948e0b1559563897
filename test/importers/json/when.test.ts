import { describe, expect, it } from 'vitest'
import { instant, instantOf, localTime, wallClock, wallMs } from '../../../shared/importers/json/index.ts'

describe('times of structured exports', () => {
  it('[IMP-30] are real days or none', () => {
    expect(localTime('2024-02-29T23:59:59')).toBe('2024-02-29T23:59:59')
    expect(localTime('2024-02-29T23:59')).toBe('2024-02-29T23:59')
    for (const text of [
      '2023-02-29T00:00:00',
      '2023-13-01T00:00',
      '2023-04-31T00:00',
      '2023-01-01T24:00',
      '2023-01-01T00:60',
      '0000-01-01T00:00',
      '2023-1-1T00:00',
      'x',
    ]) {
      expect(localTime(text)).toBeUndefined()
    }
    expect(wallClock(1900, 2, 29, 0, 0)).toBeUndefined()
    expect(wallClock(2000, 2, 29, 0, 0)).toBe('2000-02-29T00:00')
  })

  it('[IMP-30] are instants with their offset taken off', () => {
    expect(instantOf('2024-01-15T10:30:00+00:00')).toBe('2024-01-15T10:30:00Z')
    expect(instantOf('2024-01-01T00:30:00.1234567+09:00')).toBe('2023-12-31T15:30:00.123Z')
    expect(instantOf('2024-01-01T00:30:00-03:30')).toBe('2024-01-01T04:00:00Z')
    expect(instantOf('2024-01-01T00:30Z')).toBe('2024-01-01T00:30:00Z')
    for (const text of ['2024-01-01T00:30:00', '2023-02-30T00:00:00Z', '2024-01-01T00:00:00+24:00', '', '9'.repeat(100)])
      expect(instantOf(text)).toBeUndefined()
  })

  it('[IMP-30] from milliseconds stay within four digits of a year', () => {
    expect(instant(0)).toBe('1970-01-01T00:00:00Z')
    expect(instant(1_666_006_809_005)).toBe('2022-10-17T11:40:09.005Z')
    for (const ms of [Number.NaN, Infinity, 1e17, 0.5, 253_402_300_800_000]) expect(instant(ms)).toBeUndefined()
    expect(wallMs('2022-10-17T16:40:09') - 1_666_006_809_000).toBe(5 * 3_600_000)
  })
})
