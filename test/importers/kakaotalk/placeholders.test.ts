/** What stands where something else was sent: the same words in all layouts, and only as whole bodies (IMP-17, IMP-18). */
import { describe, expect, it } from 'vitest'
import { IMPORT } from '../../../shared/limits.ts'
import { kindsOf, readText } from './reading.ts'

const W = '가게 님과 카카오톡 대화\n저장한 날짜 : 2024년 3월 1일 오후 9:10\n\n--------------- 2024년 2월 29일 목요일 ---------------\n'
const KEY = '0123456789abcdef'.repeat(4)

/** Body, kind, how many files. */
const PLACEHOLDERS: readonly (readonly [string, string, number])[] = [
  ['사진', 'photo', 1],
  ['사진 3장', 'photo', 3],
  ['사진 30장', 'photo', 30],
  ['Photo', 'photo', 1],
  ['12 photos', 'photo', 12],
  ['<사진 읽지 않음>', 'photo', 1],
  ['동영상', 'video', 1],
  ['Video', 'video', 1],
  ['videos', 'video', 1],
  ['<동영상 읽지 않음>', 'video', 1],
  ['음성메시지', 'audio', 1],
  ['음성 메시지', 'audio', 1],
  ['Voice Note', 'audio', 1],
  ['파일: 보고서.pdf', 'file', 1],
  ['File: report.pdf', 'file', 1],
  ['<파일 읽지 않음>', 'file', 1],
  ['이모티콘', 'sticker', 0],
  ['Emoticons', 'sticker', 0],
  ['Emoticon', 'sticker', 0],
  ['보이스톡 해요', 'call', 0],
  ['페이스톡 해요', 'call', 0],
  ['보이스톡 3:21', 'call', 0],
  ['페이스톡 1:03:21', 'call', 0],
  ['라이브톡 시작', 'call', 0],
  ['라이브톡 종료 12:30', 'call', 0],
  ['보이스룸 종료 3분 20초', 'call', 0],
  ['그룹콜 해요', 'call', 0],
  ['Voice Call 3:21', 'call', 0],
  ['Video Call 0:05', 'call', 0],
  ['Live Talk ended 1:02:03', 'call', 0],
  ['삭제된 메시지입니다.', 'deleted', 0],
  ['이 메시지는 삭제되었습니다.', 'deleted', 0],
  ['메시지가 삭제되었습니다.', 'deleted', 0],
  ['This message was deleted.', 'deleted', 0],
  ['The message has been deleted.', 'deleted', 0],
  ['연락처: 김서연', 'contact', 0],
  ['지도: 서울역', 'location', 0],
  ['샵검색: #날씨', 'other', 0],
  ["톡게시판 '공지': 내일 쉽니다", 'other', 0],
  ["톡게시판 '투표': 점심", 'other', 0],
  ['선물과 메시지를 보냈습니다.', 'other', 0],
  ['10,000원을 받으세요.', 'other', 0],
  ['카카오톡 프로필', 'other', 0],
  [`${KEY}.jpg`, 'photo', 1],
  [`${KEY}.mp4`, 'video', 1],
  [`${KEY}.m4a`, 'audio', 1],
]

const TEXTS = [
  '사진 보냈어',
  '사진 ',
  ' 사진',
  '사진 0장',
  '사진 100장',
  '사진 999999999999장',
  '사진\n사진',
  '동영상 봤어?',
  '이모티콘 사줘',
  '파일:',
  '파일: ',
  '파일 : a.pdf',
  '보이스톡 해요?',
  '보이스톡 했는데 안 받네',
  '라이브톡 시작 할까요',
  'Live Talk ended early',
  '삭제된 메시지입니다. 왜?',
  '샵검색: 날씨',
  '0원을 받으세요.',
  'photos',
  'Photo of us',
  'File:',
  `${KEY}.exe`,
  `${KEY.slice(1)}.jpg`,
  `${KEY}.jpg\n예쁘죠`,
  `${KEY.toUpperCase()}.jpg`,
]

const LAYOUTS = {
  windows: (body: string) => `${W}[A] [오후 8:15] ${body}\n`,
  android: (body: string) => `2024년 2월 29일 오후 8:15, A : ${body}\n`,
  iphone: (body: string) => `2024. 2. 29. 20:15, A : ${body}\n`,
  table: (body: string) => `Date,User,Message\n2024-02-29 20:15:00,A,"${body}"\n`,
}

describe.each(Object.entries(LAYOUTS))('[IMP-17] %s', (_layout, write) => {
  it.each(PLACEHOLDERS)('%s is a %s', (body, kind, files) => {
    const [record] = readText(write(body)).records
    expect(record).toMatchObject({ kind, text: body, author: 'A' })
    expect(record?.attachments.map(({ present }) => present)).toEqual(Array.from({ length: files }, () => false))
  })

  it.each(TEXTS)('%j is text', (body) => {
    const [record] = readText(write(body)).records
    expect(record).toMatchObject({ kind: 'text', text: body, attachments: [] })
  })
})

