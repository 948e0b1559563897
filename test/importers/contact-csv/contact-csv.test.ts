/** Address books as tables: headers, what spreadsheets do to cells, and tables of messages that are none of ours. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { IMPORT } from '../../../shared/limits.ts'
import { ROOT } from '../../docs/sources.ts'
import { readTable } from '../reading-contacts.ts'

const GOOGLE_NEW =
  'First Name,Middle Name,Last Name,Phonetic First Name,Nickname,File As,Organization Name,Organization Title,Birthday,Notes,Photo,Labels,' +
  'E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Website 1 - Value'
const GOOGLE_OLD =
  'Name,Given Name,Additional Name,Family Name,Birthday,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name'
const OUTLOOK =
  'First Name,Middle Name,Last Name,Company,Business Fax,Business Phone,Home Phone 2,Mobile Phone,Birthday,Categories,E-mail Address,E-mail 2 Address,Notes'

const table = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`
const one = (file: string, reads?: Parameters<typeof readTable>[1]) => {
  const { contacts, warnings, found } = readTable(file, reads)
  expect(contacts).toHaveLength(1)
  return { ...contacts[0]!, warnings, variant: found?.variant }
}

describe('headers', () => {
  it('[IMP-44] of Google since 2024', () => {
    const row =
      '민,,이,,,"",가게,사장,1990-05-01,"one\r\ntwo",https://x/y.jpg,* myContacts ::: 가족,* Home,a@b.kr ::: c@d.kr,Mobile,010-1111-2222 ::: +82 10-3333-4444,,02-333-4444,https://x'
    expect(one(`\uFEFF${table(GOOGLE_NEW, row)}`)).toEqual({
      displayName: '이민',
      family: '이',
      given: '민',
      phones: [{ value: '010-1111-2222', label: 'Mobile' }, { value: '+82 10-3333-4444', label: 'Mobile' }, { value: '02-333-4444' }],
      e164: ['+821011112222', '+821033334444', '+8223334444'],
      emails: [
        { value: 'a@b.kr', label: 'Home' },
        { value: 'c@d.kr', label: 'Home' },
      ],
      org: '가게',
      note: 'one\ntwo',
      birthday: '1990-05-01',
      labels: ['myContacts', '가족'],
      unknown: ['TITLE:사장', 'URL:https://x', 'X-CSV;X-COLUMN="Photo":https://x/y.jpg'],
      warnings: [],
      variant: 'google-new',
    })
  })

  it('[IMP-44] of Google before', () => {
    expect(one(table(GOOGLE_OLD, 'Dr. John Doe,John,,Doe, --05-01,,* myContacts,* ,j@x.org,Mobile,010-1111-2222,Firm'))).toMatchObject({
      displayName: 'Dr. John Doe',
      family: 'Doe',
      given: 'John',
      birthday: '--05-01',
      org: 'Firm',
      variant: 'google-old',
    })
  })

  it('[IMP-44] of Outlook: no day is 0/0/00, and a fax is no phone', () => {
    expect(
      one(table(OUTLOOK, 'John,Q,Doe,Firm,02-111-1111,02-222-2222,02-333-3333,010-1111-2222,0/0/00,Red;Blue,a@b,c@d,"x, y"')),
    ).toMatchObject({
      displayName: 'John Q Doe',
      phones: [
        { value: '02-222-2222', label: 'Business' },
        { value: '02-333-3333', label: 'Home' },
        { value: '010-1111-2222', label: 'Mobile' },
      ],
      emails: [{ value: 'a@b' }, { value: 'c@d' }],
      birthday: null,
      labels: ['Red', 'Blue'],
      note: 'x, y',
      unknown: ['N:Doe;John;Q;;', 'X-CSV;X-COLUMN="Business Fax":02-111-1111'],
      variant: 'outlook',
      warnings: [],
    })
  })

  it.each([
    [
      '성명,핸드폰,비고\n서연,010-1111-2222,단골',
      { displayName: '서연', note: '단골', phones: [{ value: '010-1111-2222', label: '핸드폰' }] },
    ],
    [
      '성;이름;휴대전화;전자 메일 주소\n이;민;010-1111-2222;a@b.kr',
      { displayName: '이민', family: '이', given: '민', emails: [{ value: 'a@b.kr' }] },
    ],
    ['고객명\t연락처 1\t연락처 2\n서연\t010-1111-2222\t010-3333-4444', { e164: ['+821011112222', '+821033334444'] }],
    ['"이름","근무지 전화","집 전화 번호"\n"서연","02-111-2222","02-333-4444"', { e164: ['+8221112222', '+8223334444'] }],
    ['氏名,携帯電話,会社\n田中,010-1111-2222,店', { displayName: '田中', org: '店' }],
    ['姓,名,メールアドレス\n田中,一郎,a@b.jp', { displayName: '田中一郎', family: '田中' }],
    ['DISPLAY  name , E-MAIL\nJo,a@b', { displayName: 'Jo', emails: [{ value: 'a@b' }] }],
    ['sep=;\r\nName;Phone\r\nJo;010-1111-2222', { displayName: 'Jo', phones: [{ value: '010-1111-2222' }] }],
  ])('[IMP-44] by their meaning: %j', (file, contact) => {
    expect(one(file)).toMatchObject({ ...contact, warnings: [] })
    expect(readTable(file).found).toMatchObject({ share: 1, kind: 'contacts' })
  })

  it('[IMP-44] alone are an empty address book', () => {
    expect(readTable(table(GOOGLE_NEW))).toMatchObject({ found: { isEmpty: true, share: 1 }, contacts: [], warnings: [] })
  })
})

describe('a table without a header', () => {
  const file = '서연,010-1111-2222,단골\n민수,010-3333-4444,\n'

  it('[IMP-48] is read by what stands where, and says so', () => {
    const { found, contacts, warnings } = readTable(file)
    expect(found).toEqual({ share: 0.6, variant: 'no-header', kind: 'contacts' })
    expect(warnings).toEqual([{ line: 0, code: 'NO_HEADER' }])
    expect(contacts.map(({ displayName, e164, org }) => [displayName, e164[0], org])).toEqual([
      ['서연', '+821011112222', '단골'],
      ['민수', '+821033334444', ''],
    ])
  })

  it('[IMP-48] is surer the more of it holds numbers', () => {
    expect(readTable(`${file}x,y,z\nx,y,z\n`).found?.share).toBeCloseTo(0.3)
  })
})

describe('what is none', () => {
  it.each([
    ['KakaoTalk', 'Date,User,Message\n2022-10-20 20:15:08,"서연","010-1111-2222"\n'],
    ['KakaoTalk without its header', '2022-10-20 20:15:08,"서연","010-1111-2222"\n2022-10-20 20:15:09,"서연","010-1111-2222"\n'],
    [
      'LINE for shops',
      "アカウント名,店\nタイムゾーン,'+09:00\nダウンロード日時,2022/10/20 20:15\n送信者タイプ,送信者名,送信日,送信時刻,内容\nUser,田中,2022/10/20,20:15:00,090-1111-2222\n",
    ],
    ['Discord', 'AuthorID,Author,Date,Content,Attachments,Reactions\n"1","Ben","2022-10-20T20:15:08","hi","",""\n'],
    ['messages with names', 'Name,Date,Message\nBen,2022-10-20,hi\n'],
    ['prices', 'Item,Price\nTea,1000\n'],
    ['a sentence', 'We met at 010-1111-2222, I think.\nYes.\n'],
    ['a conversation', '2022년 10월 20일 오후 8:15, 서연 : 010-1111-2222\n2022년 10월 20일 오후 8:16, 민수 : 네, 02-111-2222\n'],
    ['nothing', ''],
  ])('[IMP-44] %s', (_what, file) => {
    expect(readTable(file).found?.share ?? 0).toBeLessThan(0.6)
  })

  const samples = [
    'kakaotalk/KakaoTalk_Chat_[테스트방]_2026-05-18-12-03-00.csv',
    'kakaotalk/open-chat-room.csv',
    'kakaotalk/vibecoding-room-sample.csv',
    'discord/discord.csv',
  ].map((name) => `${ROOT}/../shared/reference/import-samples/${name}`)

  it.skipIf(!samples.every((path) => existsSync(path))).each(samples)('[IMP-44] %s', (path) => {
    expect(readTable(readFileSync(path, 'utf8')).found).toBeUndefined()
  })
})

describe('cells', () => {
  const phone = (cell: string) => {
    const { phones, e164, warnings } = one(table('Name,Phone', `A,"${cell.replaceAll('"', '""')}"`))
    return { phones: phones.map(({ value }) => value), e164, codes: warnings.map(({ code }) => code) }
  }

  it.each([
    ['1011112222', ['1011112222'], ['+821011112222']],
    ['1011112222.0', ['1011112222.0'], ['+821011112222']],
    ['="010-1111-2222"', ['010-1111-2222'], ['+821011112222']],
    ["'01011112222", ['01011112222'], ['+821011112222']],
    ["'+82 10-1111-2222", ['+82 10-1111-2222'], ['+821011112222']],
    ['010-1111-2222/02-333-4444', ['010-1111-2222', '02-333-4444'], ['+821011112222', '+8223334444']],
    ['010-1111-2222, 010-3333-4444', ['010-1111-2222', '010-3333-4444'], ['+821011112222', '+821033334444']],
    ['010-1111-2222\r\n010-3333-4444', ['010-1111-2222', '010-3333-4444'], ['+821011112222', '+821033334444']],
    ['010-1111-2222/3', ['010-1111-2222/3'], []],
    ['02/123-4567', ['02/123-4567'], ['+8221234567']],
    ['010-1111-2222 / 3', ['010-1111-2222 / 3'], []],
    ['0082 10 1111 2222', ['0082 10 1111 2222'], ['+821011112222']],
    ['1588-1234', ['1588-1234'], []],
    ['*#06#', ['*#06#'], []],
    ['010-1111-2222 ::: 010-1111-2222', ['010-1111-2222', '010-1111-2222'], ['+821011112222']],
  ])('[IMP-46] hold numbers as spreadsheets leave them: %j', (cell, phones, e164) => {
    expect(phone(cell)).toEqual({ phones, e164, codes: [] })
  })

  it('[IMP-46] say which numbers a spreadsheet has rounded', () => {
    expect(phone('8.21E+11')).toEqual({ phones: ['8.21E+11'], e164: [], codes: ['BAD_VALUE'] })
  })

  it('[IMP-46] that begin like a formula are text, with or without the mark before them', () => {
    expect(one(table('Name,Email,Notes', `"=cmd|' /C calc'!A0",a@b,'@x`))).toMatchObject({ displayName: "=cmd|' /C calc'!A0", note: '@x' })
    expect(one(table('Name,Email,Notes', "'=1+1,a@b,'tis"))).toMatchObject({ displayName: '=1+1', note: "'tis" })
  })

  it.each([
    ['1990. 5. 1.', '1990-05-01', [], undefined],
    ['1990년 5월 1일', '1990-05-01', [], undefined],
    ['5/13/1990', '1990-05-13', [], undefined],
    ['13/5/1990', '1990-05-13', [], undefined],
    ['2023-02-29', null, ['BAD_TIME'], ['X-BDAY:2023-02-29']],
    ['5/1/90', null, [], ['X-BDAY:5/1/90']],
    ['0/0/00', null, [], undefined],
  ])('[IMP-46] hold birthdays: %s', (cell, birthday, codes, unknown) => {
    const contact = one(table('Name;Phone;Birthday', `A;010-1111-2222;${cell}`))
    expect([contact.birthday, contact.warnings.map(({ code }) => code), contact.unknown]).toEqual([birthday, codes, unknown])
  })
})

describe('rows', () => {
  it('[IMP-45] are people with a firm or an address alone, and others are said', () => {
    const { contacts, warnings } = readTable(
      table('Name,Company,E-mail Address,Mobile Phone,Web', ',Firm,,,', ',,a@b,,', ',,,010-1111-2222,', ',,,,http://x', ',,,,', 'A'),
    )
    expect(contacts.map(({ displayName }) => displayName)).toEqual(['Firm', 'a@b', '010-1111-2222', 'A'])
    expect(warnings).toEqual([{ line: 5, code: 'BAD_RECORD' }])
  })

  it('[IMP-45] with more cells than columns keep them', () => {
    expect(one(table('Name,Phone', 'A,1,x'))).toMatchObject({
      unknown: ['X-CSV;X-COLUMN="3":x'],
      warnings: [{ line: 2, code: 'BAD_LINE' }],
    })
  })

  it('[IMP-45] forgive quotes', () => {
    const { contacts, warnings } = readTable('Name,Phone\n"A "the" B",1\nC "D",2\n"E""F",3\n"G" ,4\n')
    expect(contacts.map(({ displayName }) => displayName)).toEqual(['A "the" B', 'C "D"', 'E"F', 'G'])
    expect(warnings).toEqual([])
  })

  it('[IMP-45] lose no row to a quote that nothing closes', () => {
    const rows = Array.from({ length: 40 }, (_, at) => `"P${at},010-1111-22${String(at).padStart(2, '0')}`)
    const { contacts, warnings } = readTable(table('Name,Phone', ...rows))
    expect(contacts.map(({ displayName }) => displayName)).toEqual(rows.map((row) => row.split(',')[0]))
    expect(warnings.filter(({ code }) => code === 'BAD_LINE')).toHaveLength(4)
  })

  it('[IMP-45] have IMPORT.TABLE_CELLS cells, and the last has the rest', () => {
    const header = ['Name', ...Array.from({ length: IMPORT.TABLE_CELLS - 1 }, (_, at) => `x${at}`)]
    header[1] = 'Phone'
    header[IMPORT.TABLE_CELLS - 1] = 'Notes'
    const cells = header.map(() => '')
    cells[0] = 'A'
    cells[IMPORT.TABLE_CELLS - 1] = 'n'
    expect(one(table(header.join(), cells.join()))).toMatchObject({ note: 'n', warnings: [] })
    expect(one(table(header.join(), [...cells, 'm'].join()))).toMatchObject({ note: 'n,m' })
  })

  it('[IMP-45] as long as IMPORT.CONTACT_BYTES are read; of longer ones the rest is left out', () => {
    const row = (size: number): string => `A,1,${'x'.repeat(size - 4)}`
    const fits = one(`Name,Phone,Notes\n${row(IMPORT.CONTACT_BYTES)}\nB,2,\n`.replace('\nB,2,\n', '\n'))
    expect(fits.note).toHaveLength(IMPORT.CONTACT_BYTES - 4)
    const { contacts, warnings } = readTable(`Name,Phone,Notes\n${row(IMPORT.CONTACT_BYTES + 100)}\nB,2,\n`)
    expect(contacts.map(({ displayName }) => displayName)).toEqual(['A', 'B'])
    expect(warnings).toEqual([{ line: 2, code: 'BAD_LINE' }])
  })
})
