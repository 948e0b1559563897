/** Address books as cards: what each rule of reading them is for, on small cards made for it. */
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { IMPORT } from '../../../shared/limits.ts'
import { vcard } from '../../../shared/importers/vcard/index.ts'
import { bytesOf, cardOf, readCards } from '../reading-contacts.ts'

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3)
const PNG_TEXT = Buffer.from(PNG).toString('base64')
const one = (file: string | Uint8Array, reads?: Parameters<typeof readCards>[1]) => {
  const { contacts, warnings } = readCards(file, reads)
  expect(contacts).toHaveLength(1)
  return { ...contacts[0]!, warnings }
}
const cp949 = (text: string): Uint8Array => iconv.encode(text, 'cp949')

describe('files', () => {
  it('[IMP-40] hold cards of all versions, one after another, with comments and nothing between', () => {
    const { contacts, warnings, found } = readCards(
      `# by hand\r\n${cardOf('2.1', 'N:Kim;Bo')}\r\n\n${cardOf('3.0', 'FN:B', '# no')}${cardOf('4.0', 'FN:C')}`.replace('BEGIN', 'begin'),
    )
    expect(contacts.map(({ displayName }) => displayName)).toEqual(['Bo Kim', 'B', 'C'])
    expect({ warnings, found }).toEqual({ warnings: [], found: { share: 1, variant: '2.1', kind: 'contacts' } })
  })

  it('[IMP-40] may lack VERSION, END and the last line end', () => {
    const { contacts, warnings } = readCards('BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nTEL:1')
    expect(contacts.map(({ displayName }) => displayName)).toEqual(['A', 'B'])
    expect(warnings).toEqual([
      { line: 3, code: 'ENDS_EARLY' },
      { line: 5, code: 'ENDS_EARLY' },
    ])
  })

  it('[IMP-40] are claimed by their first line alone, whatever their name', () => {
    expect(readCards('hello\nBEGIN:VCARD\nFN:A\nEND:VCARD').found).toBeUndefined()
    expect(readCards('\uFEFF\n\nBEGIN:VCARD\nFN:A').found?.variant).toBe('unversioned')
    expect(readCards(cardOf('3.0')).found?.isEmpty).toBe(true)
  })

  it('[IMP-40] say which lines are none', () => {
    const { contacts, warnings } = readCards('x\nBEGIN:VCARD\nFN:A\nno colon\n:no name\n bad.na me:1\nEND:VCARD\nEND:VCARD\n')
    expect(contacts.map(({ displayName }) => displayName)).toEqual(['A'])
    expect(warnings.map(({ code }) => code)).toEqual(['BAD_LINE', 'BAD_LINE', 'BAD_LINE', 'BAD_LINE'])
  })

  it.each(['utf-16le', 'utf16-be'])('[IMP-40] may be in %s', (name) => {
    const text = cardOf('3.0', 'FN:이민 😀')
    const bytes = iconv.encode(text, name, { addBOM: true })
    expect(one(bytes, { pieces: [1] }).displayName).toBe('이민 😀')
    const unmarked = iconv.encode(text, name, { addBOM: false })
    expect(one(unmarked, { encoding: name === 'utf-16le' ? name : 'utf-16be', pieces: [3] }).displayName).toBe('이민 😀')
  })
})

