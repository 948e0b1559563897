/** What bodies and names may look like without becoming anything else. */
import { describe, expect, it } from 'vitest'
import { kindsOf, linesOf, readText } from './reading.ts'

const W = '가게 님과 카카오톡 대화\n저장한 날짜 : 2024년 3월 1일 오후 9:10\n\n--------------- 2024년 2월 29일 목요일 ---------------\n'
const A = '가게 님과 카카오톡 대화\n저장한 날짜 : 2024년 3월 1일 오후 9:10\n\n2024년 2월 29일 오후 8:15\n'
const I = '가게님과 카카오톡 대화\n저장한 날짜 : 2024. 3. 1. 오후 9:10\n\n2024년 2월 29일 목요일\n'
const C = 'Date,User,Message\n'

const windows = (name: string, body: string): string => `${W}[${name}] [오후 8:15] ${body}\n[끝] [오후 8:16] 끝\n`
const android = (name: string, body: string): string =>
  `${A}2024년 2월 29일 오후 8:15, ${name} : ${body}\n2024년 2월 29일 오후 8:16, 끝 : 끝\n`
const iphone = (name: string, body: string): string => `${I}2024. 2. 29. 오후 8:15, ${name} : ${body}\n2024. 2. 29. 20:16, 끝 : 끝\n`
const table = (name: string, body: string): string =>
  `${C}2024-02-29 20:15:00,"${name}","${body.replaceAll('"', '""')}"\n2024-02-29 20:16:00,"끝","끝"\n`

const ALL = { windows, android, iphone, table }
const MINUTES = { windows: '', android: '', iphone: '', table: ':00' }

const IMITATED = {
  'a header': '둘째 줄\n우리 님과 카카오톡 대화\n저장한 날짜 : 2021년 3월 1일 오후 9:10\n\n넷째\n다섯째',
  'a row of a table': '둘째 줄\n2024-02-28 10:00:00,Alice,안녕\n,,x',
  'a record of LINE': '둘째 줄\n20:15\t서연\t안녕',
  'a record of WhatsApp': '둘째 줄\n[2022. 10. 20. 오후 8:15:08] 서연: 안녕',
  HTML: '<script>alert(1)</script>\n<!-- "x" -->',
  'a formula': '=HYPERLINK("http://example.com")\n+1\n@x\n-1',
  'spaces and tabs': '  앞\n\t탭\n\n\n   뒤  x',
  quotes: '"그는 ""말""했다" 그리고\n"또"',
} as const

const WINDOWS_RECORD = '둘째 줄\n[서연] [오후 7:15] 안녕\n--------------- 2023년 1월 1일 일요일 ---------------'
const ANDROID_RECORD = '둘째 줄\n2022년 10월 20일 오후 7:15, 서연 : 안녕'
const IPHONE_RECORD = '둘째 줄\n2022. 10. 20. 오후 7:15, 서연 : 안녕\n오후 8:12, 서연 : 안녕'
const ENGLISH_RECORD = '둘째 줄\nOct 20, 2022 at 7:15 PM, Ben : hi\nOct 20, 2022 at 19:12: Ben left.'

const NAMES = {
  brackets: '[총무] 서연 [팀]',
  comma: '이, 서연',
  colon: '서연: 가게',
  emoji: '👩‍👧 서연 🏳️‍🌈',
  'eighty characters': '가나다라마바사아자차'.repeat(8),
  script: '<script>alert(2)</script>',
  percent: '100%25',
} as const

describe.each(Object.entries(ALL))('[IMP-10] %s', (layout, write) => {
  const seconds = MINUTES[layout as keyof typeof MINUTES]
  const end = `끝|2024-02-29T20:16${seconds}|끝`
  const time = `2024-02-29T20:15${seconds}`
  const bodies: Record<string, string> = { ...IMITATED }
  if (layout !== 'windows') bodies['a record of Windows'] = WINDOWS_RECORD
  if (layout !== 'android') bodies['a record of Android'] = ANDROID_RECORD
  if (layout !== 'iphone') bodies['a record of an iPhone'] = IPHONE_RECORD
  bodies['an English record'] = ENGLISH_RECORD.replace(layout === 'windows' ? /\nOct 20, 2022 at 19:12: Ben left\./ : /$^/, '')

  it.each(Object.entries(bodies))('a body may imitate %s', (_name, body) => {
    const read = readText(write('서연', body))
    expect(linesOf(read)).toEqual([`서연|${time}|${body}`, end])
    expect(read.warnings).toEqual([])
  })

  it.each(Object.entries(NAMES))('a name may hold %s', (_name, name) => {
    expect(linesOf(readText(write(name, '안녕')))).toEqual([`${name}|${time}|안녕`, end])
  })

  it('a body may be empty, or begin with nothing', () => {
    expect(linesOf(readText(write('서연', '')))).toEqual([`서연|${time}|`, end])
    expect(linesOf(readText(write('서연', '\n둘째')))).toEqual([`서연|${time}|\n둘째`, end])
  })

  it('a body on its first line may quote a record of its own layout', () => {
    const [, record = ''] = {
      windows: WINDOWS_RECORD,
      android: ANDROID_RECORD,
      iphone: IPHONE_RECORD,
      table: IMITATED['a row of a table'],
    }[layout as keyof typeof ALL].split('\n')
    expect(linesOf(readText(write('서연', record)))).toEqual([`서연|${time}|${record}`, end])
  })

  it('lines end as they like, and marks of direction are none of the text', () => {
    const text = write('서연', '하나\n\n둘')
    const mixed = text.replace(/\n/g, () => '\r\n').replace('하나\r\n\r\n', '하나\n\r')
    expect(linesOf(readText(mixed))).toEqual([`서연|${time}|하나\n\n둘`, end])
    const marked = `\ufeff${text.replace('[서연]', '\u200e[서연]').replace('둘', '\u200e둘')}`
    expect(linesOf(readText(marked))[0]).toBe(`서연|${time}|하나\n\n${layout === 'table' ? '둘' : '둘'}`)
  })

  it('says which lines a record was', () => {
    const { records } = readText(write('서연', '하나\n\n둘'))
    const [first, second] = records.map(({ raw }) => raw)
    const at = layout === 'table' ? 2 : 5
    expect([first, second]).toEqual([
      { firstLine: at, lastLine: at + 2 },
      { firstLine: at + 3, lastLine: at + 3 },
    ])
    expect(records.map(({ seq }) => seq)).toEqual([0, 1])
  })
})

