/** Tables of macOS, with and without the quotes they should have (IMP-15). */
import { describe, expect, it } from 'vitest'
import { IMPORT } from '../../../shared/limits.ts'
import { linesOf, readText } from './reading.ts'

const HEAD = 'Date,User,Message\n'
const at = (minute: number): string => `2024-02-29 20:${String(minute).padStart(2, '0')}:00`
const read = (...rows: readonly string[]): string[] =>
  linesOf(readText(`${HEAD}${rows.map((row, minute) => `${at(minute)},${row}\n`).join('')}`)).map((line) =>
    line.replace(/\|2024-02-29T20:(\d\d):00\|/, ' $1 '),
  )

describe('[IMP-15] tables', () => {
  it.each([
    ['bare', 'A,안녕', 'A 00 안녕'],
    ['quoted', '"A","안녕"', 'A 00 안녕'],
    ['quotes in quotes', 'A,"그는 ""네"" 했다"', 'A 00 그는 "네" 했다'],
    ['commas in quotes', '"이, A","하나, 둘"', '이, A 00 하나, 둘'],
    ['bare commas, which are the rest of the message', 'A,하나, 둘,,셋,', 'A 00 하나, 둘,,셋,'],
    ['more cells after a quoted one', 'A,"하나",둘,"셋"', 'A 00 하나,둘,셋'],
    ['bare quotes inside', 'A,그는 "네" 했다', 'A 00 그는 "네" 했다'],
    ['bare quotes at the start', 'A,"네" 했다', 'A 00 "네" 했다'],
    ['no message', 'A', 'A 00 '],
    ['an empty message', 'A,""', 'A 00 '],
    ['only a quote', 'A,"""', 'A 00 """'],
  ])('%s', (_name, row, expected) => {
    expect(read(row, 'B,끝')).toEqual([expected, 'B 01 끝'])
  })

  it('lines between quotes are text, whatever they look like', () => {
    expect(read(`A,"하나\n\n${at(5)},C,셋\nDate,User,Message\n,,넷"`, 'B,끝')).toEqual([
      `A 00 하나\n\n${at(5)},C,셋\nDate,User,Message\n,,넷`,
      'B 01 끝',
    ])
  })

  it('bodies of several lines may lack the quotes', () => {
    expect(read('A,하나\n둘, 셋\n\n,넷', 'B,끝')).toEqual(['A 00 하나\n둘, 셋\n\n,넷', 'B 01 끝'])
  })

  it('a quote that nothing closes costs no other row', () => {
    expect(read('A,"하나', 'B,둘', 'C,그는 "네" 했다', 'D,"넷"', 'E,다섯"')).toEqual([
      'A 00 "하나',
      'B 01 둘',
      'C 02 그는 "네" 했다',
      'D 03 넷',
      'E 04 다섯"',
    ])
    expect(read('A,"하나', 'B,둘', 'C,셋')).toEqual(['A 00 "하나', 'B 01 둘', 'C 02 셋'])
  })

  it('nor after more than a message can be', () => {
    const filler = 'x'.repeat(1000)
    const rows = Array.from({ length: Math.ceil(IMPORT.LINE_CHARACTERS / 1000) + 10 }, () => `B,${filler}`)
    const got = readText(`${HEAD}${['A,"하나', ...rows].map((row) => `${at(0)},${row}\n`).join('')}`)
    expect(got.records).toHaveLength(rows.length + 1)
    expect(got.records.every(({ text }) => text === filler || text === '"하나')).toBe(true)
  })

  it('whole bodies in quotes that are not doubled lose the outer ones where the file quotes everything', () => {
    expect(read('"A","그는 "네" 했다"', '"B","끝"')).toEqual(['A 00 그는 "네" 했다', 'B 01 끝'])
  })

  it('times may lack seconds and be quoted, the header too', () => {
    const got = readText('\ufeff"Date","User","Message"\r\n"2024-02-29 20:15","A","a"\r\n')
    expect(linesOf(got)).toEqual(['A|2024-02-29T20:15|a'])
    expect(got.found?.variant).toBe('macos-csv')
  })

  it('room and time stand in the name of the file', () => {
    const got = readText(`${HEAD}${at(1)},A,a\n`, { name: 'KakaoTalk_Chat_우리_가게_2026-05-18-12-03-00.csv' })
    expect(got.head).toEqual({ title: '우리_가게', savedAt: '2026-05-18T12:03:00' })
    expect(readText(`${HEAD}${at(1)},A,a\n`, { name: 'x.csv' }).head).toEqual({})
  })

  it('without rows is an empty conversation', () => {
    expect(readText(HEAD).found).toMatchObject({ isEmpty: true, share: 1, variant: 'macos-csv-unquoted' })
  })
})
