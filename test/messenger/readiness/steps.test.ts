/** The board and the next step out of plain facts: which rule speaks, in which order, and about whom (RDY-1, RDY-2, RDY-4). */
import { describe, expect, it } from 'vitest'
import type { AccountId } from '../../../shared/ids/index.ts'
import { READINESS } from '../../../shared/limits.ts'
import type { OwnReadiness } from '../../../shared/messenger/index.ts'
import { type PersonFacts, board } from '../../../shared/messenger/readiness/board.ts'
import { sessionWay } from '../../../shared/messenger/index.ts'
import { idFromBytes } from '../../../shared/ids/index.ts'

const NOW = 1_000_000_000_000
const accountOf = (name: string): AccountId =>
  idFromBytes('account', new Uint8Array(32).fill([...name].reduce((sum, char) => sum + (char.codePointAt(0) ?? 0), 0) % 256))

const aPerson = (name: string, facts: Partial<PersonFacts> = {}): PersonFacts => ({
  ...{ account: accountOf(name), name, picture: undefined, since: 0, standing: 'paired', verified: true, isReachedNow: true },
  ...{ last: { at: NOW, way: 'near', through: undefined }, nearAt: NOW, alwaysOn: 'kept', keptBy: undefined },
  ...facts,
})
const DONE: OwnReadiness = {
  ...{ words: 'checked', backup: NOW, computers: 1, keepsakeHolders: 1, lastDrillAt: NOW },
  keepers: [{ account: accountOf('가게'), name: '가게' }],
}
const steps = (people: readonly PersonFacts[], own: Partial<OwnReadiness> = {}) =>
  board(NOW, people, { ...DONE, ...own }).steps.map(({ code, people: about }) => [code, about.map(({ name }) => name)] as const)

describe('[RDY-4] the next step', () => {
  it('is none when all is done', () => {
    expect(steps([aPerson('엄마')])).toEqual([])
  })

  it('says each thing once, in the order of what one would miss most, by name', () => {
    const people = [
      aPerson('할머니', { account: undefined, standing: 'invited', isReachedNow: false, last: undefined, nearAt: undefined }),
      aPerson('이모', { standing: 'asked', isReachedNow: false, last: undefined, nearAt: undefined }),
      aPerson('민준', {
        isReachedNow: false,
        last: { at: NOW - READINESS.FRESH_MS, way: 'internet', through: undefined },
        nearAt: undefined,
      }),
      aPerson('아빠', { verified: false, nearAt: undefined, alwaysOn: 'none' }),
    ].map((each) => ({ ...each, alwaysOn: 'none' as const }))
    expect(steps(people, { words: 'kept', keepers: [], backup: 'none', computers: 0, lastDrillAt: undefined })).toEqual([
      ['write-words', []],
      ['remind', ['이모', '할머니']],
      ['meet', ['민준']],
      ['find-keeper', []],
      ['compare', ['아빠']],
      ['back-up', []],
      ['second-computer', []],
      ['meet-near', ['아빠', '민준']],
      ['drill', []],
    ])
  })

  it('asks for no backup where nobody makes any', () => {
    expect(steps([aPerson('엄마')], { backup: undefined })).toEqual([])
  })

  it('asks for a drill again after READINESS.DRILL_AGAIN_MS', () => {
    expect(steps([aPerson('엄마')], { lastDrillAt: NOW - READINESS.DRILL_AGAIN_MS })).toEqual([])
    expect(steps([aPerson('엄마')], { lastDrillAt: NOW - READINESS.DRILL_AGAIN_MS - 1 })).toEqual([['drill', []]])
  })

  it('does not ask to compare with, or to meet, somebody who has not come', () => {
    const waiting = aPerson('이모', { standing: 'asked', verified: false, isReachedNow: false, last: undefined, nearAt: undefined })
    expect(steps([waiting], { keepers: [], lastDrillAt: undefined })).toEqual([['remind', ['이모']]])
  })
})

describe('[RDY-2] without the internet', () => {
  it('works for whoever was here lately: READINESS.NEAR_MS', () => {
    const view = board(
      NOW,
      [aPerson('엄마', { nearAt: NOW - READINESS.NEAR_MS + 1 }), aPerson('아빠', { nearAt: NOW - READINESS.NEAR_MS })],
      DONE,
    )
    expect(view.people.map(({ name, worksWithoutInternet }) => [name, worksWithoutInternet])).toEqual([
      ['아빠', false],
      ['엄마', true],
    ])
  })

  it.each([
    ['/ip4/192.168.0.7/tcp/4100', 'near'],
    ['/ip4/169.254.1.1/tcp/4100/ws', 'near'],
    ['/ip6/fd00::1/tcp/4100', 'near'],
    ['/ip4/203.0.113.7/tcp/4100', 'internet'],
    ['/dns/home.example/tcp/4100', 'internet'],
    ['nonsense', 'internet'],
  ])('%s is %s', (address, way) => {
    expect(sessionWay(address)).toEqual({ way, relay: undefined })
  })
})

describe('[RDY-1] states', () => {
  it('a clock that was set back makes nobody stale', () => {
    const late = aPerson('엄마', { isReachedNow: false, last: { at: NOW + 99_999_999_999, way: 'near', through: undefined } })
    expect(board(NOW, [late], DONE).people[0]?.state).toBe('reached')
  })
})
