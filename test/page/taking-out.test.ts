/** Days somebody chose, as a stretch of time. */
import { describe, expect, it } from 'vitest'
import { spanOf } from '../../src-renderer/app/taking-out/span.ts'

describe('a stretch of days', () => {
  it('takes both days whole, by the calendar of this place', () => {
    expect(spanOf({ from: '2022-10-15', until: '2022-10-16' })).toEqual({
      from: new Date(2022, 9, 15).getTime(),
      until: new Date(2022, 9, 17).getTime(),
    })
    expect(spanOf({ from: '2022-12-31', until: '2022-12-31' })).toEqual({
      from: new Date(2022, 11, 31).getTime(),
      until: new Date(2023, 0, 1).getTime(),
    })
  })

  it('is open at an end that is left empty', () => {
    expect(spanOf({ from: '', until: '' })).toEqual({})
    expect(spanOf({ from: '2022-10-15', until: '' })).toEqual({ from: new Date(2022, 9, 15).getTime() })
    expect(spanOf({ from: '', until: '2022-10-15' })).toEqual({ until: new Date(2022, 9, 16).getTime() })
  })

  it('is none where it ends before it begins, or a day is none', () => {
    expect(spanOf({ from: '2022-10-16', until: '2022-10-15' })).toBe('spanWrong')
    for (const day of ['2022-02-30', '2022-13-01', '2022-00-10', '15.10.2022', '12022-10-15', '1900-01-01']) {
      expect(spanOf({ from: day, until: '' }), day).toBe('dayWrong')
      expect(spanOf({ from: '', until: day }), day).toBe('dayWrong')
    }
  })
})
