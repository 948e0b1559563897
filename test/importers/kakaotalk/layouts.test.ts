/** Programs, languages and clocks, each with each: what a file is called and what is read of it. */
import { describe, expect, it } from 'vitest'
import { linesOf, readText } from './reading.ts'

const CLOCKS = {
  'ko 12h': ['오전 12:05', '오후 12:06', '오후 8:15'],
  'en 12h': ['AM 12:05', 'PM 12:06', 'PM 8:15'],
  'en 12h after': ['12:05 AM', '12:06 PM', '8:15 PM'],
  'en 12h dotted': ['12:05 a.m.', '12:06 p.m.', '8:15\u202fp.m.'],
  '24h': ['00:05', '12:06', '20:15'],
} as const
const TIMES = ['2024-02-29T00:05', '2024-02-29T12:06', '2024-02-29T20:15']

const WINDOWS_HEADERS = {
  ko: '우리 가게 님과 카카오톡 대화\n저장한 날짜 : 2024년 3월 1일 오후 9:10',
  'ko without a space': '우리 가게님과 카카오톡 대화\n저장한 날짜 : 2024. 3. 1. 오후 9:10',
  'ko without 님': '우리 가게 카카오톡 대화\n저장한 날짜 : 2024-03-01 21:10:00',
  en: '우리 가게 with KakaoTalk Chats\nDate Saved : 2024-03-01 21:10:00',
} as const
const WINDOWS_DATES = {
  ko: '--------------- 2024년 2월 29일 목요일 ---------------',
  en: '--------------- Thursday, February 29, 2024 ---------------',
} as const

function texts(read: ReturnType<typeof readText>): string[] {
  expect(read.warnings).toEqual([])
  expect(read.found?.share).toBe(1)
  expect(read.found?.time).toBe('local')
  return linesOf(read)
}

describe('[IMP-13] Windows', () => {
  for (const [header, head] of Object.entries(WINDOWS_HEADERS)) {
    for (const [date, dateLine] of Object.entries(WINDOWS_DATES)) {
      it.each(Object.entries(CLOCKS))(`${header} header, ${date} date, %s`, (clock, [midnight, noon, evening]) => {
        const read = readText(
          `${head}\r\n\r\n\r\n${dateLine}\r\n[A] [${midnight}] 하나\r\n[B] [${noon}] 둘\n둘째 줄\r\n\r\n${dateLine}\r\n[나] [${evening}] \r\n`,
        )
        expect(texts(read)).toEqual([`A|${TIMES[0]}|하나`, `B|${TIMES[1]}|둘\n둘째 줄`, `나|${TIMES[2]}|`])
        expect(read.head).toMatchObject({ title: '우리 가게', selfLabel: '나', type: 'group' })
        expect(read.head.savedAt?.slice(0, 16)).toBe('2024-03-01T21:10')
        const language = header.slice(0, 2)
        const clockLanguage = clock === '24h' ? language : clock.slice(0, 2)
        const variant = ['windows', language, clock === '24h' ? '24h' : '12h']
        if (date !== language) variant.push(`${date}-date`)
        if (clockLanguage !== language) variant.push(`${clockLanguage}-clock`)
        expect(read.found?.variant).toBe(variant.join('-'))
      })
    }
  }
})

const PHONE_HEADERS = {
  ko: '우리 가게 12 님과 카카오톡 대화\n저장한 날짜 : 2024년 3월 1일 오후 9:10\n',
  en: 'KakaoTalk Chats with 우리 가게 12\nDate Saved : March 1, 2024, 9:10 PM\n',
} as const
const STAMPS = {
  'android-ko': (clock: string) => `2024년 2월 29일 ${clock}`,
  'android-en': (clock: string) => `February 29, 2024 at ${clock}`,
  'ios-ko': (clock: string) => `2024. 2. 29. ${clock}`,
  'ios-en': (clock: string) => `Feb 29, 2024 ${clock}`,
} as const
const BETWEEN = {
  'android-ko': '2024년 2월 29일 오전 12:00',
  'android-en': 'February 29, 2024, 12:00 AM',
  'ios-ko': '2024년 2월 29일 목요일',
  'ios-en': 'Thursday, February 29, 2024',
} as const

