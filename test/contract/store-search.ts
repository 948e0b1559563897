import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Store } from '../../shared/store/index.ts'
import { aMessage, messageId } from './store-rows.ts'

const TEXTS = [
  '오늘 배급은 세 시',
  '사랑방에 모여요',
  '물이 없어요',
  'Meet at the CAFÉ, ok?',
  'ㅋㅋㅋ 알았어',
  '빈집이에요',
  '배 그리고 물',
  '"AND" OR NEAR( * ^',
  '100% _under_',
  'x'.repeat(20),
]

export function searchCases(store: () => Store): void {
  const fill = () => store().messages.insert(TEXTS.map((text, n) => aMessage({ n, text })))
  const found = (query: string, limit = 50, room?: number) =>
    store()
      .messages.search(query, limit, room)
      .map((row) => TEXTS[row.seq])

  test.each([
    ['two syllables', '배급', ['오늘 배급은 세 시']],
    ['three syllables', '사랑방', ['사랑방에 모여요']],
    ['one syllable', '물', ['배 그리고 물', '물이 없어요']],
    ['a half-typed syllable', '배그', ['오늘 배급은 세 시']],
    ['a half-typed word as the input method shows it', '배ㄱ', ['오늘 배급은 세 시']],
    ['a syllable without its final', '비', ['빈집이에요']],
    ['a lone consonant', 'ㅋ', ['ㅋㅋㅋ 알았어']],
    ['letters that were written alone', 'ㅋㅋㅋ', ['ㅋㅋㅋ 알았어']],
    ['a decomposed query', '배급'.normalize('NFD'), ['오늘 배급은 세 시']],
    ['other case', 'mEEt', ['Meet at the CAFÉ, ok?']],
    ['accents, decomposed', 'cafe\u0301', ['Meet at the CAFÉ, ok?']],
    ['several words in any order', '시 오늘', ['오늘 배급은 세 시']],
    ['words of which one is missing', '배급 내일', []],
    ['quotes', '"AND"', ['"AND" OR NEAR( * ^']],
    ['operators', 'NEAR( *', ['"AND" OR NEAR( * ^']],
    ['LIKE wildcards', '%', ['100% _under_']],
    ['underscores', '_under_', ['100% _under_']],
    ['spaces only', ' \t\n', []],
    ['nothing', '', []],
  ] as const)('finds %s', (_, query, expected) => {
    fill()
    expect(found(query)).toEqual(expected)
    expect(found(query, 50, 1)).toEqual(expected)
    expect(found(query, 50, 2)).toEqual([])
  })

  test('newest first, up to the limit, also within one millisecond and across rooms', () => {
    store().messages.insert([
      aMessage({ n: 1, t: 5, c: 1, text: '배급' }),
      aMessage({ n: 2, t: 5, c: 0, text: '배급' }),
      aMessage({ n: 3, t: 9, room: 2, text: '배급' }),
      aMessage({ n: 4, t: 5, c: 0, text: '배급' }),
    ])
    const order = [3, 1, 4, 2].map(messageId)
    for (const limit of [0, 1, 2, 3, 4, 5]) {
      expect(
        store()
          .messages.search('배급', limit)
          .map((row) => row.id),
      ).toEqual(order.slice(0, limit))
    }
    expect(
      store()
        .messages.search('배급', 9, 1)
        .map((row) => row.id),
    ).toEqual(order.slice(1))
  })

  test('finds what the running transaction wrote', () => {
    store().transaction(() => {
      fill()
      expect(found('배급')).toHaveLength(1)
      store().messages.remove(1, messageId(0))
      expect(found('배급')).toEqual([])
      store().messages.put(aMessage({ n: 0, text: TEXTS[0] }))
    })
    expect(found('배급')).toHaveLength(1)
  })

  test('rows without text are not found', () => {
    store().messages.insert([aMessage({ n: 0, text: undefined }), aMessage({ n: 1, text: '' })])
    expect(found('a')).toEqual([])
  })

  test('any query is answered, whatever it holds', () => {
    fill()
    for (const query of [
      '"'.repeat(10_000),
      '\0',
      'a\0b',
      '\ud800',
      '\u{f0000}',
      '\u{f0000}\u{f0000}\u{f0001}',
      '👩‍👩‍👧',
      '배 '.repeat(5_000),
      '가'.repeat(10_000),
      'key:배급',
      '-배급',
      "'; DROP TABLE search; --",
    ]) {
      expect(Array.isArray(store().messages.search(query, 10))).toBe(true)
      expect(Array.isArray(store().messages.search(query, 10, 1))).toBe(true)
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (query) => Array.isArray(store().messages.search(query, 5))),
      { numRuns: 200 },
    )
  })

  test('every substring of a text finds it', () => {
    const row = aMessage({ n: 1 })
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), { minLength: 1, maxLength: 30 }),
        fc.nat(),
        fc.nat(),
        (graphemes, a, b) => {
          const text = graphemes.join('')
          const start = a % graphemes.length
          const part = graphemes
            .slice(start, start + 1 + (b % 6))
            .join('')
            .trim()
          fc.pre(part !== '')
          store().messages.put({ ...row, text })
          expect(store().messages.search(part, 5)).toHaveLength(1)
        },
      ),
      { numRuns: 150 },
    )
  })
}
