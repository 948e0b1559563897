/** Who of a file is oneself, where its names are nearly one's own. */
import { expect, test } from 'vitest'
import { likelySelf } from '../../../src-main/engine/importing-desk/likely-self.ts'

const nobody = (): boolean => false

test.each([
  ['김지우', ['아빠', '지우'], '지우'],
  ['지우', ['아빠', '김지우'], '김지우'],
  ['김지우', ['아빠', '지우님'], '지우님'],
  ['김 지우', ['아빠', '김지우'], '김지우'],
  ['남궁민수', ['민수', '아빠'], '민수'],
  ['Jiwoo Kim', ['Dad', 'jiwoo'], 'jiwoo'],
  ['Jiwoo', ['Dad', 'Jiwoo Kim'], 'Jiwoo Kim'],
  ['김지우', ['지우', '나'], '나'],
  ['김지우', ['지우', '김지우'], '김지우'],
  // Two may be meant, or only one letter is alike.
  ['김지우', ['지우', '지우님'], undefined],
  ['지우', ['김지우', '박지우'], undefined],
  ['김지우', ['우', '아빠'], undefined],
  ['김지우', ['김지'], undefined],
  ['Ann', ['Anna', 'Joann'], undefined],
  ['', ['지우', ''], undefined],
])('[ARC-9] %s among %j is %s', (own, names, found) => {
  expect(likelySelf(names, undefined, own, nobody)).toBe(found)
})

test('[ARC-9] what the file says of itself counts first, and nobody is taken for me whom I know by that name', () => {
  expect(likelySelf(['지우', '민수'], '민수', '김지우', nobody)).toBe('민수')
  expect(likelySelf(['지우', '민수'], undefined, '김지우', (name) => name === '지우')).toBeUndefined()
})
