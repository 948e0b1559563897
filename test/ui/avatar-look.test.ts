/** One character for a name, one colour for an account. */
import { describe, expect, it } from 'vitest'
import { AVATAR_COLOURS, avatarColour, avatarLetter } from '../../src-renderer/ui/avatar-look.ts'

describe('the character of a name', () => {
  it.each([
    ['김지우', '지'],
    ['박수아', '수'],
    ['남궁민', '민'],
    ['엄마', '엄'],
    ['아빠', '아'],
    ['할머니', '할'],
    ['어머니', '어'],
    ['고모부', '고'],
    ['이모네 식구', '이'],
    ['사장님', '사'],
    ['단골 박서연', '단'],
    ['정은', '정'],
    ['우리 가족', '우'],
    ['Soonja', 'S'],
    ['émile', 'É'],
    ['3반 모임', '3'],
    ['「가게」', '가'],
    ['🐳', '🐳'],
    ['👩‍👧', '👩‍👧'],
    ['🇰🇷 여행', '여'],
    ['', '·'],
  ])('of %s is %s', (name, letter) => {
    expect(avatarLetter(name)).toBe(letter)
  })

  it('is the same for a name whose letters come apart', () => {
    expect(avatarLetter('김지우'.normalize('NFD'))).toBe('지')
  })
})

describe('the colour of an account', () => {
  const ids = Array.from({ length: 900 }, (_, number) => `account-${number}`)

  it('stays the same', () => {
    for (const id of ids) expect(avatarColour(id)).toBe(avatarColour(id))
  })

  it('spreads over nine colours, and never is the stone of strangers', () => {
    const counts = new Map(AVATAR_COLOURS.map((colour) => [colour, ids.filter((id) => avatarColour(id) === colour).length]))
    expect(counts.get('stone')).toBe(0)
    counts.delete('stone')
    for (const [colour, count] of counts) expect(count, colour).toBeGreaterThan(50)
  })
})