describe('folds', () => {
  it('[IMP-41] may cut a letter in two', () => {
    const letters = bytesOf('이민')
    const file = Buffer.concat([
      bytesOf('BEGIN:VCARD\r\nVERSION:3.0\r\nFN:'),
      letters.subarray(0, 2),
      bytesOf('\r\n '),
      letters.subarray(2),
      bytesOf('\r\nEND:VCARD'),
    ])
    expect(one(file).displayName).toBe('이민')
  })

  it('[IMP-41] that cut letters do not make a file of UTF-8 anything else', () => {
    const letters = bytesOf('이민')
    for (const fold of ['\r\n ', '\n\t']) {
      const file = Buffer.concat([bytesOf('BEGIN:VCARD\r\nFN:'), letters.subarray(0, 2), bytesOf(fold), letters.subarray(2, 5)])
      expect(vcard.encodingOf?.(file)).toBe('utf-8')
    }
    expect(vcard.encodingOf?.(Buffer.concat([bytesOf('BEGIN:VCARD\r\nFN:'), cp949('이민')]))).toBeUndefined()
    expect(vcard.encodingOf?.(iconv.encode(cardOf('3.0', 'FN:이'), 'utf-16le', { addBOM: true }))).toBeUndefined()
  })

  it('[IMP-41] take one space of two', () => {
    expect(one('BEGIN:VCARD\nVERSION:3.0\nFN:Kim\n  Bo\nNOTE:a\n\tb\nEND:VCARD')).toMatchObject({ displayName: 'Kim Bo', note: 'ab' })
  })

  it('[IMP-41] of 2.1 keep the space they stand at, but for letters cut in two', () => {
    expect(one('BEGIN:VCARD\nVERSION:2.1\nN:Kim;Bo\nNOTE:a\n b\nEND:VCARD').note).toBe('a b')
    const letters = bytesOf('이')
    const file = Buffer.concat([
      bytesOf('BEGIN:VCARD\nVERSION:2.1\nFN:'),
      letters.subarray(0, 1),
      bytesOf('\n '),
      letters.subarray(1),
      bytesOf('\nEND:VCARD'),
    ])
    expect(one(file).displayName).toBe('이')
  })

  it('[IMP-41] of quoted-printable take nothing away, and end before the next card’s edge', () => {
    const card = cardOf(
      '2.1',
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=EC=9D=B4;=EB=AF=',
      '=BC;;;',
      'NOTE;ENCODING=QUOTED-PRINTABLE:a=20=',
      ' b=0D=0Ac=',
    )
    expect(one(card)).toMatchObject({ displayName: '이민', family: '이', given: '민', note: 'a  b\nc=', warnings: [] })
  })

  it('[IMP-41] cut parameters too', () => {
    expect(one('BEGIN:VCARD\nVERSION:3.0\nFN:A\nTEL;TY\n PE=CE\n LL:010-1111-2222\nEND:VCARD').phones).toEqual([
      { value: '010-1111-2222', label: 'CELL' },
    ])
  })
})

describe('character sets', () => {
  it('[IMP-41] of 2.1 stand at each property, and are undone before anything is divided', () => {
    const sjis = [...iconv.encode('表;示', 'shift_jis')].map((byte) => `=${byte.toString(16).toUpperCase()}`).join('')
    const file = Buffer.concat([
      bytesOf(`BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:${sjis}\r\nORG;CHARSET=EUC-KR:`),
      cp949('똠방각하'),
      bytesOf('\r\nEND:VCARD\r\n'),
    ])
    expect(one(file)).toMatchObject({ family: '表', given: '示', displayName: '表示', org: '똠방각하', warnings: [] })
  })

  it('[IMP-41] that nothing names are UTF-8, or the file’s, or the region’s', () => {
    const file = Buffer.concat([bytesOf('BEGIN:VCARD\nVERSION:3.0\nFN:'), cp949('뷁'), bytesOf('\nORG:이\nEND:VCARD')])
    expect(one(file)).toMatchObject({ displayName: '뷁', org: '이' })
    const french = Buffer.concat([bytesOf('BEGIN:VCARD\nVERSION:3.0\nFN:'), iconv.encode('Zoé', 'latin1'), bytesOf('\nEND:VCARD')])
    expect(one(french, { region: 'FR' }).displayName).toBe('Zoé')
    expect(one(french, { encoding: 'windows-1252' }).displayName).toBe('Zoé')
  })

  it('[IMP-41] that nobody knows are said', () => {
    expect(one(cardOf('2.1', 'FN;CHARSET=X-MARTIAN:A'))).toMatchObject({ displayName: 'A', warnings: [{ line: 3, code: 'BAD_VALUE' }] })
  })
})

