/** Lines: the same whatever the pieces, and bounded. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineSplitter } from '../../../shared/importers/text/index.ts'
import { IMPORT } from '../../../shared/limits.ts'

function split(pieces: readonly string[]): { readonly lines: string[]; readonly cut: number[] } {
  const told = { lines: [] as string[], cut: [] as number[] }
  const splitter = new LineSplitter({
    line(text, number) {
      told.lines.push(text)
      expect(number).toBe(told.lines.length)
    },
    cut: (number) => void told.cut.push(number),
  })
  for (const piece of pieces) splitter.push(piece)
  splitter.end()
  return told
}

const text = fc.string({ unit: fc.constantFrom('\r', '\n', 'a', '가', '\u200e', ' '), maxLength: 60 })

describe('lines', () => {
  it('[IMP-3] are those of a plain split, in whatever pieces the text comes', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(60), { maxLength: 8 }), (whole, cuts) => {
        const at = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).toSorted((a, b) => a - b), whole.length]
        const pieces = at.slice(1).map((end, index) => whole.slice(at[index], end))
        const plain = whole.split(/\r\n|\n|\r/)
        if (plain.at(-1) === '') plain.pop()
        expect(split(pieces).lines).toEqual(plain)
      }),
    )
  })

  it('[IMP-3] are cut at the limit, with a warning, and go on with the next', () => {
    const full = 'x'.repeat(IMPORT.LINE_CHARACTERS)
    expect(split([`${full}\nb`])).toEqual({ lines: [full, 'b'], cut: [] })
    expect(split([`a\n${full}`, 'y\r', '\nb'])).toEqual({ lines: ['a', full, 'b'], cut: [2] })
    const pieces = Array.from({ length: 40 }, () => 'z'.repeat(IMPORT.LINE_CHARACTERS / 4))
    const { lines, cut } = split([...pieces, '\n', ...pieces])
    expect(lines.map(({ length }) => length)).toEqual([IMPORT.LINE_CHARACTERS, IMPORT.LINE_CHARACTERS])
    expect(cut).toEqual([1, 2])
  })

  it('[IMP-3] never end in half a character', () => {
    const { lines } = split([`${'x'.repeat(IMPORT.LINE_CHARACTERS - 1)}👍\n`])
    expect(lines[0]?.isWellFormed()).toBe(true)
    expect(lines[0]).toHaveLength(IMPORT.LINE_CHARACTERS - 1)
  })
})
