/** What no file can make it do (IMP-19). Shapes here would take hours if anything in them were read twice as often for each letter more. */
import { describe, expect, it } from 'vitest'
import { IMPORT } from '../../../shared/limits.ts'
import { readText } from './reading.ts'

const MIB = IMPORT.LINE_CHARACTERS
const W = '가게 님과 카카오톡 대화\n저장한 날짜 : 2024년 3월 1일 오후 9:10\n\n--------------- 2024년 2월 29일 목요일 ---------------\n'

const HEADS = {
  windows: `${W}[A] [오후 8:15] `,
  android: '2024년 2월 29일 오후 8:15, A : ',
  iphone: '2024. 2. 29. 20:15, A : ',
  clock: '가게 카카오톡 대화\n\n2024년 2월 29일 목요일\n오후 8:15, A : ',
  english: 'Feb 29, 2024 at 20:15, A : ',
  table: 'Date,User,Message\n2024-02-29 20:15:00,A,',
}

/** Repeated up to a line’s length, as one line and as many. */
const SHAPES = [
  'a',
  ' ',
  '-',
  '[',
  '] [',
  '] [오후 ',
  '[A] [오후 8:1',
  '"',
  '""',
  ',"',
  '",',
  '"a",',
  ',',
  ' : ',
  ': ',
  ' :',
  '님이 ',
  ' invited ',
  '.',
  '사진',
  '파일: ',
  '%',
  '%25',
  '2024년 ',
  '2024. ',
  '1',
  ':',
  '오전 ',
  'January ',
  '님과 카카오톡 대화',
  '\u200e',
  '\u202a ',
  '0'.repeat(64),
]

describe('[IMP-19] hostile lines', () => {
  it.each(Object.entries(HEADS))('%s: a line as long as any may be, of every shape', (_layout, head) => {
    for (const shape of SHAPES) {
      const long = shape.repeat(Math.ceil(MIB / shape.length)).slice(0, MIB)
      for (const text of [`${head}${long.slice(0, MIB - 100)}\n`, `${head}a\n${long}\n${long}.\n`, `${long}\n${head}a\n`, long]) {
        const { records } = readText(text, { piece: 65_536 })
        expect(records.length).toBeLessThanOrEqual(8)
      }
    }
  })

  it.each(Object.entries(HEADS))('%s: as many lines as fit', (_layout, head) => {
    for (const shape of [
      '',
      'a',
      '-',
      '"',
      '",',
      '2024년 2월 29일 목요일',
      '민수님이 나갔습니다.',
      '2024년 2월 29일 오후 8:15',
      ',"',
      'x,"',
    ]) {
      const count = Math.floor(MIB / (shape.length + 1))
      const { records } = readText(`${head}a\n${`${shape}\n`.repeat(count)}[B] [`, { piece: 65_536 })
      expect(records.length).toBeLessThanOrEqual(count + 2)
    }
  })

  it('a line longer than any is cut, and what follows is read', () => {
    const read = readText(`${HEADS.windows}${'a'.repeat(2 * MIB)}\n[B] [오후 8:16] b\n`, { piece: 65_536 })
    expect(read.records.map(({ author }) => author)).toEqual(['A', 'B'])
    expect(read.records[0]?.text).toMatch(/^a+$/)
    expect(read.records[0]?.text.length).toBeLessThan(MIB)
    expect(read.warnings).toEqual([{ line: 5, code: 'CUT_LINE' }])
  })

  it('a body is as long as a line may be; what goes beyond is said to be cut, once', () => {
    const line = 'b'.repeat(1023)
    const fits = readText(`${HEADS.windows}${`${line}\n`.repeat(1024)}`)
    expect(fits.records[0]?.text.length).toBe(MIB - 1)
    expect(fits.warnings).toEqual([])
    const read = readText(`${HEADS.windows}${`${line}\n`.repeat(3000)}[B] [오후 8:16] b\n`)
    expect(read.records.map(({ author }) => author)).toEqual(['A', 'B'])
    expect(read.records[0]?.text.length).toBe(MIB - 1)
    expect(read.warnings).toEqual([{ line: 5 + 1024, code: 'CUT_LINE' }])
  })

  it('as many blank lines as anybody likes are no text', () => {
    const read = readText(`${HEADS.windows}a\n${'\n'.repeat(3 * MIB)}b\n[B] [오후 8:16] b\n`)
    expect(read.records.map(({ text }) => text)).toEqual(['a', 'b'])
    expect(read.warnings.map(({ code }) => code)).toEqual(['CUT_LINE'])
  })

  it('no more records wait for a file than may', () => {
    const paths = ['20240229_202000.jpg']
    const count = 3 * IMPORT.HELD_RECORDS
    const text = `2024. 2. 29. 20:00, A : 사진\n${'2024. 2. 29. 20:01, B : b\n'.repeat(count)}2024. 2. 29. 20:20, A : 사진\n`
    const read = readText(text, { paths })
    expect(read.records.map(({ seq }) => seq)).toEqual(Array.from({ length: count + 2 }, (_, seq) => seq))
    // The first could wait no longer; within the bound it would have.
    expect(read.records[0]?.attachments[0]?.present).toBe(true)
    const short = text.replace('2024. 2. 29. 20:01, B : b\n'.repeat(count), '2024. 2. 29. 20:01, B : b\n'.repeat(IMPORT.HELD_RECORDS - 2))
    const patient = readText(short, { paths })
    expect(patient.records.at(-1)?.attachments[0]?.present).toBe(true)
  })

  it('as many files of one minute as an archive may hold', () => {
    const paths = Array.from({ length: IMPORT.ENTRIES }, (_, number) => `20240229_201500_${number % 10_000}.jpg`)
    const text = '2024. 2. 29. 20:15, A : 사진 30장\n'.repeat(1000)
    const present = readText(text, { paths }).records.flatMap(({ attachments }) => attachments.filter((each) => each.present))
    expect(present).toHaveLength(IMPORT.ENTRIES)
  })
})
