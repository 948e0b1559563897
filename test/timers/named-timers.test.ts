import { describe, expect, it } from 'vitest'
import { NamedTimers } from '../../shared/timers/index.ts'
import { FakeClock } from '../harness/fake-clock.ts'

describe('named timers', () => {
  it('run one per name, the first asked for', () => {
    const clock = new FakeClock()
    const timers = new NamedTimers(clock)
    const ran: string[] = []
    timers.after('status', 100, () => ran.push('first'))
    timers.after('status', 10, () => ran.push('second'))
    timers.after('other', 10, () => ran.push('other'))
    clock.advance(1000)
    timers.after('status', 10, () => ran.push('third'))
    clock.advance(1000)
    expect(ran).toEqual(['other', 'first', 'third'])
  })

  it('are stopped one by one, and all for good', () => {
    const clock = new FakeClock()
    const timers = new NamedTimers(clock)
    const ran: string[] = []
    timers.after('a', 10, () => ran.push('a'))
    timers.after('b', 10, () => ran.push('b'))
    timers.stop('a')
    timers.stop('unknown')
    clock.advance(100)
    timers.after('c', 10, () => ran.push('c'))
    timers.close()
    timers.after('d', 10, () => ran.push('d'))
    clock.advance(100)
    expect(ran).toEqual(['b'])
    expect(clock.pending).toBe(0)
  })

  it('hand what is thrown to their owner, and go on', () => {
    const clock = new FakeClock()
    const failures: unknown[] = []
    const timers = new NamedTimers(clock, (cause) => failures.push(cause))
    timers.after('a', 10, () => {
      throw new Error('disk full')
    })
    clock.advance(100)
    timers.after('a', 10, () => failures.push('again'))
    clock.advance(100)
    expect(failures).toEqual([new Error('disk full'), 'again'])
  })
})
