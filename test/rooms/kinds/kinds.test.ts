/** FEED-5 and the shapes of entries, amendments and marks: what is read, what is skipped, on each side of every limit. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { idFromBytes } from '../../../shared/ids/index.ts'
import { INTRINSIC } from '../../../shared/limits.ts'
import {
  type Amendment,
  amendmentSlot,
  amendmentValue,
  decodeContent,
  emojiOf,
  encodeContent,
  entryValue,
  equalAmendments,
  equalEntries,
  makeEdit,
  makeEntry,
  markKey,
  markValue,
  parseAmendment,
  parseEntry,
  parseMark,
  reactionMark,
  textContent,
} from '../../../shared/rooms/kinds/index.ts'
import { viewOf } from './a-view.ts'
import { expectOk } from '../../harness/expect-ok.ts'

const salt = new Uint8Array(16).fill(1)
const message = idFromBytes('message', new Uint8Array(16).fill(2))
const value = { i: salt, t: [5, 0], k: 'text', b: '안녕' }

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)]
}

describe('[MSG-1] entries', () => {
  test('a text is read as it was written', () => {
    const body = ' 한글 (NFD too) \u200f 👩‍👩‍👧 '
    const entry = expectOk(makeEntry(salt, [5, 7], 'text', textContent(body, message)))
    const read = parseEntry(entryValue(entry))
    expect(read).toEqual(entry)
    expect(read?.view).toEqual(viewOf({ text: body, searched: body, replyTo: message }))
    expect(equalEntries(entry, { ...entry, content: new Map([...entry.content].toReversed()) })).toBe(true)
    expect(equalEntries(entry, { ...entry, time: [5, 8] })).toBe(false)
  })

  test('[ENC-5] an unknown kind is kept with all it holds, and so are unknown fields of a known one', () => {
    const poll = parseEntry({ ...value, k: 'poll-2', options: ['a', { b: [1, null, true, salt] }] })
    expect(poll?.view).toEqual(viewOf({ isSupported: false }))
    expect(poll?.content.get('options')).toEqual(['a', new Map([['b', [1, null, true, salt]]])])
    expect(decodeContent(encodeContent(poll!.content))).toEqual(poll?.content)
    expect(parseEntry({ ...value, later: 1 })?.content.get('later')).toBe(1)
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['no object', 'text'],
    ['an array', [value]],
    ['no salt', { ...value, i: undefined }],
    ['a salt of 15 bytes', { ...value, i: salt.slice(1) }],
    ['a salt as text', { ...value, i: '0101' }],
    ['a time of one part', { ...value, t: [5] }],
    ['a negative time', { ...value, t: [-1, 0] }],
    ['a broken time', { ...value, t: [5.5, 0] }],
    ['a time above 2^53', { ...value, t: [2 ** 53, 0] }],
    ['a counter of 65,536', { ...value, t: [5, 65_536] }],
    ['minus zero', { ...value, t: [5, -0] }],
    ['no kind', { ...value, k: undefined }],
    ['a kind that cannot be one', { ...value, k: 'Text' }],
    ['a kind of 33 letters', { ...value, k: 'k'.repeat(33) }],
    ['text that is none', { ...value, b: 5 }],
    ['empty text', { ...value, b: '' }],
    ['a reply to half an id', { ...value, r: salt.slice(8) }],
    ['a lone surrogate', { ...value, b: '\ud800' }],
    ['a lone surrogate in a key', { ...value, '\ud800': 1 }],
    ['a bigint', { ...value, x: 5n }],
    ['a float', { ...value, x: 0.5 }],
    ['not a number', { ...value, x: Number.NaN }],
    ['undefined inside', { ...value, x: [undefined] }],
    ['seven levels', { ...value, x: nested(6) }],
  ])('[FEED-5] skipped: %s', (_, bad) => {
    expect(parseEntry(bad)).toBeUndefined()
  })

  test('[FEED-5] the limits themselves are legal', () => {
    expect(parseEntry({ ...value, t: [Number.MAX_SAFE_INTEGER, 65_535], k: 'k'.repeat(32), x: nested(5) })).toBeDefined()
  })

  test('[FEED-5] properties from a prototype are not read', () => {
    expect(parseEntry(Object.create(value))).toBeUndefined()
    expect(parseEntry(Object.assign(Object.create({ b: 'inherited' }), { ...value, b: undefined }))).toBeUndefined()
    expect(parseEntry(Object.setPrototypeOf({ ...value }, { r: salt }))?.view.replyTo).toBeUndefined()
  })

  test('[MSG-2] an entry of 16 KiB passes, one byte more is TOO_LONG', () => {
    const overhead = 16_384 - longest()
    expect(expectOk(makeEntry(salt, [5, 0], 'text', textContent('x'.repeat(longest())))).view.text).toHaveLength(16_384 - overhead)
    expect(makeEntry(salt, [5, 0], 'text', textContent('x'.repeat(longest() + 1)))).toEqual({ ok: false, code: 'TOO_LONG' })
    expect(overhead).toBeLessThan(64)
    expect(makeEntry(salt, [5, 0], 'text', textContent('가'.repeat(INTRINSIC.ENTRY_BYTES / 3)))).toEqual({ ok: false, code: 'TOO_LONG' })
  })

  test('what cannot be written is said', () => {
    expect(makeEntry(salt, [5, 0], 'text', textContent(''))).toEqual({ ok: false, code: 'BAD_CONTENT' })
    expect(makeEntry(salt, [5, 0], 'text', textContent('\ud800'))).toEqual({ ok: false, code: 'BAD_CONTENT' })
  })

  /** The longest ASCII text that fits: 16 KiB less keys, salt, time and kind. */
  function longest(): number {
    const overhead =
      encodeContent(new Map<string, never>(Object.entries({ i: salt, t: [5, 0], k: 'text', b: 'x'.repeat(300) }) as never)).length - 300
    return INTRINSIC.ENTRY_BYTES - overhead
  }
})