describe('values', () => {
  it('[IMP-42] are divided where no backslash stands, and then unescaped', () => {
    expect(one(cardOf('3.0', 'N:Kim\\; A;Bo\\,C', 'NOTE:a\\nb\\Nc\\,d\\;e\\\\n\\:f\\x'))).toMatchObject({
      family: 'Kim; A',
      given: 'Bo,C',
      note: 'a\nb\nc,d;e\\n:f\\x',
    })
  })

  it.each([
    [['FN:Whole', 'N:Kim;Bo'], 'Whole'],
    [['FN: ', 'N:이;민;;;'], '이민'],
    [['N:;이민;;;'], '이민'],
    [['N:田中;一郎'], '田中一郎'],
    [['N:タナカ;イチロー'], 'タナカイチロー'],
    [['N:Kim;민'], '민 Kim'],
    [['N:Doe;John;Q'], 'John Q Doe'],
    [['ORG:Firm;Floor 2', 'TEL:1'], 'Firm'],
    [['NICKNAME:Bobo,B', 'EMAIL:a@b'], 'Bobo'],
    [['EMAIL:a@b', 'TEL:1'], 'a@b'],
    [['TEL:010-1'], '010-1'],
  ])('[IMP-42] of %j name somebody %j', (lines, name) => {
    expect(one(cardOf('3.0', ...lines)).displayName).toBe(name)
  })

  it('[IMP-42] of which there can be one: the first', () => {
    const contact = one(cardOf('3.0', 'FN:A', 'FN:B', 'N:X;Y;Z;;', 'N:V;W', 'BDAY:1999-01-02', 'BDAY:2000-01-02'))
    expect(contact).toMatchObject({ displayName: 'A', family: 'X', given: 'Y', birthday: '1999-01-02' })
    expect(contact.unknown).toEqual(['X-FN:B', 'N:X;Y;Z;;', 'X-N:V;W', 'X-BDAY:2000-01-02'])
  })

  it('[IMP-42] of numbers keep what is written, their kinds, and groups’ own labels without wrappers', () => {
    const contact = one(
      cardOf(
        '3.0',
        'FN:A',
        'TEL;CELL;PREF:010-1111-2222',
        'TEL;TYPE=HOME;TYPE=FAX:02-111-2222',
        'TEL;TYPE="work,voice":02-333-4444',
        'item1.TEL;type=pref:+82 10-1111-2222',
        'item1.X-ABLabel:_$!<Mobile>!$_',
        'ITEM2.TEL:1588-1234',
        'item2.X-ABLabel:아이폰',
        'TEL;VALUE=uri:tel:+82-10-5555-6666;ext=12',
        'TEL;TYPE=PAGER:012-111-2222',
        'TEL:205246\\;\\;\\,\\;',
      ),
    )
    expect(contact.phones).toEqual([
      { value: '010-1111-2222', label: 'CELL' },
      { value: '02-111-2222', label: 'HOME,FAX' },
      { value: '02-333-4444', label: 'work' },
      { value: '+82 10-1111-2222', label: 'Mobile' },
      { value: '1588-1234', label: '아이폰' },
      { value: '+82-10-5555-6666' },
      { value: '012-111-2222', label: 'PAGER' },
      { value: '205246;;,;' },
    ])
    expect(contact.e164).toEqual(['+821011112222', '+8223334444', '+821055556666'])
    expect(contact.unknown).toBeUndefined()
  })

  it('[IMP-42] name the number somebody has elsewhere, and ids there', () => {
    const contact = one(
      cardOf('3.0', 'FN:A', 'TEL;waid=821011112222:WhatsApp', 'IMPP;X-SERVICE-TYPE=KakaoTalk:x-apple:minsu', 'X-KAKAOTALK:minsu'),
    )
    expect(contact.e164).toEqual(['+821011112222'])
    expect(contact.unknown).toEqual(['X-WAID:821011112222', 'IMPP;X-SERVICE-TYPE=KakaoTalk:x-apple:minsu', 'X-KAKAOTALK:minsu'])
  })

  it.each([
    ['BDAY:19850412', '1985-04-12'],
    ['BDAY:1985-04-12T10:00:00Z', '1985-04-12'],
    ['BDAY;VALUE=date:1604-02-29', '--02-29'],
    ['BDAY;X-APPLE-OMIT-YEAR=1900:1900-05-06', '--05-06'],
    ['BDAY:--0412', '--04-12'],
    ['BDAY:--04-12', '--04-12'],
    ['BDAY;VALUE=text:circa 1800', null],
  ])('[IMP-42] say of %s: %s', (line, birthday) => {
    expect(one(cardOf('3.0', 'FN:A', line)).birthday).toBe(birthday)
  })

  it('[IMP-42] that are no day of any calendar are said and kept', () => {
    const contact = one(cardOf('3.0', 'FN:A', 'BDAY:2023-02-29'))
    expect(contact).toMatchObject({ birthday: null, unknown: ['X-BDAY:2023-02-29'], warnings: [{ line: 4, code: 'BAD_TIME' }] })
  })

  it('[IMP-42] of categories and notes are all there', () => {
    expect(one(cardOf('3.0', 'FN:A', 'CATEGORIES:a\\,b,c', 'CATEGORIES:c,d', 'NOTE:1', 'NOTE:2'))).toMatchObject({
      labels: ['a,b', 'c', 'd'],
      note: '1\n2',
    })
  })

  it('[IMP-42] are somebody even without a name, and a card without anything is nobody', () => {
    const { contacts, warnings } = readCards(cardOf('3.0', 'NOTE:x') + cardOf('3.0', 'N:;;;;', 'FN:') + cardOf('3.0', 'X-A:1'))
    expect(contacts.map(({ note }) => note)).toEqual(['x', ''])
    expect(warnings.map(({ code }) => code)).toEqual(['BAD_RECORD'])
  })
})

