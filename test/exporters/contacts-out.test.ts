/** People written out: what each rule of the form is for, and that nothing in a person can become anything else in the file. */
import { describe, expect, it } from 'vitest'
import { type ExportedContact, googleCsv, guardCell, vcards } from '../../shared/exporters/index.ts'
import { NO_CONTACT } from '../../shared/importers/index.ts'
import { IMPORT } from '../../shared/limits.ts'
import { readCards, readTable } from '../importers/reading-contacts.ts'

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3)

const person = (parts: Partial<ExportedContact> = {}): ExportedContact => ({
  ...NO_CONTACT,
  uid: 'urn:uuid:1',
  displayName: '이민',
  family: '이',
  given: '민',
  ...parts,
})
const cards = (contacts: readonly ExportedContact[], version?: '3.0' | '4.0'): string => [...vcards(contacts, version)].join('')
/** Unfolded. */
const lines = (parts: Partial<ExportedContact>, version?: '3.0' | '4.0'): readonly string[] =>
  cards([person(parts)], version)
    .replaceAll('\r\n ', '')
    .split('\r\n')
const csv = (contacts: readonly ExportedContact[]): string => [...googleCsv(contacts)].join('')

describe('a card', () => {
  it('[EXP-30] is 3.0 unless asked otherwise, and always has UID, FN and N', () => {
    expect(lines({}).slice(0, 6)).toEqual([
      'BEGIN:VCARD',
      'VERSION:3.0',
      'PRODID:-//Sarangbang//Sarangbang//KO',
      'UID:urn:uuid:1',
      'FN:이민',
      'N:이;민;;;',
    ])
    expect(lines({}, '4.0')[1]).toBe('VERSION:4.0')
    expect(lines({ displayName: '', family: '', given: '' })).toEqual(expect.arrayContaining(['FN:-', 'N:;;;;']))
  })

  it('[EXP-31] has the whole name where phones look for it, and that is no given name when it comes back', () => {
    const parts = { displayName: '엄마', family: '', given: '' }
    expect(lines(parts)).toContain('N;X-FROM=FN:;엄마;;;')
    expect(readCards(cards([person(parts)])).contacts[0]).toMatchObject(parts)
  })

  it('[EXP-32] has lines of at most 75 octets, ended by CRLF and cut between letters', () => {
    const text = cards([person({ note: `${'가나다😀'.repeat(50)}\n${'x'.repeat(200)}` })])
    expect(text.endsWith('\r\n')).toBe(true)
    const physical = text.split('\r\n').map((line) => Buffer.from(line))
    expect(Math.max(...physical.map(({ length }) => length))).toBeLessThanOrEqual(75)
    expect(physical.filter(({ length }) => length >= 72).length).toBeGreaterThan(8)
    expect(text.isWellFormed() && physical.every((line) => !line.toString().includes('\uFFFD'))).toBe(true)
  })

  it('[EXP-31] names kinds all programs know, and any other label beside the number', () => {
    const found = lines({
      phones: [
        { value: '010-1' },
        { value: '010-2', label: 'CELL' },
        { value: '02-1', label: 'HOME,FAX' },
        { value: '010-3', label: '휴대폰' },
        { value: '02-2', label: '가게; "뒤"' },
      ],
      emails: [{ value: 'a@b' }, { value: 'c@d', label: 'WORK' }],
      unknown: ['item1.X-ABDATE:2000', 'ITEM2.URL:x'],
    })
    expect(found).toEqual(
      expect.arrayContaining([
        'TEL:010-1',
        'TEL;TYPE=CELL:010-2',
        'TEL;TYPE=HOME,FAX:02-1',
        'item3.TEL;TYPE=CELL:010-3',
        'item3.X-ABLabel:휴대폰',
        'item4.TEL:02-2',
        'item4.X-ABLabel:가게\\; "뒤"',
        'EMAIL;TYPE=INTERNET:a@b',
        'EMAIL;TYPE=INTERNET,WORK:c@d',
      ]),
    )
  })

  it.each([
    ['3.0', '1985-04-12', 'BDAY:1985-04-12'],
    ['4.0', '1985-04-12', 'BDAY:19850412'],
    ['3.0', '--04-12', 'BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12'],
    ['4.0', '--04-12', 'BDAY:--0412'],
  ] as const)('[EXP-31] of %s says the birthday %s as %s', (version, birthday, line) => {
    expect(lines({ birthday }, version)).toContain(line)
    expect(readCards(cards([person({ birthday })], version)).contacts[0]?.birthday).toBe(birthday)
  })

  it.each(['3.0', '4.0'] as const)('[EXP-33] of %s has a picture of at most IMPORT.WRITTEN_PHOTO_BYTES', (version) => {
    const photo = (size: number): Uint8Array => Buffer.concat([PNG, Buffer.alloc(size - PNG.length, 7)])
    for (const size of [PNG.length, PNG.length + 1, PNG.length + 2, IMPORT.WRITTEN_PHOTO_BYTES]) {
      const back = readCards(cards([person({ photo: photo(size) })], version)).contacts[0]?.photo
      expect(Buffer.from(back ?? []).equals(photo(size))).toBe(true)
    }
    expect(lines({ photo: photo(IMPORT.WRITTEN_PHOTO_BYTES + 1) }, version).join()).not.toContain('PHOTO')
    expect(lines({ photo: Uint8Array.of(1, 2, 3) }, version).join()).not.toContain('PHOTO')
  })

  it('[EXP-34] writes what nothing read again, once, and what it says more of a name or a firm', () => {
    const unknown = ['N:이;민;중간;Dr.;', 'ORG:가게;주방', 'ORG:다른 가게;홀', 'UID:theirs', 'X-WAID:8210', 'ADR;TYPE=HOME:;;길\\n2;;;;']
    const text = cards([person({ org: '가게', unknown })])
    const found = text.replaceAll('\r\n ', '').split('\r\n')
    for (const line of unknown) expect(found.filter((other) => other === line)).toHaveLength(1)
    expect(found.filter((line) => /^(?:N|UID)[;:]/.test(line))).toHaveLength(2)
    expect(found.filter((line) => line.startsWith('ORG'))).toHaveLength(2)
    expect(found).toContain('X-SARANGBANG-ID:urn:uuid:1')
    const renamed = lines({ family: '김', org: '새 가게', unknown })
    expect(renamed).toEqual(expect.arrayContaining(['N:김;민;;;', 'ORG:새 가게', 'ORG:가게;주방']))
  })

  it('[EXP-34] lets nothing begin a line, a card or a property of its own', () => {
    const evil = 'x\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Evil\rTEL:1\nTEL:2'
    const parts = {
      displayName: evil,
      family: evil,
      given: evil,
      org: evil,
      note: evil,
      labels: [evil],
      phones: [{ value: evil, label: evil }],
      emails: [{ value: evil, label: evil }],
      unknown: [
        `X-A:${evil}`,
        `X-B;P="${evil}":1`,
        evil,
        'END:VCARD',
        'TEL:666',
        'FN:Other',
        'X-SARANGBANG-INVITE:https://evil.example',
        'no property',
        'X-C\u0000:1',
      ],
      sarangbang: { invite: evil, account: evil },
    }
    const { contacts, warnings } = readCards(cards([person(parts)]))
    expect(warnings).toEqual([])
    expect(contacts).toHaveLength(1)
    expect(contacts[0]?.phones).toHaveLength(1)
    expect(contacts[0]?.unknown).toContain(`X-A:${evil.replace(/\r\n?|\n/g, String.raw`\n`)}`)
    expect(contacts[0]?.displayName).toBe(evil.replace(/\r\n?/g, '\n'))
    expect(contacts[0]?.unknown?.filter((line) => line.startsWith('X-SARANGBANG-INVITE')).join()).not.toContain('evil.example')
  })

  it('[EXP-30] carries the way to us', () => {
    expect(lines({ sarangbang: { invite: 'https://a/#b', account: 'c' } })).toEqual(
      expect.arrayContaining(['X-SARANGBANG-ACCOUNT:c', 'X-SARANGBANG-INVITE:https://a/#b']),
    )
  })
})

