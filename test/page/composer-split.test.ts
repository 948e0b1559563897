/** Texts too long for one message. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeEntry, textContent } from '../../shared/rooms/kinds/index.ts'
import { fitsOneMessage, splitText, textBytes } from '../../src-renderer/app/composer/split.ts'
import { INTRINSIC } from '../../shared/limits.ts'

const bytes = (text: string): number => new TextEncoder().encode(text).length

describe('[MSG-2] what we take for fitting', () => {
  it('does fit a message', () => {
    const text = '가'.repeat(Math.floor(textBytes() / 3))
    expect(fitsOneMessage(text)).toBe(true)
    expect(makeEntry(new Uint8Array(16), [Number.MAX_SAFE_INTEGER, 65_535], 'text', textContent(text)).ok).toBe(true)
    expect(textBytes()).toBeLessThan(INTRINSIC.ENTRY_BYTES)
  })

  it('counts bytes, not characters', () => {
    expect(fitsOneMessage('a'.repeat(textBytes()))).toBe(true)
    expect(fitsOneMessage('a'.repeat(textBytes() + 1))).toBe(false)
    expect(fitsOneMessage('가'.repeat(Math.ceil(textBytes() / 3) + 1))).toBe(false)
    expect(fitsOneMessage('😀'.repeat(textBytes() / 4))).toBe(true)
    expect(fitsOneMessage('a'.repeat(textBytes()), 1)).toBe(false)
  })
})

describe('a long text is cut', () => {
  it('between paragraphs rather than lines, lines rather than sentences, sentences rather than words', () => {
    expect(splitText('하나 둘.\n\n셋 넷. 다섯\n여섯', 26)).toEqual(['하나 둘.', '셋 넷. 다섯\n여섯'])
    expect(splitText('하나 둘 셋\n넷 다섯 여섯', 24)).toEqual(['하나 둘 셋', '넷 다섯 여섯'])
    expect(splitText('하나 둘. 셋 넷 다섯', 20)).toEqual(['하나 둘.', '셋 넷 다섯'])
    expect(splitText('하나둘 셋넷다섯', 16)).toEqual(['하나둘', '셋넷다섯'])
  })

  it('never inside of one character as people see it', () => {
    const family = '👨‍👩‍👧‍👦'
    const parts = splitText(family.repeat(40), 200)
    expect(parts.join('')).toBe(family.repeat(40))
    for (const part of parts) expect(part.length % family.length).toBe(0)
  })

  it('loses nothing but the blank space at the cuts, and no part is too long or empty', () => {
    const unit = fc.oneof(
      fc.constantFrom(' ', '\n', '\n\n', '. ', '가', '나다', 'word', '😀', '👨‍👩‍👧‍👦', '\u0301'),
      fc.string({ maxLength: 3, unit: 'binary' }),
    )
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 200 }), fc.integer({ min: 8, max: 120 }), (pieces, most) => {
        const text = pieces.join('')
        const parts = splitText(text, most)
        expect(parts.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
        for (const part of parts) {
          expect(part.trim()).not.toBe('')
          expect(bytes(part)).toBeLessThanOrEqual(most)
        }
      }),
      { numRuns: 400 },
    )
  })
})
