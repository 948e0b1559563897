/** A list that is read again keeps the objects that did not change, so that their rows are not drawn anew. */
import { expect, it } from 'vitest'
import { keepSame } from '../../src-renderer/app/engine/keep-same.ts'

interface Row {
  readonly id: string
  readonly unread: number
  readonly last: { readonly text: string } | undefined
}
const idOf = ({ id }: Row): string => id
const before: readonly Row[] = [
  { id: 'a', unread: 0, last: { text: '안녕' } },
  { id: 'b', unread: 2, last: undefined },
]

it('what is the same stays the same object, in the new order, and what is another is the new one', () => {
  const after: readonly Row[] = [
    { id: 'b', unread: 3, last: undefined },
    { id: 'a', unread: 0, last: { text: '안녕' } },
    { id: 'c', unread: 0, last: undefined },
  ]
  const kept = keepSame(before, after, idOf)
  expect(kept).toEqual(after)
  expect(kept[0]).toBe(after[0])
  expect(kept[1]).toBe(before[0])
  expect(kept[2]).toBe(after[2])
})

it('a change deep inside is a change, and the first answer is taken as it is', () => {
  const after: readonly Row[] = [{ id: 'a', unread: 0, last: { text: '안녕하세요' } }]
  expect(keepSame(before, after, idOf)[0]).toBe(after[0])
  expect(keepSame(undefined, after, idOf)).toBe(after)
})
