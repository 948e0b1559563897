import { describe, expect, it } from 'vitest'
import { columns, plain, plainLines, shorten, width } from '../../src-main/headless/terminal-text.ts'

describe('text for a terminal', () => {
  it.each([
    ['Mum', 3],
    ['엄마', 4],
    ['엄마 Mum', 8],
    ['ㅇㅁ', 4],
    ['👨‍👩‍👧', 2],
    ['é', 1],
    ['e\u0301', 1],
    ['한글'.normalize('NFD'), 4],
    ['', 0],
  ])('%s is %i cells wide', (text, cells) => {
    expect(width(text)).toBe(cells)
  })

  it('lines columns up under wide names and drops empty ones', () => {
    expect(
      columns([
        ['엄마', '', 'a'],
        ['Dad', '', 'b'],
      ]),
    ).toBe('엄마  a\nDad   b')
    expect(columns([])).toBe('')
  })

  it('takes the teeth out of what others write', () => {
    expect(plain('\u001b[31mred\u001b[0m\u0007')).toBe('[31mred[0m')
    expect(plain('a\nb\tc\r\nd')).toBe('a b c d')
    expect(plain('abc\u202etxt.exe\u2066')).toBe('abctxt.exe')
    expect(plain('\u009b31m')).toBe('31m')
  })

  it('keeps lines, indented, and families together', () => {
    expect(plainLines('one\r\ntwo\u001b[2J', 2)).toBe('one\n  two[2J')
    expect(plain('👨‍👩‍👧')).toBe('👨‍👩‍👧')
  })

  it('cuts by cells, never through a letter', () => {
    expect(shorten('우리 가족 방', 7)).toBe('우리 …')
    expect(shorten('short', 5)).toBe('short')
    expect(width(shorten('👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 5))).toBe(5)
  })
})
