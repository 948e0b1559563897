import { describe, expect, it } from 'vitest'
import { joined, keyOf, monthsOf, partsOf } from '../../src-renderer/app/shared-media/shared-item.ts'
import { givenFile, givenLink } from './shared-files.ts'

const at = (year: number, month: number, day = 1) => ({ time: new Date(year, month - 1, day, 12).getTime() })

describe('what a room was given', () => {
  it('is told apart by its place in the message, and links of one message by where they lead', () => {
    const items = [givenFile(1), givenFile(1, {}, { index: 1 }), givenLink(1, 'https://a.example'), givenLink(1, 'https://b.example')]
    expect(new Set(items.map(keyOf)).size).toBe(4)
  })

  it('stands once, where it first stood, when pages overlap', () => {
    const [one, two, three] = [givenFile(1), givenFile(2), givenFile(3)]
    expect(joined([one, two], [{ ...two }, three]).map(keyOf)).toEqual([one, two, three].map(keyOf))
  })

  it('stands by months, the newest first, each month once whatever a wrong clock said', () => {
    const items = [
      givenFile(1, {}, at(2022, 10)),
      givenFile(2, {}, at(2023, 1)),
      givenFile(3, {}, at(2022, 10, 31)),
      givenFile(4, {}, at(2022, 9)),
    ]
    const months = monthsOf(items)
    expect(months.map(({ items: those }) => those.map(({ message }) => message))).toEqual([
      [items[1]?.message],
      [items[0]?.message, items[2]?.message],
      [items[3]?.message],
    ])
  })

  it('comes in parts without losing any', () => {
    expect(partsOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
    expect(partsOf([], 2)).toEqual([])
  })
})