describe('[MSG-3] amendments', () => {
  const amended = { message, salt, time: [9, 1], original: [5, 0] } as const
  const edit = expectOk(makeEdit(amended, 'text', textContent('다시', message)))
  const all: readonly Amendment[] = [edit, { type: 'delete', ...amended }, { type: 'time', message, time: [9, 1], to: [4, 0] }]

  test.each(all)('$type comes back as it was', (amendment) => {
    expect(parseAmendment(amendmentSlot(amendment), amendmentValue(amendment))).toEqual(amendment)
  })

  test('[CLK-5] a time amendment and an edit have different slots', () => {
    expect(new Set(all.map(amendmentSlot))).toEqual(new Set([message, `${message}:t`]))
    expect(equalAmendments(edit, all[1]!)).toBe(false)
    expect(equalAmendments(edit, { ...edit, time: [9, 2] })).toBe(false)
  })

  test.each<[string, string, unknown]>([
    ['a slot that is no id', 'x', amendmentValue(edit)],
    ['a slot in upper case', message.toUpperCase().replace(/^../, 'AB'), amendmentValue(edit)],
    ['an edit in the time slot', `${message}:t`, amendmentValue(edit)],
    ['a time in the edit slot', message, amendmentValue(all[2]!)],
    ['del that is not true', message, { ...amendmentValue(all[1]!), del: 1 }],
    ['no original time', message, { ...amendmentValue(edit), a: null }],
    ['no salt', message, { ...amendmentValue(edit), i: null }],
    ['no content', message, { t: [1, 0], a: [1, 0], i: salt, k: 'text' }],
  ])('skipped: %s', (_, slot, bad) => {
    expect(parseAmendment(slot, bad)).toBeUndefined()
  })
})

describe('[MSG-4] marks', () => {
  const mark = { message, what: '+👍🏽', time: [9, 0], isOn: true } as const

  test('come back as they were', () => {
    expect(parseMark(markKey(mark), markValue(mark))).toEqual(mark)
    expect(parseMark(`${message}:vote:3`, { t: [1, 0], on: false })).toEqual({ message, what: 'vote:3', time: [1, 0], isOn: false })
  })

  test.each([
    '',
    message,
    `${message}:`,
    `${message}+👍`,
    `${message}:+${'x'.repeat(64)}`,
    `zz${message.slice(2)}:+a`,
    `${message}:\ud800`,
  ])('skipped: key %j', (key) => {
    expect(parseMark(key, markValue(mark))).toBeUndefined()
  })

  test('64 bytes are the most', () => {
    expect(parseMark(`${message}:+${'x'.repeat(63)}`, markValue(mark))).toBeDefined()
  })

  test('reactions are text without spaces and control characters', () => {
    expect(reactionMark('❤️')).toBe('+❤️')
    for (const bad of ['', ' ', 'a b', '\n', '\u0007', 'x'.repeat(64)]) expect(reactionMark(bad)).toBeUndefined()
    expect(emojiOf('+❤️')).toBe('❤️')
    expect(['pin', '+', 'vote:1', '+a b'].map(emojiOf)).toEqual([undefined, undefined, undefined, undefined])
  })
})

describe('[P4] anything at all', () => {
  test('is read or skipped, never thrown at', () => {
    const junk = fc.anything({ withBigInt: true, withNullPrototype: true, withTypedArray: true, withMap: true, withDate: true })
    fc.assert(
      fc.property(junk, fc.string(), (thing, key) => {
        parseEntry(thing)
        parseEntry({ ...value, x: thing })
        parseAmendment(key, thing)
        parseAmendment(message, thing)
        parseMark(key, thing)
      }),
    )
  })

  test('[FEED-5] whatever JSON an entry holds, it comes back equal through its value', () => {
    const json = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 3 }))
    fc.assert(
      fc.property(json, (extra) => {
        const entry = parseEntry({ ...extra, ...value, k: 'other' })
        if (entry === undefined) return true
        const again = parseEntry(entryValue(entry))
        return again !== undefined && equalEntries(entry, again)
      }),
    )
  })
})
