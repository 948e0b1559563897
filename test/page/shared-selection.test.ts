/** Selecting things of a room: one after another and by ranges; what goes to another room together; which voice is heard after one. */
import { describe, expect, it } from 'vitest'
import type { AccountId } from '../../shared/ids/index.ts'
import { lettersOf } from '../../src-renderer/app/shared-media/letters.ts'
import { nextVoiceItem } from '../../src-renderer/app/shared-media/next-voice.ts'
import { allOf, NOTHING_SELECTED, type Selection, withRange, withToggled } from '../../src-renderer/app/shared-media/selection.ts'
import { isFile } from '../../src-renderer/app/shared-media/shared-item.ts'
import { ME, MUM } from './messages.ts'
import { givenFile, givenLink, theMessage } from './shared-files.ts'

const ORDER = ['a', 'b', 'c', 'd', 'e']
const keys = ({ keys: all }: Selection) => ORDER.filter((key) => all.has(key)).join('')

describe('a selection', () => {
  it('takes one and lets it go, and is none when the last one went', () => {
    const one = withToggled(withToggled(NOTHING_SELECTED, 'b'), 'd')
    expect(keys(one)).toBe('bd')
    expect(withToggled(withToggled(one, 'b'), 'd')).toBe(NOTHING_SELECTED)
  })

  it('reaches from the last one up or down, and a new range replaces the one that was being drawn', () => {
    const begun = withToggled(withToggled(NOTHING_SELECTED, 'a'), 'c')
    const down = withRange(begun, ORDER, 'c', 'e')
    expect(keys(down)).toBe('acde')
    expect(keys(withRange(down, ORDER, 'e', 'd'))).toBe('acd')
    expect(keys(withRange(down, ORDER, 'e', 'b'))).toBe('abc')
  })

  it('begins a range where the keyboard stands when nothing was selected, or what was is not shown any more', () => {
    expect(keys(withRange(NOTHING_SELECTED, ORDER, 'd', 'b'))).toBe('bcd')
    expect(keys(withRange(withToggled(NOTHING_SELECTED, 'gone'), ORDER, 'd', 'e'))).toBe('de')
  })

  it('has all of them, and leaves them one by one', () => {
    expect(keys(withToggled(allOf(ORDER), 'c'))).toBe('abde')
  })
})

describe('what goes to another room', () => {
  it('is the oldest first, the files of a message together, and links beside them', () => {
    const items = [givenLink(1, 'https://a.example'), givenFile(2, {}, { index: 3 }), givenFile(2, {}, { index: 1 }), givenFile(3)]
    expect(lettersOf(items)).toEqual([
      { message: theMessage(3), files: [0], links: [] },
      { message: theMessage(2), files: [3, 1], links: [] },
      { message: theMessage(1), files: [], links: ['https://a.example'] },
    ])
  })
})

describe('the voice that is heard after one', () => {
  // The newest first: 1 was said last.
  const voices = [1, 2, 3, 4].map((number) => givenFile(number, { sort: 'voice' })).filter(isFile)
  const next = (after: number, heard: readonly number[] = [], me?: AccountId) =>
    nextVoiceItem(voices, voices[after - 1]!, me, ({ message }) => heard.map(theMessage).includes(message))?.message

  it('was said after it and was not heard yet', () => {
    expect(next(4)).toBe(theMessage(3))
    expect(next(4, [3])).toBe(theMessage(2))
    expect(next(1)).toBeUndefined()
    expect(next(3, [1, 2])).toBeUndefined()
  })

  it('is somebody else’s', () => {
    expect([next(4, [], MUM), next(4, [], ME)]).toEqual([undefined, theMessage(3)])
  })
})
