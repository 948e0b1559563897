/** MSG-2: whom a text names, and that no list of mentions, however made, takes a text away. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AccountId, idBytes, idFromBytes } from '../../../shared/ids/index.ts'
import { INTRINSIC } from '../../../shared/limits.ts'
import { parseAmendment, parseEntry, withText } from '../../../shared/rooms/kinds/index.ts'
import { viewOf } from './a-view.ts'
import { expectOk } from '../../harness/expect-ok.ts'

const salt = new Uint8Array(16).fill(1)
const accountOf = (n: number): AccountId => idFromBytes('account', new Uint8Array(32).fill(n))
const [MUM, DAD] = [accountOf(1), accountOf(2)]
const [mum, dad] = [idBytes(MUM), idBytes(DAD)]
const TEXT = '@엄마 @아빠 밥 👍'

const read = (m: unknown, b: unknown = TEXT) => parseEntry({ i: salt, t: [5, 0], k: 'text', b, m })?.view

describe('[MSG-2] mentions', () => {
  test('are read with their ranges', () => {
    const list = [
      [mum, 0, 3],
      [dad, 4, 7],
    ]
    const mentions = [
      { account: MUM, from: 0, to: 3 },
      { account: DAD, from: 4, to: 7 },
    ]
    expect(read(list)).toMatchObject({ text: TEXT, mentions })
    expect(parseEntry({ i: salt, t: [5, 0], k: 'text', b: TEXT })?.view).toMatchObject({ text: TEXT, mentions: [] })
    expect(read([])).toMatchObject({ text: TEXT, mentions: [] })
    const edit = { t: [6, 0], i: salt, a: [5, 0], k: 'text', b: TEXT, m: list }
    expect(parseAmendment('02'.repeat(16), edit)).toMatchObject({ view: { mentions } })
  })

  test.each([
    ['over one another', [mum, 0, 5], [dad, 4, 7]],
    ['the same twice', [mum, 0, 3], [mum, 0, 3]],
    ['out of order', [dad, 4, 7], [mum, 0, 3]],
    ['past the end', [mum, 0, 3], [dad, 4, 99]],
    ['before the beginning', [mum, -1, 3]],
    ['without an @', [mum, 1, 3]],
    ['of an @ alone', [mum, 0, 1]],
    ['empty', [mum, 0, 0]],
    ['backwards', [mum, 4, 3]],
    ['to the middle of a character', [mum, 4, TEXT.length - 1]],
    ['of no account', [mum.slice(1), 0, 3]],
    ['of an account as text', [MUM, 0, 3]],
    ['with a text for a number', [mum, '0', 3]],
    ['with too much', [mum, 0, 3, 1]],
    ['with too little', [mum, 0]],
    ['that are no list', mum],
    ['of null', null],
  ])('%s name nobody, and the text stands', (_, ...list) => {
    expect(read(list)).toEqual(viewOf({ text: TEXT, searched: TEXT }))
  })

  test.each([['a text'], [7], [true], [null], [mum], [{}], [{ length: 1 }]])('%j instead of a list names nobody', (m) => {
    expect(read(m)).toMatchObject({ text: TEXT, mentions: [] })
  })

  test('INTRINSIC.MENTIONS are the most; of one more nobody is named', () => {
    const text = '@a'.repeat(INTRINSIC.MENTIONS + 1)
    const list = (count: number) => Array.from({ length: count }, (_, n) => [mum, 2 * n, 2 * n + 2])
    expect(read(list(INTRINSIC.MENTIONS), text)?.mentions).toHaveLength(INTRINSIC.MENTIONS)
    expect(read(list(INTRINSIC.MENTIONS + 1), text)).toMatchObject({ text, mentions: [] })
    const given = Array.from({ length: INTRINSIC.MENTIONS + 1 }, (_, n) => ({ account: MUM, from: 2 * n, to: 2 * n + 2 }))
    expect(withText(new Map(), text, given)).toEqual({ ok: false, code: 'TOO_MANY' })
    expect(withText(new Map(), text, given.slice(1)).ok).toBe(true)
  })

  test('own ones are put in order, and refused where a reader would not take them', () => {
    const [first, second] = [
      { account: MUM, from: 0, to: 3 },
      { account: DAD, from: 4, to: 7 },
    ]
    expect(expectOk(withText(new Map(), TEXT, [second, first])).get('m')).toEqual([
      [mum, 0, 3],
      [dad, 4, 7],
    ])
    expect(withText(new Map(), TEXT, [{ account: MUM, from: 0, to: 99 }])).toEqual({ ok: false, code: 'OUT_OF_RANGE' })
    expect(withText(new Map(), TEXT, [first, first])).toEqual({ ok: false, code: 'OUT_OF_RANGE' })
    const named = expectOk(withText(new Map(), TEXT, [first]))
    expect(expectOk(withText(named, 'neu')).has('m')).toBe(false)
  })

  test('no list makes a text unreadable, and what is read fits the text', () => {
    const part = fc.oneof(fc.integer({ min: -2, max: 20 }), fc.constantFrom(mum, dad, salt), fc.string(), fc.boolean())
    const item = fc.oneof(
      fc.tuple(fc.constantFrom(mum, dad), fc.integer({ min: -2, max: 20 }), fc.integer({ min: -2, max: 20 })),
      fc.array(part),
    )
    const text = fc.array(fc.constantFrom('@', '가', '👍', ' '), { minLength: 1, maxLength: 12 }).map((letters) => letters.join(''))
    fc.assert(
      fc.property(fc.array(item, { maxLength: 4 }), text, (list, b) => {
        const view = read(list, b)
        expect(view?.text).toBe(b)
        let end = 0
        for (const { from, to } of view?.mentions ?? []) {
          expect(from).toBeGreaterThanOrEqual(end)
          expect(b.slice(from, to)).toMatch(/^@./su)
          expect(b.slice(from, to).isWellFormed()).toBe(true)
          end = to
        }
      }),
    )
  })
})