describe('a cell', () => {
  it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx', '\nx', '＝1', "'=1", "''@"])('[EXP-35] of %j is a text', (text) => {
    expect(guardCell(text)).toBe(`'${text}`)
  })

  it.each(['', 'a', "'tis", ' =1', '1', '가=나'])('[EXP-35] of %j stands', (text) => {
    expect(guardCell(text)).toBe(text)
  })

  it('[EXP-35] of a number with its country stands, and a formula in the same column does not', () => {
    const table = csv([person({ phones: [{ value: '+82 10-1111-2222' }, { value: '+1+cmd|x' }, { value: '=1' }] })])
    expect(table).toContain('"+82 10-1111-2222"')
    expect(table).toContain(`"'+1+cmd|x"`)
    expect(table).toContain(`"'=1"`)
  })
})

describe('a table', () => {
  it('[EXP-36] has a mark, CRLF, quotes everywhere and the header of Google', () => {
    const text = csv([
      person({
        phones: [{ value: '010-1111-2222', label: 'Mobile' }],
        note: 'a "b"\nc',
        labels: ['myContacts', '가족'],
        birthday: '--05-01',
        sarangbang: { invite: 'https://a/#b' },
      }),
    ])
    const [header, row] = text.split('\r\n')
    expect(header).toBe(
      '\uFEFF"First Name","Last Name","File As","Organization Name","Birthday","Notes","Labels","E-mail 1 - Label","E-mail 1 - Value","Phone 1 - Label","Phone 1 - Value","Website 1 - Label","Website 1 - Value"',
    )
    expect(row).toBe(
      '"민","이","",""," --05-01","a ""b""\nc","* myContacts ::: 가족","","","Mobile","010-1111-2222","Sarangbang","https://a/#b"',
    )
    expect(readTable(text).found).toMatchObject({ variant: 'google-new', share: 1 })
  })

  it('[EXP-36] has IMPORT.WRITTEN_COLUMNS numbers of a person, and more of them in the last', () => {
    const phones = Array.from({ length: IMPORT.WRITTEN_COLUMNS + 3 }, (_, at) => ({ value: `010-1111-22${10 + at}` }))
    const within = csv([person({ phones: phones.slice(0, IMPORT.WRITTEN_COLUMNS) })])
    expect(within).not.toContain(' ::: ')
    const text = csv([person({ phones }), person()])
    expect(text).not.toContain(`Phone ${IMPORT.WRITTEN_COLUMNS + 1} `)
    expect(readTable(text).contacts.map((contact) => contact.phones)).toEqual([phones, []])
  })
})