describe('[IMP-18] files that records name', () => {
  it('are found by name, percent-encoded or not, and are missing where they are not there', () => {
    const text = `${['%EA%B3%B5%EC%9C%A0.pdf', '보고서.pdf', 'missing.pdf', '100%.pdf', '../../etc/passwd'].map((name) => `2024년 2월 29일 오후 8:15, A : 파일: ${name}\n`).join('')}`
    const read = readText(text, { paths: ['방/공유.pdf', '방/보고서.pdf', '방/other.pdf'] })
    expect(read.records.flatMap(({ attachments }) => attachments)).toEqual([
      { name: '공유.pdf', present: true, path: '방/공유.pdf' },
      { name: '보고서.pdf', present: true, path: '방/보고서.pdf' },
      { name: 'missing.pdf', present: false },
      { name: '100%.pdf', present: false },
      { name: '../../etc/passwd', present: false },
    ])
    expect(read.records[0]?.text).toBe('파일: %EA%B3%B5%EC%9C%A0.pdf')
    expect(read.referenced).toEqual(['방/공유.pdf', '방/보고서.pdf'])
  })

  it('photos that were sent together are one record', () => {
    const other = KEY.replace('0', 'f')
    const read = readText(`2024년 2월 29일 오후 8:15, A : ${KEY}.jpg\n${other}.png\n2024년 2월 29일 오후 8:16, B : b\n`, {
      paths: [`${other}.png`],
    })
    expect(kindsOf(read)).toEqual(['photo', 'text'])
    expect(read.records[0]?.attachments).toEqual([
      { name: `${KEY}.jpg`, present: false },
      { name: `${other}.png`, present: true, path: `${other}.png` },
    ])
  })
})

describe('[IMP-18] files of an iPhone, which only their minute tells', () => {
  const say = (...lines: readonly string[]): string => lines.map((line) => `2024. 2. 29. ${line}\n`).join('')
  const pathsOf = (text: string, paths: readonly string[]): (string | undefined)[][] =>
    readText(text, { paths }).records.map(({ attachments }) => attachments.map(({ path }) => path))

  it('the very minute first, also where another record might take it before', () => {
    const text = say('20:10, A : 사진', '20:12, A : 사진', '20:13, A : a')
    expect(pathsOf(text, ['20240229_201200.jpg'])).toEqual([[undefined], ['20240229_201200.jpg'], []])
  })

  it('else the nearest that nobody claims, so many minutes before or after and no more', () => {
    const within = IMPORT.MEDIA_BY_TIME_MINUTES
    const photo = '20240229_201200.jpg'
    const at = (minutes: number): string =>
      `${String(20 + Math.floor((12 + minutes) / 60))}:${String((12 + minutes + 60) % 60).padStart(2, '0')}`
    expect(pathsOf(say(`${at(-within)}, A : 사진`, '21:00, A : a'), [photo])).toEqual([[photo], []])
    expect(pathsOf(say(`${at(within)}, A : 사진`), [photo])).toEqual([[photo]])
    expect(pathsOf(say(`${at(-within - 1)}, A : 사진`), [photo])).toEqual([[undefined]])
    expect(pathsOf(say(`${at(within + 1)}, A : 사진`), [photo])).toEqual([[undefined]])
    expect(pathsOf(say('20:10, A : 사진'), ['20240229_195900.jpg', photo])).toEqual([[photo]])
  })

  it('only what fits, each once, in their order', () => {
    const paths = [
      '20240229_201200_2.jpg',
      '20240229_201200_1.png',
      '20240229_201200.mp4',
      '20240229_201200.pdf',
      '20240229_201200_3.webp',
      '20240230_201200.jpg',
    ]
    const text = say(
      '20:12, A : 사진 4장',
      '20:12, A : 동영상',
      '20:12, A : 파일: a.hwp',
      '20:12, A : 파일: b.pdf',
      '20:12, A : 음성메시지',
    )
    expect(pathsOf(text, paths)).toEqual([
      ['20240229_201200_1.png', '20240229_201200_2.jpg', '20240229_201200_3.webp', undefined],
      ['20240229_201200.mp4'],
      [undefined],
      ['20240229_201200.pdf'],
      [undefined],
    ])
  })

  it('is a guess, and called one', () => {
    const read = readText(say('20:12, A : 파일: 보고서.pdf'), { paths: ['m/20240229_201200.pdf'] })
    expect(read.records[0]?.attachments).toEqual([
      { name: '20240229_201200.pdf', present: true, path: 'm/20240229_201200.pdf', byTime: true },
    ])
    expect(read.referenced).toEqual(['m/20240229_201200.pdf'])
  })

  it('keeps the order of records, also of those that wait', () => {
    const text = say('20:00, A : 사진', '20:01, B : b', '20:02, A : 사진', '20:20, C : c', '20:40, D : d', '20:41, A : 사진')
    const read = readText(text, { paths: ['20240229_202000.jpg'] })
    expect(read.records.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4, 5])
    expect(read.records.flatMap(({ attachments }, seq) => (attachments[0]?.present === true ? [seq] : []))).toEqual([0])
  })

  it('no other layout guesses', () => {
    const read = readText('2024년 2월 29일 오후 8:12, A : 사진\n', { paths: ['20240229_201200.jpg'] })
    expect(read.records[0]?.attachments).toEqual([{ name: '', present: false }])
  })
})
