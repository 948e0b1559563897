/** What holds for any text: cuts change nothing, nothing is lost, nothing throws, and long lines cost no more than their length. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { whatsapp } from '../../../shared/importers/whatsapp/index.ts'
import { IMPORT } from '../../../shared/limits.ts'
import { readChat, recognise } from '../reading.ts'

const stamp = fc.constantFrom(
  '20/10/2022, 20:15 - ',
  '10/20/22, 8:15 PM - ',
  '3/4/22, 8:15 - ',
  '2022. 10. 20. 오후 8:15 - ',
  '30/2/22, 8:15 - ',
  '[20.10.22, 20:15:08] ',
  '‎[2022. 10. 20. 오전 12:15:08] ',
)
const name = fc.constantFrom('Ben', 'Kim, Ann', 'Team: late', '+82 10-1111-2222', '🤓', 'Ben changed the subject to "a', '')
const body = fc.oneof(
  fc.constantFrom(
    'hi',
    '',
    '<Media omitted>',
    '‎image omitted',
    'null',
    'IMG-20221020-WA0003.jpg (file attached)',
    '‎<attached: a.jpg>',
    '‎Ben left',
    '"',
    ': ',
    '[20',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
)
const line = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(stamp, name, body).map(([when, who, what]) => `${when}${who}: ${what}`) },
  { weight: 1, arbitrary: fc.tuple(stamp, body).map(([when, what]) => when + what) },
  { weight: 2, arbitrary: body },
)
const end = fc.constantFrom('\n', '\r\n', '\r', '\n\n')
const file = fc
  .array(fc.tuple(line, end), { minLength: 1, maxLength: 40 })
  .map((lines) => `20/10/2022, 20:14 - Ben: start\n${lines.map(([text, stop]) => text + stop).join('')}`)

const MARKS = /[\u200e\u200f\u202a-\u202e\ufeff]/g

describe('WhatsApp', () => {
  it('[IMP-20] pieces cut anywhere give the same records', () => {
    fc.assert(
      fc.property(file, fc.array(fc.nat(), { maxLength: 30 }), (text, cuts) => {
        const places = cuts.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b)
        const pieces = [0, ...places].map((from, at) => text.slice(from, places[at] ?? text.length))
        expect(readChat(whatsapp, text, 'x.txt', {}, pieces)).toEqual(readChat(whatsapp, text, 'x.txt'))
        expect(readChat(whatsapp, text, 'x.txt', {}, [...text])).toEqual(readChat(whatsapp, text, 'x.txt'))
      }),
      { numRuns: 200 },
    )
  })

  it('[IMP-20] records stand in the order of the file, cover its lines once and have times that exist', () => {
    fc.assert(
      fc.property(file, (text) => {
        const { records, warnings } = readChat(whatsapp, text)
        expect(records.map(({ seq }) => seq)).toEqual(records.map((_, at) => at))
        let last = 0
        for (const { raw, kind, author, time } of records) {
          expect(raw.firstLine).toBeGreaterThan(last)
          expect(raw.lastLine).toBeGreaterThanOrEqual(raw.firstLine)
          last = raw.lastLine
          expect(kind === 'system').toBe(author === null)
          expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/)
        }
        expect(warnings.every(({ code }) => code === 'BAD_TIME')).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('[IMP-20] no word of a body is lost', () => {
    const word = fc.stringMatching(/^[a-z가-힣]{1,8}$/)
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.array(word, { minLength: 1, maxLength: 4 })), { minLength: 1 }), (records) => {
        const text = records.map(([who, words]) => `20/10/2022, 20:15 - ${who}: ${words.join('\n')}\n`).join('')
        const read = readChat(whatsapp, `20/10/2022, 20:14 - Zoe: start\n${text}`).records.slice(1)
        expect(read.map((record) => record.text.replace(MARKS, '').split(/[\n ]/).slice(-1)[0])).toEqual(
          records.map(([, words]) => words.at(-1)),
        )
      }),
    )
  })

  it('[IMP-20] files with anything changed in them are read or not, and nothing throws', () => {
    const change = fc.tuple(fc.nat(), fc.nat({ max: 12 }), fc.string({ unit: 'binary', maxLength: 6 }))
    fc.assert(
      fc.property(file, fc.array(change, { maxLength: 8 }), (text, changes) => {
        let broken = text
        for (const [at, length, put] of changes) {
          const from = at % (broken.length + 1)
          broken = broken.slice(0, from) + put + broken.slice(from + length)
        }
        const found = recognise(whatsapp, broken)
        expect(found === undefined || (found.share > 0 && found.share <= 1)).toBe(true)
        const records = found === undefined ? [] : readChat(whatsapp, broken).records
        expect(records.length).toBeLessThanOrEqual(broken.length)
      }),
      { numRuns: 500 },
    )
  })
})

/** Counts characters looked at would need other engines: what would backtrack takes minutes for such lines, and this suite has seconds. */
describe('[LIM] a line of a mebibyte', () => {
  const LONG = IMPORT.LINE_CHARACTERS
  const begin = '20/10/2022, 20:15 - Ben: hi\n'

  it.each([
    ['of colons', ':'],
    ['of colons and spaces', ': '],
    ['of spaces', ' '],
    ['of digits', '1'],
    ['of dates', '20/10/'],
    ['of dashes', ' - '],
    ['of quotes', '"'],
    ['of open brackets', '['],
    ['of angle brackets', '<a: '],
    ['of parentheses', ' ('],
    ['of marks of direction', '\u200e'],
    ['of slashes', 'https://maps.google.com/'],
    ['of names', 'Ben '],
    ['of dots', 'a.'],
  ])('%s is read', (_what, part) => {
    const long = part.repeat(Math.ceil(LONG / part.length)).slice(0, LONG)
    for (const line of [
      long,
      `20/10/2022, 20:16 - ${long}`,
      `20/10/2022, 20:16 - Ben: ${long}`,
      `20/10/2022, 20:16 - Ben: \u200e${long})`,
      `20/10/2022, ${long}`,
      `[${long}]`,
    ]) {
      const { records, warnings } = readChat(whatsapp, `${begin}${line}\n20/10/2022, 20:17 - Ann: end`)
      expect(records.at(-1)).toMatchObject({ author: 'Ann', text: 'end' })
      expect(warnings.every(({ code }) => code === 'CUT_LINE')).toBe(true)
      recognise(whatsapp, `${line}\n${line}`)
    }
  })

  it('is kept whole; one character more is cut, with a warning', () => {
    const whole = `${begin.trimEnd()}${'x'.repeat(LONG - begin.length + 1)}`
    expect(readChat(whatsapp, whole).warnings).toEqual([])
    expect(readChat(whatsapp, `${whole}x`)).toMatchObject({
      warnings: [{ line: 1, code: 'CUT_LINE' }],
      records: [readChat(whatsapp, whole).records[0]],
    })
  })

  it('a body may have four; what is beyond is dropped, with a warning, and the next record is read', () => {
    const lines = (count: number): string => `${'x'.repeat(1_023)}\n`.repeat(count)
    const fits = IMPORT.BODY_CHARACTERS / 1_024
    const read = (count: number) => readChat(whatsapp, `20/10/2022, 20:15 - Ben: \n${lines(count)}20/10/2022, 20:16 - Ann: end`)
    expect(read(fits - 1).warnings).toEqual([])
    expect(read(fits + 1).warnings).toEqual([{ line: fits + 1, code: 'CUT_LINE' }])
    expect(read(fits + 1).records.at(-1)?.text).toBe('end')
  })

  it('a hundred thousand lines without a stamp, and as many with stamps of turning shape, take one look each', () => {
    const turning = Array.from({ length: 100_000 }, (_, at) => (at % 2 === 0 ? '3/4/22, 8:15 - Ben: x' : '4.3.2022, 8:15 - Ben: x')).join(
      '\n',
    )
    expect(readChat(whatsapp, turning).records).toHaveLength(100_000)
    expect(readChat(whatsapp, `${begin}${'x: y\n'.repeat(100_000)}`).records).toHaveLength(1)
  })
})
