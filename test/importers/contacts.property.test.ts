/** Address books of any content, cut anywhere: the same people come out, nothing is thrown, and no text costs more than its length. */
import * as fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { Rows } from '../../shared/importers/contact-csv/rows.ts'
import { FORMATS } from '../../shared/importers/index.ts'
import { IMPORT } from '../../shared/limits.ts'
import { cardOf, readCards, readContacts, readTable } from './reading-contacts.ts'

const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 })
const cardPiece = fc.oneof(
  fc.constantFrom(
    'BEGIN:VCARD',
    'END:VCARD',
    'VERSION:2.1',
    'VERSION:3.0',
    '\r\n',
    '\n',
    '\r',
    '\n ',
    '=\n',
    '=',
    '\t',
    ' ',
    ':',
    ';',
    ',',
    '\\',
    '"',
    'N:',
    'FN:',
    'TEL',
  ),
  fc.constantFrom(
    ';ENCODING=QUOTED-PRINTABLE:',
    ';ENCODING=b:',
    'PHOTO;BASE64:',
    ';CHARSET=EUC-KR',
    ';CHARSET=SHIFT_JIS',
    'item1.',
    'X-ABLabel:',
    'AGENT:\n',
    'BDAY:',
    '이',
    '민',
    '😀',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
const cardText = fc.array(cardPiece, { maxLength: 60 }).map((parts) => parts.join(''))
const tablePiece = fc.oneof(
  fc.constantFrom(
    ',',
    ';',
    '\t',
    '"',
    '""',
    '\r\n',
    '\n',
    '\r',
    ' ',
    "'",
    '=',
    'Name',
    'Phone',
    'Notes',
    '이름',
    '010-1111-2222',
    'a@b',
    ' ::: ',
    '* ',
    '0/0/00',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
const tableText = fc.array(tablePiece, { maxLength: 60 }).map((parts) => `Name,Phone\n${parts.join('')}`)

describe('pieces cut anywhere', () => {
  it('[IMP-41] give the same people from cards', () => {
    fc.assert(
      fc.property(cardText, pieces, fc.boolean(), (text, lengths, isCard) => {
        const file = isCard ? `BEGIN:VCARD\n${text}` : text
        expect(readCards(file, { pieces: lengths })).toEqual(readCards(file))
      }),
      { numRuns: 1000 },
    )
  })

  it('[IMP-41] give the same people from cards of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), pieces, (bytes, lengths) => {
        const file = Buffer.concat([Buffer.from('BEGIN:VCARD\nNOTE:'), bytes])
        expect(readCards(file, { pieces: lengths })).toEqual(readCards(file))
      }),
      { numRuns: 500 },
    )
  })

  it('[IMP-45] give the same people from tables', () => {
    fc.assert(
      fc.property(tableText, pieces, (text, lengths) => {
        expect(readTable(text, { pieces: lengths })).toEqual(readTable(text))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('anything at all', () => {
  it('[IMP-40] [IMP-44] [IMP-49] is read without an exception by each reader of people', () => {
    const readers = FORMATS.filter(({ name }) => ['vcard', 'csv', 'facebook-friends'].includes(name))
    expect(readers).toHaveLength(3)
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), cardText, tableText), (text) => {
        for (const reader of readers) expect(readContacts(reader, text).contacts.length).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 500 },
    )
  })
})

describe('rows', () => {
  it('[IMP-45] that another program quoted are what papaparse reads too', () => {
    const cell = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r\n', 'a', ' ', '이', "'", ';'), maxLength: 6 })
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 }), pieces, (rows, lengths) => {
        const text = Papa.unparse(rows, { quotes: true, newline: '\r\n' })
        const read: (readonly string[])[] = []
        const reading = new Rows(',', (cells) => read.push(cells))
        for (let at = 0, turn = 0; at < text.length; turn++) {
          const length = lengths[turn % lengths.length] ?? 1
          reading.push(text.slice(at, at + length))
          at += length
        }
        reading.end()
        expect(read).toEqual(rows)
        expect(read).toEqual(Papa.parse(text, { delimiter: ',' }).data)
      }),
      { numRuns: 500 },
    )
  })
})

/** Ways to make a careless reader walk the same text again and again: what ends stays the test's own time-out. */
describe('a hostile mebibyte', () => {
  const many = (text: string): string => text.repeat(Math.floor(IMPORT.LINE_CHARACTERS / text.length))

  it.each([
    ['folds', many('\n ')],
    ['folds of soft breaks', `NOTE;ENCODING=QUOTED-PRINTABLE:${many('=\n')}`],
    ['spaces behind a soft break', `NOTE;ENCODING=QUOTED-PRINTABLE:${many('=  ')}${many('\n  ')}`],
    ['a head without end', many('A;')],
    ['a head of folds', `A${many('\n ;')}`],
    ['quotes', many('A;"')],
    ['equal signs', `PHOTO;ENCODING=b:${many('=')}A`],
    ['backslashes', `N:${many('\\')}`],
    ['colons', many('a:')],
    ['numbers', `TEL:${many('1-')}`],
    ['cards', many('BEGIN:VCARD\n')],
    ['agents', many('AGENT:\nBEGIN:VCARD\n')],
    ['kinds', `TEL;${many('TYPE=A;')}:1`],
    ['carets', `X;A=${many('^')}:1`],
    ['dates', `BDAY:${many('1 ')}`],
    ['labels', `item1.X-ABLabel:_$!<${many('>!$')}`],
    ['brackets', `X-CUSTOM(${many('A=(,')}:1`],
  ])('[IMP-41] of %s in cards is read in one go', (_what, text) => {
    expect(() => readCards(`BEGIN:VCARD\nVERSION:2.1\nFN:A\n${text}\nEND:VCARD`, { pieces: [65_536] })).not.toThrow()
    expect(() => readCards(cardOf('3.0', text))).not.toThrow()
  })

  it.each([
    ['quotes', many('"')],
    ['quotes and letters', many('"a')],
    ['quotes and space', many('" ')],
    ['open quotes on each line', many('"a\n')],
    ['open quotes behind a delimiter', many('x,"a\n')],
    ['delimiters', many(',')],
    ['semicolons', many(';')],
    ['colons', `A,${many(' ::: ')}`],
    ['numbers', `A,${many('0-')}`],
    ['slashes', `A,${many('010-1111-2222/')}`],
    ['spaces', `A,${many(' ')}1`],
    ['apostrophes', `A,${many("'")}`],
  ])('[IMP-45] of %s in tables is read in one go', (_what, text) => {
    expect(() => readTable(`Name,Phone,Notes\n${text}\nB,1`, { pieces: [65_536] })).not.toThrow()
    expect(() => readTable(text)).not.toThrow()
  })
})
