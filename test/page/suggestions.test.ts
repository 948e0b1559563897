import { expect, it } from 'vitest'
import { wordlist } from '@scure/bip39/wordlists/korean.js'
import { suggestWords } from '../../src-renderer/app/recovery/suggestions.ts'

it('finds what a syllable half made may become, and before that what begins just so', async () => {
  expect(await suggestWords('갓')).toEqual(['가상', '가슴'])
  const [first] = await suggestWords('각')
  expect(first).toMatch(/^각/)
  expect(await suggestWords('각')).toContain('가격')
})

it('suggests for the first syllable of every word one that begins with it', async () => {
  for (const word of wordlist) {
    const begun = word.normalize('NFC').slice(0, 1)
    const [first = ''] = await suggestWords(begun)
    expect(first.startsWith(begun), begun).toBe(true)
  }
})

it('has nothing to say to one letter, to a whole word, or to none of any list', async () => {
  expect(await suggestWords('ㄱ')).toEqual([])
  expect(await suggestWords('없는말')).toEqual([])
  expect(await suggestWords('zebra')).toEqual([])
  expect(await suggestWords(' ZEB ')).toEqual(['zebra'])
})