describe('[IMP-14] phones', () => {
  for (const [header, head] of Object.entries(PHONE_HEADERS)) {
    for (const [stamps, stamp] of Object.entries(STAMPS)) {
      it.each(Object.entries(CLOCKS))(`${header} header, ${stamps} stamps, %s`, (clock, [midnight, noon, evening]) => {
        const between = BETWEEN[stamps as keyof typeof BETWEEN]
        const read = readText(
          `${head}\r\n\r\n${between}\r\n${stamp(midnight)}, A : 하나\r\n${stamp(noon)}, 이, 비: : 둘 : 셋\n\n넷\r\n\r\n${between}\r\n${stamp(evening)}, 회원님 : \r\n`,
        )
        expect(texts(read)).toEqual([`A|${TIMES[0]}|하나`, `이, 비:|${TIMES[1]}|둘 : 셋\n\n넷`, `회원님|${TIMES[2]}|`])
        expect(read.head).toMatchObject({ title: '우리 가게', selfLabel: '회원님', savedAt: '2024-03-01T21:10', type: 'group' })
        const [program = '', language = ''] = stamps.split('-')
        const variant = [program, header]
        if (clock === '24h') variant.push('24h')
        else if (program === 'ios') variant.push('12h')
        if (language !== header) variant.push(`${language}-date`)
        const clockLanguage = clock === '24h' ? header : clock.slice(0, 2)
        if (clockLanguage !== header) variant.push(`${clockLanguage}-clock`)
        expect(read.found?.variant).toBe(variant.join('-'))
      })
    }
  }

  it('mixes clocks in one file', () => {
    const read = readText(
      '가게님과 카카오톡 대화\n\n2024. 2. 29. 21:37, A : a\n2024. 2. 29. 오후 9:38, B : b\n2024.2.29. 21:39: B님이 나갔습니다.\n',
    )
    expect(texts(read)).toEqual(['A|2024-02-29T21:37|a', 'B|2024-02-29T21:38|b', '*|2024-02-29T21:39|B님이 나갔습니다.'])
    expect(read.found?.variant).toBe('ios-ko-mixed-clock')
    expect(read.head.type).toBe('direct')
  })

  it('older ones say the day in lines of their own', () => {
    const read = readText(
      '가게 카카오톡 대화\n\n\n2024년 2월 29일 목요일\n오후 11:59, A : 밤\n\n2024년 3월 1일 금요일\n오전 12:00, B : 다음 날\n오전 12:01, B님이 나갔습니다.\n',
    )
    expect(texts(read)).toEqual(['A|2024-02-29T23:59|밤', 'B|2024-03-01T00:00|다음 날', '*|2024-03-01T00:01|B님이 나갔습니다.'])
    expect(read.found?.variant).toBe('ios-ko-time-only')
  })
})

