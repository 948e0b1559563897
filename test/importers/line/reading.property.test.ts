/** What holds for any text: cuts change nothing, nothing throws, and long lines cost no more than their length. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TextFormat } from '../../../shared/importers/index.ts'
import { line, lineAccount } from '../../../shared/importers/line/index.ts'
import { IMPORT } from '../../../shared/limits.ts'
import { readChat, recognise } from '../reading.ts'

const HEADER = '[LINE] Chat history with Ben\nSaved on: 2022/10/21 09:30\n\n2022/10/20(Thu)\n'
const KEYS = "アカウント名,花屋\nタイムゾーン,'+09:00\nダウンロード日時,2022/10/21 09:30\n\n送信者タイプ,送信者名,送信日,送信時刻,内容\n"

const body = fc.oneof(
  fc.constantFrom(
    'hi',
    '',
    '"',
    '"open',
    'close"',
    '""',
    '"whole"',
    '[写真]',
    'joined the group',
    '☎ 1:05',
    'a\tb',
    '2022/10/21(Fri)',
    '20:15\tAnn\tx',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const phoneLine = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('20:15', '午後8:15', '24:53', '99:99', '8:15PM'), fc.constantFrom('Ben', 'Kim, Ann', ''), body)
      .map((parts) => parts.join('\t')),
  },
  { weight: 1, arbitrary: fc.constantFrom('2022/10/21(Fri)', '', '2022/2/30(水)', 'Fri, 10/21/2022') },
  { weight: 1, arbitrary: body },
)
const desktopLine = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('20:15', '午後8:15', '24:53'), fc.constantFrom('Ben', 'John Doe', '健'), body)
      .map((parts) => parts.join(' ')),
  },
  { weight: 1, arbitrary: body },
)
const row = fc
  .tuple(
    fc.constantFrom('User', 'Account', 'Else'),
    fc.constantFrom('健', '', '"a,b"'),
    fc.constantFrom('2022/10/20', '2022/2/30', 'x'),
    fc.constantFrom('20:15', '20:15:08'),
    body,
  )
  .map((parts) => parts.join(','))
const end = fc.constantFrom('\n', '\r\n', '\r')

function fileOf(beginning: string, lines: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.array(fc.tuple(lines, end), { maxLength: 40 }).map((all) => beginning + all.map((parts) => parts.join('')).join(''))
}

const KINDS: readonly (readonly [string, TextFormat, fc.Arbitrary<string>])[] = [
  ['phone', line, fileOf(`${HEADER}20:14\tBen\tstart\n`, phoneLine)],
  ['desktop', line, fileOf(`${HEADER}20:14 Ben start\n20:14 Ben go\n`, desktopLine)],
  ['official account', lineAccount, fileOf(`${KEYS}User,健,2022/10/20,20:14,start\n`, row)],
]

describe.each(KINDS)('LINE, %s', (_kind, format, file) => {
  it('[IMP-28] pieces cut anywhere give the same records', () => {
    fc.assert(
      fc.property(file, fc.array(fc.nat(), { maxLength: 30 }), (text, cuts) => {
        const places = cuts.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b)
        const pieces = [0, ...places].map((from, at) => text.slice(from, places[at] ?? text.length))
        const whole = readChat(format, text)
        expect(readChat(format, text, undefined, {}, pieces)).toEqual(whole)
        expect(readChat(format, text, undefined, {}, [...text])).toEqual(whole)
        expect(whole.records.map(({ seq }) => seq)).toEqual(whole.records.map((_, at) => at))
        let last = 0
        for (const { raw, kind, author, time } of whole.records) {
          expect(raw.firstLine).toBeGreaterThan(last)
          expect(raw.lastLine).toBeGreaterThanOrEqual(raw.firstLine)
          last = raw.lastLine
          expect(kind === 'system').toBe(author === null)
          expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('[IMP-28] files with anything changed in them are read or not, and nothing throws', () => {
    const change = fc.tuple(fc.nat(), fc.nat({ max: 12 }), fc.string({ unit: 'binary', maxLength: 6 }))
    fc.assert(
      fc.property(file, fc.array(change, { maxLength: 8 }), (text, changes) => {
        let broken = text
        for (const [at, length, put] of changes) {
          const from = at % (broken.length + 1)
          broken = broken.slice(0, from) + put + broken.slice(from + length)
        }
        const found = recognise(format, broken)
        expect(found === undefined || (found.share > 0 && found.share <= 1)).toBe(true)
        const records = found === undefined ? [] : readChat(format, broken).records
        expect(records.length).toBeLessThanOrEqual(broken.length)
      }),
      { numRuns: 300 },
    )
  })
})

/** What would backtrack, or look twice at everything, takes minutes for these; this suite has seconds. */
describe('[LIM] LINE: long and many lines', () => {
  const LONG = IMPORT.LINE_CHARACTERS

  it.each([
    ['of spaces', ' '],
    ['of tabs', '\t'],
    ['of digits', '1'],
    ['of days', '2022/10/20('],
    ['of quotation marks', '"'],
    ['of pairs', '""'],
    ['of words', 'joined the group '],
    ['of brackets', '['],
    ['of colons', ':'],
    ['of kana', 'を招待'],
    ['of commas', ','],
  ])('a line of a mebibyte %s', (_what, part) => {
    const long = part.repeat(Math.ceil(LONG / part.length)).slice(0, LONG)
    for (const text of [
      long,
      `20:15\t${long}`,
      `20:15\tBen\t${long}`,
      `20:15\tBen\t"${long}`,
      `20:15 Ben ${long}`,
      `[LINE] ${long}`,
      `${long}(木)`,
    ]) {
      const phone = readChat(line, `${HEADER}20:14\tBen\thi\n${text}\n20:16\tAnn\tend`)
      expect(phone.records.length).toBeGreaterThan(0)
      readChat(line, `${HEADER}20:14 Ben hi\n20:14 Ben go\n${text}\n20:16 Ann end`)
      recognise(line, text)
      readChat(lineAccount, `${KEYS}User,健,2022/10/20,20:14,start\n${text}\n`)
      recognise(lineAccount, text)
    }
  })

  it('a hundred thousand quotation marks that nothing closes', () => {
    const records = Array.from({ length: 50_000 }, () => '20:15\tBen\t"x\nplain')
    expect(readChat(line, HEADER + records.join('\n')).records).toHaveLength(50_000)
    const held = `${HEADER}20:15\tBen\t"x\n${'20:15\tAnn\ty\n'.repeat(100_000)}`
    expect(readChat(line, held).records).toHaveLength(100_001)
  })

  it('a million blank lines', () => {
    expect(readChat(line, `${HEADER}20:15\tBen\tx${'\n'.repeat(1_000_000)}20:16\tAnn\ty`).records).toMatchObject([
      { text: 'x' },
      { text: 'y' },
    ])
  })

  it('a held body of 4 MiB closes, a longer one was none', () => {
    const lines = (count: number): string => `${'x'.repeat(1_023)}\n`.repeat(count)
    const fits = IMPORT.BODY_CHARACTERS / 1_024
    expect(readChat(line, `${HEADER}20:15\tBen\t"x\n${lines(fits - 1)}end"\n20:16\tAnn\ty`).records[0]?.text.startsWith('x\nxxx')).toBe(
      true,
    )
    expect(readChat(line, `${HEADER}20:15\tBen\t"x\n${lines(fits)}end"\n20:16\tAnn\ty`).records[0]?.text.startsWith('"x\nxxx')).toBe(true)
  })
})
