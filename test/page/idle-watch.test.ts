/** The door locks by itself after a silence, however the computer spent it. */
import { beforeEach, describe, expect, it } from 'vitest'
import { type IdleWatch, watchIdleness } from '../../src-renderer/app/lock/idle-watch.ts'
import { FakeClock } from '../harness/fake-clock.ts'

const LIMIT_MS = 60_000

describe('an open house', () => {
  let clock: FakeClock
  let asleep: number
  let locked: number
  let watch: IdleWatch

  beforeEach(() => {
    clock = new FakeClock()
    asleep = 0
    locked = 0
    watch = watchIdleness(LIMIT_MS, {
      // While the computer sleeps the clock on the wall goes on, and timers do not.
      now: () => clock.now() + asleep,
      after: (ms, run) => clock.after(ms, run),
      idle: () => (locked += 1),
    })
  })

  it('locks once, after the whole silence and not before', () => {
    clock.advance(LIMIT_MS - 1)
    expect(locked).toBe(0)
    clock.advance(1)
    expect(locked).toBe(1)
    clock.advance(LIMIT_MS * 3)
    expect(locked).toBe(1)
  })

  it('counts anew from every touch', () => {
    clock.advance(LIMIT_MS - 1)
    watch.touched()
    clock.advance(LIMIT_MS - 1)
    expect(locked).toBe(0)
    clock.advance(1)
    expect(locked).toBe(1)
  })

  it('locks at the first touch after a sleep, which is no sign of somebody having been there', () => {
    asleep = LIMIT_MS
    watch.touched()
    expect(locked).toBe(1)
  })

  it('locks when the page is looked at again after its timers slept', () => {
    asleep = LIMIT_MS - 1
    watch.look()
    expect(locked).toBe(0)
    clock.advance(1)
    expect(locked).toBe(1)
  })

  it('leaves no timer behind', () => {
    watch.touched()
    watch.look()
    watch.stop()
    expect(clock.pending).toBe(0)
    asleep = LIMIT_MS
    watch.look()
    expect(locked).toBe(0)
  })
})
