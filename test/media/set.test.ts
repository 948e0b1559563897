/** MEDIA-8: folders as sets: there and back, and what hostile ones become. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CborValue, encodeCbor } from '../../shared/codec/index.ts'
import { idBytes } from '../../shared/ids/index.ts'
import { MEDIA } from '../../shared/limits.ts'
import { type SetFile, encodeSet, readSet } from '../../shared/media/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { aReference } from './a-reference.ts'

const { file, key } = aReference()
const entry = (...path: readonly string[]): SetFile => ({ path, file, key, size: 5, type: 'text/plain' })
const rawEntry = (...path: readonly CborValue[]): CborValue => [path, idBytes(file), key, 5, 'text/plain']
const rawSet = (...files: readonly CborValue[]): Uint8Array => encodeCbor([1, files])
const pathsOf = (...paths: readonly (readonly string[])[]) =>
  expectOk(readSet(rawSet(...paths.map((path) => rawEntry(...path))))).map(({ path }) => path.join('/'))

describe('[MEDIA-8] a set', () => {
  test('comes back as it was written, an empty one too', () => {
    const files = [entry('사진', '2026', 'a.jpg'), entry('사진', 'b.jpg'), { ...entry('읽어 보기.txt'), size: MEDIA.FILE_BYTES }]
    expect(expectOk(readSet(expectOk(encodeSet(files))))).toEqual(files)
    expect(expectOk(readSet(expectOk(encodeSet([]))))).toEqual([])
  })

  test('leads nowhere but below its folder', () => {
    expect(pathsOf(['..', '..', 'etc', 'passwd'], ['/etc/passwd'], ['a/../../b'], ['C:\\x'], ['a', '.', 'b'], ['', ''])).toEqual([
      'file/file/etc/passwd',
      'etc passwd',
      'a . . b',
      'C x',
      'a/file/b',
      'file/file (2)',
    ])
    expect(pathsOf(['con', 'nul.txt'], ['a\u202egnp.exe'])).toEqual(['_con/_nul.txt', 'a gnp.exe'])
  })

  test('gives each file a place of its own, among folders and whatever the capitals', () => {
    expect(pathsOf(['a.txt'], ['A.TXT'], ['a.txt'], ['d'], ['d', 'x'], ['D', 'X'])).toEqual([
      'a.txt',
      'A (2).TXT',
      'a (3).txt',
      'd (2)',
      'd/x',
      'D/X (2)',
    ])
  })

  test('many of one name are told apart without taking long', () => {
    const many = pathsOf(...Array.from({ length: 5000 }, () => ['a.txt']))
    expect(new Set(many).size).toBe(5000)
  })

  test.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'MALFORMED'],
    ['something else', encodeCbor(5), 'MALFORMED'],
    ['a later version', encodeCbor([2, 'anything']), 'UNSUPPORTED'],
    ['version 0', encodeCbor([0, []]), 'MALFORMED'],
    ['no path', rawSet(rawEntry()), 'MALFORMED'],
    ['a number in a path', rawSet(rawEntry(5)), 'MALFORMED'],
    ['a path of MEDIA.SET_PATH_PARTS + 1', rawSet(rawEntry(...Array.from({ length: MEDIA.SET_PATH_PARTS + 1 }, () => 'a'))), 'MALFORMED'],
    ['a path above MEDIA.SET_PATH_BYTES', rawSet(rawEntry('가'.repeat(MEDIA.SET_PATH_BYTES / 3 + 1))), 'TOO_LONG'],
    ['a size above 4 GiB', rawSet([['a'], idBytes(file), key, MEDIA.FILE_BYTES + 1, 'a/b']), 'MALFORMED'],
    ['a short key', rawSet([['a'], idBytes(file), key.slice(1), 5, 'a/b']), 'MALFORMED'],
    ['more than MEDIA.SET_FILES', rawSet(...Array.from({ length: MEDIA.SET_FILES + 1 }, () => rawEntry('a'))), 'MALFORMED'],
    ['more than MEDIA.SET_BYTES', new Uint8Array(MEDIA.SET_BYTES + 1), 'TOO_LONG'],
    ['something behind its end', Uint8Array.from([...rawSet(rawEntry('a')), 0]), 'MALFORMED'],
  ])('of %s is none', (_, content, code) => {
    expect(readSet(content)).toEqual({ ok: false, code })
  })

  test('a type that is none is unknown', () => {
    expect(expectOk(readSet(rawSet([['a'], idBytes(file), key, 5, 'TEXT HTML'])))[0]?.type).toBe('application/octet-stream')
  })

  test('the limits themselves are legal, one more is not written', () => {
    const deep = entry(...Array.from({ length: MEDIA.SET_PATH_PARTS }, () => 'a'))
    const long = entry('가'.repeat(85), 'b'.repeat(MEDIA.SET_PATH_BYTES - 3 * 255 - 2 - 256 - 1), 'c'.repeat(255))
    expect(expectOk(readSet(expectOk(encodeSet([deep]))))).toEqual([deep])
    expect(encodeSet([long]).ok).toBe(true)
    expect(encodeSet([entry('a', ...deep.path)])).toEqual({ ok: false, code: 'TOO_LONG' })
    expect(encodeSet([entry('b'.repeat(MEDIA.SET_PATH_BYTES))])).toEqual({ ok: false, code: 'TOO_LONG' })
    const most = Array.from({ length: MEDIA.SET_FILES }, (_unused, at) => entry(`${at}`))
    expect(expectOk(readSet(expectOk(encodeSet(most))))).toHaveLength(MEDIA.SET_FILES)
    expect(encodeSet([...most, entry('x')])).toEqual({ ok: false, code: 'TOO_MANY' })
    expect(encodeSet(most.map(() => entry('b'.repeat(200), 'c'.repeat(200), 'd'.repeat(200))))).toEqual({ ok: false, code: 'TOO_LONG' })
  })

  test('no bytes make it throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (content) => typeof readSet(content).ok === 'boolean'))
  })
})
