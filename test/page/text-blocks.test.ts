import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textBlocks } from '../../src-renderer/app/timeline/text-blocks.ts'

describe('a long text in blocks', () => {
  it('is the text, whatever it is, in blocks that are not long', () => {
    const long = fc.array(fc.constantFrom('가', ' ', '\n', '😀', 'word', '가나다라'.repeat(900)), { maxLength: 60 })
    fc.assert(
      fc.property(long, (parts) => {
        const text = parts.join('')
        const blocks = textBlocks(text)
        expect(blocks.join('')).toBe(text)
        expect(blocks.every((block) => block.length > 0 && block.length <= 4_000 && block.isWellFormed())).toBe(true)
      }),
    )
  })

  it('ends them at a line, else between words, else between characters', () => {
    const line = `${'가'.repeat(3_000)}\n`
    expect(textBlocks(line.repeat(2)).map(({ length }) => length)).toEqual([3_001, 3_001])
    expect(textBlocks('가나다 '.repeat(1_500))[0]?.endsWith(' ')).toBe(true)
    expect(textBlocks('가'.repeat(9_000)).map(({ length }) => length)).toEqual([4_000, 4_000, 1_000])
    expect(textBlocks('')).toEqual([])
  })
})