describe('photos', () => {
  it.each([
    ['2.1', ['PHOTO;PNG;BASE64:', ` ${PNG_TEXT}`, '']],
    ['2.1', ['PHOTO;TYPE=PNG;ENCODING=BASE64:', PNG_TEXT.slice(0, 4), PNG_TEXT.slice(4)]],
    ['3.0', [`PHOTO;ENCODING=b;TYPE=PNG:${PNG_TEXT}`]],
    ['4.0', [`PHOTO:data:image/png;base64,${PNG_TEXT}`]],
    ['4.0', [`PHOTO:data:image/png\\;base64\\,${PNG_TEXT}`]],
  ])('[IMP-43] of %s are read: %j', (version, lines) => {
    const contact = one(cardOf(version, 'FN:A', ...lines, 'TEL:010-1111-2222'))
    expect(Buffer.from(contact.photo ?? [])).toEqual(Buffer.from(PNG))
    expect(contact).toMatchObject({ e164: ['+821011112222'], warnings: [] })
  })

  it('[IMP-43] elsewhere are kept as they stand, and what is no picture is said', () => {
    expect(one(cardOf('3.0', 'FN:A', 'PHOTO;VALUE=uri:http://evil.example/x.gif')).unknown).toEqual([
      'PHOTO;VALUE=uri:http://evil.example/x.gif',
    ])
    const contact = one(cardOf('3.0', 'FN:A', 'PHOTO;ENCODING=b;TYPE=JPEG:SGVsbG8='))
    expect(contact).toMatchObject({ unknown: ['PHOTO;ENCODING=b;TYPE=JPEG:SGVsbG8='], warnings: [{ line: 4, code: 'BAD_VALUE' }] })
    expect(contact.photo).toBeUndefined()
  })

  it('[IMP-43] are as large as IMPORT.PHOTO_BYTES and no larger; the person stays', () => {
    const photo = (size: number): string => Buffer.concat([PNG, Buffer.alloc(size - PNG.length)]).toString('base64')
    expect(one(cardOf('3.0', 'FN:A', `PHOTO;ENCODING=b:${photo(IMPORT.PHOTO_BYTES)}`)).photo).toHaveLength(IMPORT.PHOTO_BYTES)
    for (const size of [IMPORT.PHOTO_BYTES + 1, 10 * IMPORT.PHOTO_BYTES]) {
      const contact = one(cardOf('3.0', `PHOTO;ENCODING=b:${photo(size)}`, 'FN:A'))
      expect([contact.displayName, contact.photo, contact.unknown]).toEqual(['A', undefined, undefined])
      expect(contact.warnings).toContainEqual({ line: 3, code: 'BAD_VALUE' })
    }
  })
})

