/** Numbers as people write them, to the one form they are compared in. */
import { describe, expect, it } from 'vitest'
import { toE164 } from '../../shared/importers/index.ts'

describe('[IMP-47] a number', () => {
  it.each([
    ['KR', '010-1111-2222', '+821011112222'],
    ['KR', '02-123-4567', '+8221234567'],
    ['KR', '+82 10-1111-2222', '+821011112222'],
    ['KR', '+82 010 1111 2222', '+821011112222'],
    ['KR', '0082 10 1111 2222', '+821011112222'],
    ['KR', '001-82-10-1111-2222', '+821011112222'],
    ['KR', '０１０－１１１１－２２２２', '+821011112222'],
    ['KR', '1011112222', '+821011112222'],
    ['KR', '070-1234-5678', '+827012345678'],
    ['JP', '090-1111-2222', '+819011112222'],
    ['US', '(555) 555-1111', '+15555551111'],
    ['ZZ', '+1 213 555 1234', '+12135551234'],
    ['DE', '030/123456', '+4930123456'],
  ])('of %s: %s is %s', (region, text, number) => {
    expect(toE164(text, region)).toBe(number)
  })

  it.each([
    '1588-1234',
    '+82 1588-1234',
    '205333',
    '1111-1111',
    '*#06#',
    '112',
    '',
    '   ',
    'call me',
    '8.21E+11',
    '010-1111-2222/3',
    '010-1111-2222, 3',
    '+',
    '1'.repeat(400),
    '＋',
  ])('is not %j', (text) => {
    expect(toE164(text, 'KR')).toBeUndefined()
  })

  it('without a country is none where the region has none', () => {
    expect(toE164('010-1111-2222', 'ZZ')).toBeUndefined()
  })
})
