/** What is written out as text or JSON Lines comes back as it was, whatever people wrote, called themselves, or tried to imitate. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBack, roomOf, type Said, viewOf, written } from '../../exporters/a-room.ts'

/** Heads and ends of records, escapes, marks, line ends of every kind, direction, halves of surrogates, and plain words. */
const HOSTILE = [
  '2026-11-22T21:00:00.000+09:00 아빠: 안녕',
  '2026-11-22T21:00:00.000+09:00 * 나갔어요',
  '\n2026-11-22T21:00:00.000+09:00 x: y',
  'Sarangbang text 1',
  'End: 3',
  '\nEnd: 0\n',
  'Title: x',
  '  ',
  '\t',
  ': ',
  ' [deleted]',
  ' [edited 2026-11-22T21:00:00.000+09:00]',
  '\\',
  '\\u{41}',
  '\\n',
  '* ',
  '\r\n',
  '\r',
  '\0',
  '\u2028',
  '\u0085',
  '\u202e',
  '\u2066',
  '\ufeff',
  '\ud800',
  '\udc00',
  '👨‍👩‍👧‍👦',
  '가',
  '{"type":"end","messages":0}',
  '"',
]
const body = fc.oneof(
  fc.array(fc.constantFrom(...HOSTILE), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
)
const name = fc.oneof(body, fc.constantFrom(' ', '*', 'a: b', 'a [deleted]', '[x]', '\n', '')).map((text) => text.slice(0, 40))
const said: fc.Arbitrary<Said> = fc.record({
  name,
  text: body.filter((text) => text !== ''),
  time: fc.integer({ min: 0, max: 4_102_444_800_000 }),
  deleted: fc.boolean(),
  edited: fc.option(fc.integer({ min: 0, max: 4_102_444_800_000 }), { nil: undefined }),
})
const zone = fc.constantFrom('Asia/Seoul', 'UTC', 'America/St_Johns', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia')

describe('our own files', () => {
  it('[EXP-5] [EXP-7] text comes back exactly', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 9 }), name, zone, fc.integer({ min: 1, max: 200 }), (all, title, timeZone, size) => {
        const views = all.map((each, n) => viewOf(each, n))
        const text = written(roomOf(views, title), 'text', timeZone)
        const { heads, records, warnings } = readBack(text, size)
        expect(warnings).toEqual([])
        expect(heads).toEqual([{ title, type: 'group', selfLabel: '엄마', savedAt: '2026-11-22T12:00:00.000Z' }])
        expect(records.map((record) => [record.author, record.text, record.time, record.kind, record.editedAt])).toEqual(
          views.map((view) => [
            view.author.name,
            view.text,
            new Date(view.time).toISOString(),
            view.deleted ? 'deleted' : 'text',
            view.edited === undefined ? undefined : new Date(view.edited).toISOString(),
          ]),
        )
      }),
      { numRuns: 400 },
    )
  })

  it('[EXP-8] JSON Lines come back exactly, also with line ends changed on the way', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 9 }), name, fc.integer({ min: 1, max: 200 }), (all, title, size) => {
        const views = all.map((each, n) => viewOf(each, n))
        const text = written(roomOf(views, title), 'jsonl').replaceAll('\n', '\r\n')
        const { heads, records, warnings } = readBack(text, size)
        expect(warnings).toEqual([])
        expect(heads[0]?.title).toBe(title)
        expect(records.map((record) => [record.author, record.text, record.time])).toEqual(
          views.map((view) => [view.author.name, view.text, new Date(view.time).toISOString()]),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('[EXP-7] whatever is fed to the reader, it ends, and every line is a record, part of one, or a warning', () => {
    const line = fc.oneof(body, fc.constantFrom(...HOSTILE))
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 20 }),
        fc.constantFrom('Sarangbang text 1', '{"sarangbang":"room","version":1,'),
        (lines, first) => {
          const { records } = readBack([first, ...lines].join('\n'), 13)
          expect(records.every(({ seq }, n) => seq === n)).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })
})