describe('[IMP-11] the head of a file', () => {
  const windows = '\n[A] [8:15 PM] a\n'
  const phone = '\n2024년 2월 29일 오후 8:15, A : a\n'
  it.each([
    ['김 님과 님과 카카오톡 대화', windows, '김 님과'],
    ['3학년 2 님과 카카오톡 대화', windows, '3학년 2'],
    ['3학년 2 30 님과 카카오톡 대화', phone, '3학년 2'],
    ['Talk_2026.4.25 10:20-1.txt', phone, undefined],
    ['그냥 이름', `\n저장한 날짜 : 2024년 3월 1일 오후 9:10\n${phone}`, '그냥 이름'],
    ['Ben 2 with KakaoTalk Chats', windows, 'Ben 2'],
    ['KakaoTalk Chats with Ben 2', phone, 'Ben'],
  ])('%s', (first, rest, title) => {
    const read = readText(`${first}\n${rest}`)
    expect(read.head.title).toBe(title)
    expect(read.records).toHaveLength(1)
  })

  it.each([
    ['2022-10-20 11:20:33', '2022-10-20T11:20:33'],
    ['2022년 10월 20일 오전 11:20', '2022-10-20T11:20'],
    ['2022. 10. 20. 오후 12:20', '2022-10-20T12:20'],
    ['Oct 20, 2022 at 11:20', '2022-10-20T11:20'],
    ['October 20, 2022, 12:20 AM', '2022-10-20T00:20'],
  ])('was saved %s', (when, savedAt) => {
    expect(readText(`A 님과 카카오톡 대화\nDate Saved : ${when}\n${windows}`).head.savedAt).toBe(savedAt)
  })

  it('says so when it was saved on a day that there is not', () => {
    const read = readText(
      `A 님과 카카오톡 대화\n저장한 날짜 : 2023년 2월 29일 오전 11:20\n--------------- 2023년 2월 28일 화요일 ---------------${windows}`,
    )
    expect(read.head.savedAt).toBeUndefined()
    expect(read.warnings).toEqual([{ line: 2, code: 'BAD_TIME' }])
  })

  it('without records is an empty conversation', () => {
    const read = readText('우리 가게 님과 카카오톡 대화\n저장한 날짜 : 2024년 3월 1일 오후 9:10\n\n\n')
    expect(read.found).toMatchObject({ isEmpty: true, share: 1 })
    expect(read.head.title).toBe('우리 가게')
    expect(read.records).toEqual([])
    expect(read.warnings).toEqual([])
  })

  it('has a policy of open chats after it, which is nobody’s word', () => {
    const policy =
      '타인, 기관 등의 사칭에 유의해 주세요. 금전 또는 개인정보를 요구 받을 경우 신고해 주시기 바랍니다.\n운영정책을 위반한 메시지로 신고 접수 시 카카오톡 이용에 제한이 있을 수 있습니다.'
    for (const start of ['--------------- 2024년 2월 29일 목요일 ---------------\n', '2024년 2월 29일 오후 8:15\n']) {
      const record = start.startsWith('-') ? '[A] [오후 8:15] a' : '2024년 2월 29일 오후 8:15, A : a'
      expect(linesOf(readText(`방 님과 카카오톡 대화\n저장한 날짜 : 2024년 3월 1일 오후 9:10\n\n${policy}\n${start}${record}\n`))).toEqual([
        'A|2024-02-29T20:15|a',
      ])
    }
  })
})

describe('[IMP-10] what is claimed', () => {
  it.each([
    ['prose', '오늘은 날이 맑았다.\n2022년 10월 20일 오후 8:15, 저녁을 먹었다.\n그리고 잤다.\n'],
    ['one line of a record in prose', `${'오늘은 날이 맑았다.\n'.repeat(9)}[A] [12:30] b\n`],
    ['WhatsApp of an iPhone', '[2022. 10. 20. 오후 8:15:08] 서연: 안녕\n[2022. 10. 20. 오후 8:16:08] 민수: 네\n'],
    ['WhatsApp of an Android phone', '2022. 10. 20. 오후 8:15 - 서연: 안녕\n2022. 10. 20. 오후 8:16 - 민수: 네\n'],
    ['LINE', '[LINE] 서연님과의 대화\n저장한 날짜: 2022-10-20 20:15\n\n2022/10/20(목)\n20:15\t서연\t안녕\n'],
    ['LINE with Korean clocks', '2022.10.20 목요일\n오후 8:15\t서연\t안녕\n'],
    ['a table of people', 'Date,Name,Phone\n2022-10-20,서연,010-1111-2222\n'],
    ['a story of a conversation', '어제의 카카오톡 대화\n'],
    ['a story that begins like a head', `서연 님과 카카오톡 대화\n${'오늘은 날이 맑았다.\n'.repeat(3)}`],
    ['a diary', '2022년 10월 20일 오후 8:15, 저녁을 먹었다.\n2022년 10월 21일 오후 8:15, 잤다.\n'],
    ['nothing', ''],
    ['blank lines', '\n\n\n'],
  ])('%s is not', (_name, text) => {
    const { found } = readText(text)
    expect(found === undefined || found.share < 0.6).toBe(true)
  })

  it('a record is no title, whatever follows it', () => {
    const body = '하나\n저장한 날짜 : 2024년 3월 1일 오후 9:10'
    const read = readText(`2024. 2. 29. 21:37, A : ${body}\n2024. 2. 29. 21:38, B : b\n`)
    expect(linesOf(read)).toEqual([`A|2024-02-29T21:37|${body}`, 'B|2024-02-29T21:38|b'])
    expect(read.head).toEqual({ type: 'direct' })
  })

  it('a part without a head is', () => {
    const read = readText('2024. 2. 29. 21:37, A : a\n2024. 2. 29. 21:38, B : b\n또\n')
    expect(read.found?.share).toBeGreaterThan(0.6)
    expect(read.found?.variant).toBe('ios-ko-24h')
  })
})
