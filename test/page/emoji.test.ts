/** Finding emoji as Koreans type, and keeping the ones used last. */
import { describe, expect, it } from 'vitest'
import { readChosen, RECENT, withRecent } from '../../src-renderer/app/emoji/chosen.ts'
import { searchTextOf } from '../../src-renderer/app/emoji/search-text.ts'

describe('while a syllable is being made', () => {
  const names = ['빨간 하트', '닭', '활짝 웃는 얼굴']
  const isFound = (text: string) => names.some((name) => name.includes(text))

  it.each([
    ['하', '하'],
    ['핱', '하'],
    ['하트', '하트'],
    ['ㅎ', ''],
    ['하ㅌ', '하'],
    ['웃', '웃'],
    ['웃느', '웃느'],
    ['닭', '닭'],
    ['zz', 'zz'],
  ])('%s is looked for as “%s”', (typed, wanted) => {
    expect(searchTextOf(typed, isFound)).toBe(wanted)
  })
})

describe('the ones used last', () => {
  it('come newest first, each once, and not without end', () => {
    let chosen = readChosen(null)
    for (const emoji of ['🙂', '🍜', '🙂']) chosen = withRecent(chosen, emoji)
    expect(chosen.recent).toEqual(['🙂', '🍜'])
    for (let code = 0x1f400; code < 0x1f440; code++) chosen = withRecent(chosen, String.fromCodePoint(code))
    expect(chosen.recent).toHaveLength(RECENT)
    expect(readChosen(JSON.stringify(chosen))).toEqual(chosen)
  })

  it.each(['', 'null', '{', '{"recent":"🙂","tone":"none"}', '{"recent":[""],"tone":"none"}', '{"recent":[],"tone":"green"}'])(
    'are none where something else was kept: %s',
    (text) => {
      expect(readChosen(text)).toEqual({ recent: [], tone: 'none' })
    },
  )
})
