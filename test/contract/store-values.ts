import { expect, test } from 'vitest'
import type { Store } from '../../shared/store/index.ts'

const one = Uint8Array.of(1)

export function valueCases(store: () => Store): void {
  test('gets, replaces and deletes by space and key', () => {
    const { values } = store()
    expect(values.get('a', 'k')).toBeUndefined()
    values.put('a', 'k', one)
    values.put('b', 'k', Uint8Array.of(2))
    values.put('a', 'k', Uint8Array.of(3))
    values.put('a', 'empty', new Uint8Array(0))
    expect(values.get('a', 'k')).toEqual(Uint8Array.of(3))
    expect(values.get('b', 'k')).toEqual(Uint8Array.of(2))
    expect(values.get('a', 'empty')).toEqual(new Uint8Array(0))
    values.delete('a', 'k')
    values.delete('a', 'never')
    expect(values.get('a', 'k')).toBeUndefined()
  })

  test('lists by prefix in the order of UTF-8 bytes', () => {
    const keys = [
      '',
      'a',
      'a\0',
      'a/1',
      'a/2',
      'b',
      'ㄱ',
      '가',
      '\u{d7ff}',
      '\u{e000}',
      '\u{ffff}',
      '\u{10000}',
      '\u{10ffff}',
      '\u{10ffff}z',
    ]
    for (const key of keys.toReversed()) store().values.put('s', key, one)
    const listed = (prefix?: string) =>
      store()
        .values.list('s', prefix)
        .map(([key]) => key)
    expect(listed()).toEqual(keys)
    expect(listed('a')).toEqual(['a', 'a\0', 'a/1', 'a/2'])
    expect(listed('a/')).toEqual(['a/1', 'a/2'])
    expect(listed('\u{d7ff}')).toEqual(['\u{d7ff}'])
    expect(listed('\u{10ffff}')).toEqual(['\u{10ffff}', '\u{10ffff}z'])
    expect(listed('none')).toEqual([])
    expect(store().values.list('other')).toEqual([])
  })

  test('hands out plain bytes that do not change with later writes', () => {
    store().values.put('a', 'k', one)
    const got = store().values.get('a', 'k')
    store().values.put('a', 'k', Uint8Array.of(2))
    expect(got).toEqual(one)
    expect(got?.constructor).toBe(Uint8Array)
  })
}
