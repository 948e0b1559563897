/** [RECV-8] When a keepsake is made anew, and who keeps it. */
import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../../shared/limits.ts'
import { gather, withoutPlaces } from '../../../shared/messenger/keepsakes/contents.ts'
import { OwnKeepsake } from '../../../shared/messenger/keepsakes/own-keepsake.ts'
import { blank } from '../../../shared/messenger/people/circle.ts'
import { memoryStore } from '../../../shared/store/index.ts'
import { crypto, deviceOf, owner, rng, someAccount } from './samples.ts'

const NOW = 1_700_000_000_000
const [about, other, places, elsewhere] = [rng.bytes(16), rng.bytes(16), rng.bytes(16), rng.bytes(16)]

function kept() {
  const store = memoryStore()
  const own = new OwnKeepsake(store, crypto)
  own.put({ n: NOW, about, places, sealed: rng.bytes(100) })
  return { store, own }
}

describe('[RECV-8] a keepsake', () => {
  it('stands while nothing changes, a day while only places do, KEEPSAKE_AGAIN_MS when people do', () => {
    const { own } = kept()
    expect(own.standsFor({ about: other, places: elsewhere }, NOW)).toBe(RESOURCE.KEEPSAKE_AGAIN_MS)
    expect(own.standsFor({ about: other, places: elsewhere }, NOW + RESOURCE.KEEPSAKE_AGAIN_MS)).toBe(0)
    expect(own.standsFor({ about, places: elsewhere }, NOW + RESOURCE.KEEPSAKE_AGE_MS - 1)).toBe(1)
    expect(own.standsFor({ about, places: elsewhere }, NOW + RESOURCE.KEEPSAKE_AGE_MS)).toBe(0)
    expect(own.standsFor({ about, places }, NOW + RESOURCE.KEEPSAKE_AGE_MS)).toBeGreaterThan(0)
    // A clock set back does not make it stand for longer than that.
    expect(own.standsFor({ about: other, places }, NOW - RESOURCE.KEEPSAKE_TERM_MS)).toBe(RESOURCE.KEEPSAKE_AGAIN_MS)
    expect(new OwnKeepsake(memoryStore(), crypto).standsFor({ about, places }, NOW)).toBe(0)
  })

  it('has a number that rises, whatever the clock says, over a restart', () => {
    const { store, own } = kept()
    expect(own.next(NOW - 1000)).toBe(NOW + 1)
    expect(new OwnKeepsake(store, crypto).next(NOW + 5)).toBe(NOW + 5)
  })

  it('lies with KEEPSAKE_HOLDERS; a carrier takes the place of another, anybody that of one not met for a month', () => {
    const { store, own } = kept()
    const holders = Array.from({ length: RESOURCE.KEEPSAKE_HOLDERS }, () => someAccount())
    const carriers = new Set([holders[0]!])
    for (const [index, account] of holders.entries()) {
      expect(own.place(account, carriers, NOW)).toEqual({ instead: undefined })
      own.heldBy(account, undefined, NOW + index)
    }
    const [friend, carrier] = [someAccount(), someAccount()]
    expect(own.place(holders[3]!, carriers, NOW)).toEqual({ instead: undefined })
    expect(own.place(friend, carriers, NOW)).toBeUndefined()
    // The one met longest ago who carries nothing.
    expect(own.place(carrier, new Set([...carriers, carrier]), NOW)).toEqual({ instead: holders[1] })
    expect(own.place(friend, carriers, NOW + RESOURCE.KEEPSAKE_AWAY_MS)).toEqual({ instead: holders[0] })
    own.heldBy(friend, holders[0], NOW)
    const again = new OwnKeepsake(store, crypto)
    expect(new Set([...again.holders()].map(([account]) => account))).toEqual(new Set([...holders.slice(1), friend]))
  })

  it('names KEEPSAKE_ADDRESSES places of a device at most, and another of them is no other keepsake', () => {
    const dad = owner()
    const record = {
      ...blank(NOW),
      state: 'paired' as const,
      card: { certificates: [...dad.chain, ...deviceOf(dad).chain], revocations: [] },
    }
    const at = (port: number) =>
      gather(
        {
          contacts: [[dad.account, record]],
          awaited: [],
          addressesOf: () => Array.from({ length: 9 }, (_, index) => `/ip4/203.0.113.${index}/tcp/${port}`),
        },
        NOW,
      )
    expect(at(1)[0]?.devices.map(([, known]) => known.length)).toEqual([RESOURCE.KEEPSAKE_ADDRESSES, RESOURCE.KEEPSAKE_ADDRESSES])
    expect(withoutPlaces(at(1))).toEqual(withoutPlaces(at(2)))
    expect(at(1)).not.toEqual(at(2))
  })
})
