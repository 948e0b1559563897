/** However a file is cut, it is the same conversation; however it is damaged, it is read to its end (IMP-19). */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Read, readText } from './reading.ts'

const names = fc.constantFrom('서연', '[총무] 서연', '이, 서연', '나', 'Ben: x', '👩‍👧', '')
const lines = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/[\r\n"]/g, '')),
  fc.constantFrom(
    '',
    '사진',
    '파일: a%20b.pdf',
    '[A] [오후 8:15] x',
    '2022년 10월 20일 오후 8:15, 서연 : 안녕',
    '민수님이 나갔습니다.',
    '2024년 2월 29일 목요일',
    ',,x',
    '"',
    '-',
  ),
)
const bodies = fc.array(lines, { minLength: 1, maxLength: 4 })
const ends = fc.constantFrom('\n', '\r\n')

/** Lines of a file, whatever their layout. */
const files = fc
  .record({
    layout: fc.constantFrom('windows', 'android', 'iphone', 'english', 'clock', 'table'),
    end: ends,
    said: fc.array(fc.record({ name: names, body: bodies, minute: fc.nat(1439) }), { minLength: 1, maxLength: 8 }),
  })
  .map(({ layout, end, said }) => {
    const head = {
      windows: '가게 님과 카카오톡 대화\n저장한 날짜 : 2024년 3월 1일 오후 9:10\n\n--------------- 2024년 2월 29일 목요일 ---------------',
      android: '가게 3 님과 카카오톡 대화\n저장한 날짜 : 2024년 3월 1일 오후 9:10\n',
      iphone: '가게님과 카카오톡 대화\n저장한 날짜 : 2024. 3. 1. 오후 9:10\n\n2024년 2월 29일 목요일',
      english: 'Talk_2026.4.25 10:20-1.txt\nDate Saved : Apr 25, 2026 at 10:38\n\nThursday, February 29, 2024',
      clock: '가게 카카오톡 대화\n저장한 날짜 : 2024년 3월 1일 오후 9:10\n\n2024년 2월 29일 목요일',
      table: 'Date,User,Message',
    }[layout]
    const records = said.map(({ name, body, minute }) => {
      const clock = `${String(Math.trunc(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
      const text = body.join('\n')
      const stamp = {
        windows: `[${name}] [${clock}] `,
        android: `2024년 2월 29일 ${clock}, ${name} : `,
        iphone: `2024. 2. 29. ${clock}, ${name} : `,
        english: `Feb 29, 2024 at ${clock}, ${name} : `,
        clock: `${clock}, ${name} : `,
        table: '',
      }[layout]
      return layout === 'table' ? `2024-02-29 ${clock}:00,"${name}","${text.replaceAll('"', '""')}"` : `${stamp}${text}`
    })
    return [head, ...records].join('\n').replace(/\n/g, end)
  })

const outcome = ({ head, records, warnings }: Read): unknown => ({ head, records, warnings })

function expectSound(text: string, read: Read): void {
  const count = text.split(/\r\n|\n|\r/).length
  expect(read.records.length).toBeLessThanOrEqual(count)
  let last = 0
  for (const [seq, record] of read.records.entries()) {
    expect(record.seq).toBe(seq)
    expect(record.raw.firstLine).toBeGreaterThan(last)
    expect(record.raw.lastLine).toBeGreaterThanOrEqual(record.raw.firstLine)
    expect(record.raw.lastLine).toBeLessThanOrEqual(count)
    last = record.raw.lastLine
    expect(record.kind === 'system').toBe(record.author === null)
    expect(record.author).not.toBe('')
    expect(record.text.endsWith('\n')).toBe(false)
    expect(record.time ?? '2000-01-01T00:00').toMatch(/^\d{4}-\d\d-\d\dT[012]\d:[0-5]\d(?::[0-5]\d)?$/)
  }
  const characters = read.records.reduce((sum, { author, text: body }) => sum + (author?.length ?? 0) + body.length, 0)
  expect(characters).toBeLessThanOrEqual(text.length)
}

describe('[IMP-19] any file', () => {
  it('is the same however it is cut', () => {
    fc.assert(
      fc.property(files, fc.integer({ min: 1, max: 40 }), (text, piece) => {
        const whole = readText(text)
        expect(whole.found).toBeDefined()
        expectSound(text, whole)
        expect(outcome(readText(text, { piece }))).toEqual(outcome(whole))
      }),
      { numRuns: 400 },
    )
  })

  it('is read to its end, however it is damaged', () => {
    const change = fc.record({
      at: fc.nat(),
      take: fc.nat(20),
      put: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 6 }),
        lines,
        fc.constantFrom('\n', '\r', '"', ',', '] [', ' : ', '오후 ', '\u200e', '\ufeff', '99'),
      ),
    })
    fc.assert(
      fc.property(files, fc.array(change, { maxLength: 12 }), fc.integer({ min: 1, max: 64 }), (file, changes, piece) => {
        let text = file
        for (const { at, take, put } of changes) {
          const from = at % (text.length + 1)
          text = text.slice(0, from) + put + text.slice(from + take)
        }
        const whole = readText(text)
        expectSound(text, whole)
        expect(outcome(readText(text, { piece }))).toEqual(outcome(whole))
      }),
      { numRuns: 600 },
    )
  })

  it('may be anything at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expectSound(text, readText(text))
      }),
      { numRuns: 300 },
    )
  })
})
