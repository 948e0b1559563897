/** Names in a text that is still being written keep their place, whatever happens around them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changeOf, mentionQuery, mentionsAfter, trimmed } from '../../src-renderer/app/composer/mentions.ts'
import { parseId } from '../../shared/ids/index.ts'
import type { MentionRange } from '../../shared/messenger/index.ts'

const account = parseId('account', 'ab'.repeat(32))
if (account === undefined) throw new Error('not an account')
const mention = (from: number, to: number): MentionRange => ({ account, from, to })

/** The text with `typed` in place of what stood between the two, and the caret behind it, as a text area tells it. */
function edited(text: string, from: number, to: number, typed: string) {
  return { after: text.slice(0, from) + typed + text.slice(to), caret: from + typed.length }
}

describe('a range', () => {
  const text = '내일 @엄마 와요'
  const named = [mention(3, 6)]

  it.each([
    ['moves with what is typed before it', 0, 0, '음 ', [mention(5, 8)]],
    ['moves with what is deleted before it', 0, 3, '', [mention(0, 3)]],
    ['stays when something is typed right behind it', 6, 6, '가', named],
    ['moves when something is typed right before it', 3, 3, '@', [mention(4, 7)]],
    ['stays when the text behind it changes', 7, 9, '간다', named],
    ['is gone when one of its letters is deleted', 5, 6, '', []],
    ['is gone when something is typed into it', 4, 4, '우', []],
    ['is gone when all is replaced', 0, 9, '내일 @엄마 와요', named],
  ] as const)('%s', (_, from, to, typed, expected) => {
    const { after, caret } = edited(text, from, to, typed)
    expect(mentionsAfter(named, text, after, caret)).toEqual(expected)
  })

  it('is not lost where equal letters leave open which one was typed: the caret settles it', () => {
    // A second @ was typed before the one of the name.
    expect(changeOf('@@엄마', '@@@엄마', 1)).toEqual({ at: 0, removed: 0, added: 1 })
    expect(mentionsAfter([mention(1, 4)], '@@엄마', '@@@엄마', 1)).toEqual([mention(2, 5)])
  })

  const letters = fc.string({ unit: fc.constantFrom('@', '가', '나', ' ', '😀', 'a', '\n'), maxLength: 24 })
  const edit = fc.record({ from: fc.nat(30), length: fc.nat(6), typed: letters })

  it('always stands on just the letters it had, in order, none over another', () => {
    fc.assert(
      fc.property(
        letters,
        fc.array(fc.tuple(letters, fc.string({ unit: fc.constantFrom('가', '나', '다'), minLength: 1, maxLength: 3 })), { maxLength: 4 }),
        fc.array(edit, { maxLength: 12 }),
        (head, names, edits) => {
          let current = head
          let ranges: readonly MentionRange[] = []
          for (const [gap, name] of names) {
            const from = current.length + gap.length
            current += `${gap}@${name}`
            ranges = [...ranges, mention(from, from + 1 + name.length)]
          }
          for (const { from, length, typed } of edits) {
            const start = Math.min(from, current.length)
            const end = Math.min(start + length, current.length)
            const { after, caret } = edited(current, start, end, typed)
            const next = mentionsAfter(ranges, current, after, caret)
            const before = ranges.map((range) => current.slice(range.from, range.to))
            for (const range of next) expect(before).toContain(after.slice(range.from, range.to))
            for (const [index, range] of next.entries()) expect(range.from).toBeGreaterThanOrEqual(next[index - 1]?.to ?? 0)
            // What lies wholly on one side of the edit is kept.
            const untouched = ranges.filter((range) => range.to <= start || range.from >= end).length
            expect(next.length).toBeGreaterThanOrEqual(untouched)
            current = after
            ranges = next
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  it('goes with its text when blank space around it is taken off', () => {
    expect(trimmed('\n  @엄마 와요 \n', [mention(3, 6)])).toEqual({ text: '@엄마 와요', mentions: [mention(0, 3)] })
    expect(trimmed('  \n', [])).toEqual({ text: '', mentions: [] })
  })
})

describe('a name is being typed', () => {
  it.each([
    ['@', 1, { at: 0, typed: '' }],
    ['내일 @어', 5, { at: 3, typed: '어' }],
    ['(@ㅇㅁ', 4, { at: 1, typed: 'ㅇㅁ' }],
    ['@단골 박', 5, { at: 0, typed: '단골 박' }],
    ['@엄마', 2, { at: 0, typed: '엄' }],
  ])('%s', (text, caret, query) => {
    expect(mentionQuery(text, caret, [])).toEqual(query)
  })

  it.each([
    ['of an address', 'me@home', 7, []],
    ['after a new line', '@엄마\n네', 5, []],
    ['two words on', '@엄마 내일 와', 8, []],
    ['right after a blank', '@ 엄마', 4, []],
    ['where one stands already', '@엄마 ', 4, [mention(0, 3)]],
    ['without an @', '엄마', 2, []],
    ['before it', '@엄마', 0, []],
  ])('but not %s', (_, text, caret, mentions) => {
    expect(mentionQuery(text, caret, mentions)).toBeUndefined()
  })
})
