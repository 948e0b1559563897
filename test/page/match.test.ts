/** Finding people and rooms as Koreans type them: by initial consonants, by half a syllable, in the middle of a syllable's making. */
import { describe, expect, it } from 'vitest'
import { matchesName } from '../../shared/matching/index.ts'

describe('a name fits', () => {
  it.each([
    ['엄마', 'ㅇㅁ', '엄마'],
    ['우리 가족', 'ㅇㄹㄱㅈ', '우리 가족'],
    ['우리 가족', 'ㄱㅈ', '가족'],
    ['최은미', '은미', '은미'],
    ['최은미', 'ㅇㅁ', '은미'],
    ['엄마', '어', '엄'],
    ['엄마', '엄ㅁ', '엄마'],
    ['가나', '간', '가나'],
    ['닭집', '달', '닭'],
    ['과일', '고', '과'],
    ['Mum', 'mu', 'Mu'],
    ['정보통신 3조', '3', '3'],
    ['바삭치킨 정자점', '바삭 치킨', '바삭치킨'],
  ])('%s to %s, marked as %s', (name, typed, marked) => {
    const match = matchesName(name, typed)
    expect(match === undefined ? undefined : name.slice(match.from, match.to)).toBe(marked)
  })

  it('prefers the beginning of a word to its middle', () => {
    const match = matchesName('나리네 리본', '리')
    expect(match).toEqual({ from: 4, to: 5, isWordStart: true })
  })

  it('also when the name came decomposed', () => {
    expect(matchesName('엄마'.normalize('NFD'), '엄마')).toBeDefined()
  })
})

describe('a name does not fit', () => {
  it.each([
    ['엄마', 'ㅁㅇ'],
    ['엄마', '아빠'],
    ['엄마', '엄마아'],
    ['가다', '간'],
    ['엄마', '어마'],
    ['엄마', ''],
    ['엄마', '  '],
    ['', 'ㅇ'],
  ])('%s to %s', (name, typed) => {
    expect(matchesName(name, typed)).toBeUndefined()
  })
})