describe('[IMP-12] lines between days', () => {
  it.each([
    ['iPhone', I, '2024. 2. 29. 20:15, A : ', '2024년 3월 1일 금요일', '2024. 3. 1. 08:00, B : b'],
    ['Android', A, '2024년 2월 29일 오후 8:15, A : ', '2024년 3월 1일 오전 8:00', '2024년 3월 1일 오전 8:00, B : b'],
  ])('%s: one is that only if the next record is of its day', (_name, head, stamp, between, next) => {
    const last = 'B|2024-03-01T08:00|b'
    expect(linesOf(readText(`${head}${stamp}a\n\n${between}\n${next}\n`))).toEqual(['A|2024-02-29T20:15|a', last])
    expect(linesOf(readText(`${head}${stamp}a\n${between}\n\n더\n${between}\n${next}\n`))).toEqual([
      `A|2024-02-29T20:15|a\n${between}\n\n더`,
      last,
    ])
    expect(linesOf(readText(`${head}${stamp}a\n${between}\n${stamp}c\n`))).toEqual([
      `A|2024-02-29T20:15|a\n${between}`,
      'A|2024-02-29T20:15|c',
    ])
    expect(linesOf(readText(`${head}${stamp}a\n\n${between}\n`))).toEqual(['A|2024-02-29T20:15|a'])
  })

  it('a day that there is not is said, and nothing is lost', () => {
    const bad = W.replace('2월 29일', '2월 30일')
    const windowsRead = readText(
      `${bad}[A] [오후 8:15] a\n--------------- 2024년 3월 1일 금요일 ---------------\n[A] [오전 8:61] b\n[A] [오전 9:00] c\n[A] [오전 13:00] d\n`,
    )
    expect(linesOf(windowsRead)).toEqual(['A|?|a', 'A|?|b', 'A|2024-03-01T09:00|c', 'A|2024-03-01T09:00|d'])
    expect(windowsRead.warnings).toEqual([4, 7, 9].map((line) => ({ line, code: 'BAD_TIME' })))
    const phoneRead = readText(
      `${A}2024년 2월 29일 오후 8:15, A : a\n2023년 2월 29일 오후 8:16, A : b\n2024년 2월 29일 오후 25:16, A : c\n`,
    )
    expect(linesOf(phoneRead)).toEqual(['A|2024-02-29T20:15|a', 'A|2024-02-29T20:15|b', 'A|2024-02-29T20:15|c'])
    expect(phoneRead.warnings).toEqual([6, 7].map((line) => ({ line, code: 'BAD_TIME' })))
    const tableRead = readText(`${C}2023-02-29 20:15:00,A,a\n2024-02-29 24:15:00,A,b\n2024-02-29 23:59:59,A,c\n`)
    expect(linesOf(tableRead)).toEqual(['A|?|a', 'A|?|b', 'A|2024-02-29T23:59:59|c'])
    expect(tableRead.warnings).toEqual([2, 3].map((line) => ({ line, code: 'BAD_TIME' })))
  })

  it('a file without any day has no times, and says so once', () => {
    const read = readText('[A] [오후 8:15] a\n[B] [오후 8:16] b\n')
    expect(linesOf(read)).toEqual(['A|?|a', 'B|?|b'])
    expect(read.warnings).toEqual([{ line: 1, code: 'BAD_TIME' }])
  })

  it('lines before anything are not understood, and said to be', () => {
    const read = readText(
      `${A.slice(0, A.indexOf('\n\n'))}\n\n알 수 없는 줄\n2024년 2월 29일 오후 8:15, A : a\n2024년 2월 29일 오후 8:15, A : b\n`,
    )
    expect(read.warnings).toEqual([{ line: 4, code: 'BAD_LINE' }])
    expect(kindsOf(read)).toEqual(['text', 'text'])
  })
})
