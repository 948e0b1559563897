/** What holds for all structured formats, whatever is in the file. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IMPORT } from '../../../shared/limits.ts'
import { discord } from '../../../shared/importers/discord/index.ts'
import { instagram, messenger } from '../../../shared/importers/meta/index.ts'
import { signal } from '../../../shared/importers/signal/index.ts'
import { telegram } from '../../../shared/importers/telegram/index.ts'
import { EXAMPLES, type Example } from './examples.ts'
import { read, recognised, records, type Read } from './reading.ts'

const RUNS = 60

/** Everything that came out keeps the promises of the model. */
function expectSound(result: Read): void {
  for (const { records: all } of result.chats) {
    const wrong = all.filter(
      (record, seq) =>
        record.seq !== seq ||
        typeof record.text !== 'string' ||
        record.text.length > IMPORT.LINE_CHARACTERS ||
        (record.author !== null && typeof record.author !== 'string') ||
        (record.kind === 'system' && record.author !== null) ||
        (record.time !== null && !(result.found?.time === 'utc' ? UTC : LOCAL).test(record.time)) ||
        (record.replyTo !== undefined && !(record.replyTo < seq)) ||
        record.attachments.some(({ name, present, path }) => typeof name !== 'string' || present !== (path !== undefined)) ||
        (record.reactions ?? []).some(({ emoji, by }) => typeof emoji !== 'string' || typeof by !== 'string'),
    )
    expect(wrong).toEqual([])
  }
}
const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/
const UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/

describe.each(EXAMPLES)('$name', (example: Example) => {
  const { format, text, paths } = example

  it('[IMP-30] is recognised as what it is', () => {
    expect(format.recognise({ name: example.file, text, lines: text.split('\n'), isWhole: true })).toMatchObject({
      share: 1,
      variant: example.variant,
    })
  })

  it('[IMP-31] comes out the same wherever it is cut', () => {
    const whole = read(format, text, { name: example.file, paths })
    expectSound(whole)
    expect(records(whole).length).toBeGreaterThan(1)
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), (cuts) => {
        expect(read(format, text, { name: example.file, paths, cuts })).toEqual(whole)
      }),
      { numRuns: RUNS },
    )
    expect(read(format, text, { name: example.file, paths, cuts: Array.from({ length: text.length }, (_, at) => at) })).toEqual(whole)
  })

  it('[IMP-31] cut short keeps what came before', () => {
    const whole = read(format, text, { name: example.file, paths })
    const found = recognised(format, text, example.file)
    fc.assert(
      fc.property(fc.nat({ max: text.length }), (end) => {
        const part = read(format, text.slice(0, end), { name: example.file, paths, found })
        expectSound(part)
        expect(records(part).length).toBeLessThanOrEqual(records(whole).length)
      }),
      { numRuns: RUNS },
    )
  })

  it('[IMP-31] is never thrown off by changed, lost or doubled characters', () => {
    const found = recognised(format, text, example.file)
    const change = fc.record({
      at: fc.nat({ max: text.length - 1 }),
      lost: fc.nat({ max: 40 }),
      put: fc.oneof(fc.constantFrom(...STINGS), fc.string({ unit: 'binary', maxLength: 8 })),
    })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.array(fc.nat(), { maxLength: 4 }), (changes, cuts) => {
        let changed = text
        for (const { at, lost, put } of changes) changed = changed.slice(0, at) + put + changed.slice(at + lost)
        expectSound(read(format, changed, { name: example.file, paths, found, cuts }))
        // What its beginning became is looked at by all of them.
        for (const other of [discord, instagram, messenger, signal, telegram]) expectSound(read(other, changed, { name: example.file }))
      }),
      { numRuns: RUNS * 3 },
    )
  })
})

const STINGS = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  '\u0000',
  '\n',
  '\r',
  '<',
  '</div>',
  '<div class="message default" id="message9">',
  ',',
  'null',
  '-',
  '\uD800',
  '[[[[',
  '"__proto__":',
  '&#x110000;',
]

describe('any value in any member', () => {
  const json = EXAMPLES.filter(({ fields }) => fields !== undefined)

  it.each(json)('[IMP-31] is read or warned about in $name', ({ format, text, fields = [], file, wrap }: Example) => {
    const found = recognised(format, text, file)
    const value: fc.Arbitrary<unknown> = fc.oneof(
      fc.jsonValue({ maxDepth: 4 }),
      fc.constantFrom('', '(File not included.)', 1e300, -1, '99999999999999999999', { text: ['x', { text: 5 }] }),
    )
    const member = fc.constantFrom(...fields)
    const message = fc.oneof({ weight: 8, arbitrary: fc.dictionary(member, value) }, { weight: 1, arbitrary: value })
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), (messages) => {
        const result = read(format, wrap?.(messages) ?? '', { name: file, found })
        expectSound(result)
        const said = records(result).length + [...result.warnings, ...result.chats.flatMap((chat) => chat.warnings)].length
        expect(said).toBeGreaterThanOrEqual(format === signal ? 0 : messages.length)
      }),
      { numRuns: RUNS * 4 },
    )
  })
})
