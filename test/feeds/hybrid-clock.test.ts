/** CLK-1, CLK-2, CLK-4: times that rise, and that nobody else drives. */
import { describe, expect, test } from 'vitest'
import { HybridClock, isDoubtful } from '../../shared/feeds/clock/index.ts'
import { RESOURCE } from '../../shared/limits.ts'

const DOUBT = RESOURCE.CLOCK_DOUBT_MS

function aClock(start: number, last?: readonly [number, number]): { readonly clock: HybridClock; set(now: number): void } {
  let now = start
  return { clock: new HybridClock(() => now, last), set: (to) => void (now = to) }
}

describe('[CLK-1] writing', () => {
  test('follows the wall clock, counts within a millisecond and never falls back', () => {
    const { clock, set } = aClock(1000)
    expect([clock.next(), clock.next()]).toEqual([
      [1000, 0],
      [1000, 1],
    ])
    set(1001)
    expect(clock.next()).toEqual([1001, 0])
    set(500)
    expect(clock.next()).toEqual([1001, 1])
  })

  test('goes on from what was stored, unless that is in doubt', () => {
    expect(aClock(1000, [1000 + DOUBT, 4]).clock.next()).toEqual([1000 + DOUBT, 5])
    expect(aClock(1000, [1001 + DOUBT, 4]).clock.next()).toEqual([1000, 0])
  })

  test('the counter stays below 65,536', () => {
    expect(aClock(1000, [1000, 65_534]).clock.next()).toEqual([1000, 65_535])
    expect(aClock(1000, [1000, 65_535]).clock.next()).toEqual([1001, 0])
  })

  test('a clock that is no whole number, or before 1970, gives a legal time', () => {
    expect(aClock(1000.7).clock.next()).toEqual([1000, 0])
    expect(aClock(-5).clock.next()).toEqual([0, 1])
  })
})

describe('[CLK-2] seeing', () => {
  test('moves forward for times up to five minutes ahead and no further', () => {
    const { clock } = aClock(1000)
    clock.saw([1000 + DOUBT, 3])
    expect(clock.next()).toEqual([1000 + DOUBT, 4])
    clock.saw([1001 + DOUBT, 0])
    expect(clock.last).toEqual([1000 + DOUBT, 4])
    clock.saw([1, 0])
    expect(clock.next()).toEqual([1000 + DOUBT, 5])
  })

  test('after the own clock was corrected backwards, what others claim now counts again', () => {
    const { clock, set } = aClock(10_000_000)
    clock.next()
    set(1000)
    clock.saw([1500, 0])
    expect(clock.next()).toEqual([1500, 1])
  })
})

test('[CLK-4] in doubt is more than five minutes ahead', () => {
  expect(isDoubtful([1000 + DOUBT, 9], 1000)).toBe(false)
  expect(isDoubtful([1001 + DOUBT, 0], 1000)).toBe(true)
})