describe('what nothing reads', () => {
  it('[IMP-43] is kept as it stood: unfolded, decoded, in one line', () => {
    const contact = one(
      cardOf(
        '2.1',
        'FN:A',
        'ADR;HOME;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;;=EA=B8=B8=0D=0A2;;;;',
        'item1.X-ABDATE:2000',
        'item1.X-ABLabel:_$!<Anniversary>!$_',
        'X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE):=EC=9D=B4',
        'REV:1',
        'PRODID:x',
      ),
    )
    expect(contact.unknown).toEqual([
      'ADR;TYPE=HOME:;;길\\n2;;;;',
      'item1.X-ABDATE:2000',
      'X-CUSTOM:이',
      'REV:1',
      'item1.X-ABLabel:_$!<Anniversary>!$_',
    ])
  })

  it('[IMP-43] includes an agent’s card, which is nobody in this book', () => {
    const nested = one(
      cardOf('2.1', 'FN:Boss', 'AGENT:', 'BEGIN:VCARD', 'FN:Sue, A', 'TEL:010-9999-9999', 'END:VCARD', 'TEL:010-1111-2222'),
    )
    expect(nested).toMatchObject({ displayName: 'Boss', e164: ['+821011112222'], warnings: [] })
    expect(nested.unknown).toEqual(['AGENT:BEGIN:VCARD\\nFN:Sue\\, A\\nTEL:010-9999-9999\\nEND:VCARD\\n'])
    const escaped = 'AGENT:BEGIN:VCARD\\nFN:Sue\\nEND:VCARD\\n'
    expect(one(cardOf('3.0', 'FN:Boss', escaped)).unknown).toEqual([escaped])
  })

  it('[IMP-43] has room for IMPORT.KEPT_CHARACTERS', () => {
    const line = (size: number): string => `X-A:${'x'.repeat(size - 4)}`
    expect(one(cardOf('3.0', 'FN:A', line(IMPORT.KEPT_CHARACTERS))).unknown).toHaveLength(1)
    expect(one(cardOf('3.0', 'FN:A', line(IMPORT.KEPT_CHARACTERS + 1)))).toMatchObject({
      displayName: 'A',
      warnings: [{ line: 4, code: 'CUT_LINE' }],
    })
  })

  it('[IMP-41] beyond IMPORT.PROPERTY_BYTES and IMPORT.CONTACT_BYTES is left out, with a warning', () => {
    const note = (size: number): string => `NOTE:${'x'.repeat(size - 5)}`
    expect(one(cardOf('3.0', 'FN:A', note(IMPORT.PROPERTY_BYTES))).warnings).toEqual([])
    const long = one(cardOf('3.0', 'FN:A', note(IMPORT.PROPERTY_BYTES + 1)))
    expect(long.note).toHaveLength(IMPORT.PROPERTY_BYTES - 5)
    expect(long.warnings).toEqual([{ line: 4, code: 'CUT_LINE' }])
    const full = one(cardOf('3.0', 'FN:A', ...Array.from({ length: 4 }, () => note(IMPORT.CONTACT_BYTES / 4)), 'TEL:1', 'TEL:2'))
    expect(full).toMatchObject({ phones: [], displayName: 'A' })
    expect(full.warnings).toEqual([{ line: 7, code: 'CUT_LINE' }])
  })
})
