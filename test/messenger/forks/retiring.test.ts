/** When a device that was found to be a copy retires: after a moment of quiet, and at the latest after ten seconds. */
import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../../shared/limits.ts'
import { Retiring } from '../../../shared/messenger/retiring.ts'
import { type MemoryStore, memoryStore } from '../../../shared/store/index.ts'
import { FakeClock } from '../../harness/fake-clock.ts'

function world(store: MemoryStore = memoryStore()) {
  const clock = new FakeClock()
  const retiring = new Retiring({ store, clock })
  let isDue = false
  void retiring.due.then(() => (isDue = true))
  const pass = async (ms: number): Promise<boolean> => {
    clock.advance(ms)
    await Promise.resolve()
    return isDue
  }
  return { store, clock, retiring, pass }
}

describe('[FORK-4] a device that is to retire', () => {
  it('waits until nothing more of its own came for a second', async () => {
    const { retiring, pass } = world()
    retiring.begin()
    expect(await pass(RESOURCE.RETIRE_QUIET_MS - 1)).toBe(false)
    retiring.begin()
    expect(await pass(RESOURCE.RETIRE_QUIET_MS - 1)).toBe(false)
    expect(await pass(1)).toBe(true)
  })

  it('waits ten seconds at most, however much comes', async () => {
    const { retiring, pass } = world()
    const step = RESOURCE.RETIRE_QUIET_MS / 2
    retiring.begin()
    for (let gone = step; gone < RESOURCE.RETIRE_LATEST_MS; gone += step) {
      expect(await pass(step)).toBe(false)
      retiring.begin()
    }
    expect(await pass(step - 1)).toBe(false)
    retiring.begin()
    expect(await pass(1)).toBe(true)
  })

  it('waits the same after a restart', async () => {
    const first = world()
    first.retiring.begin()
    first.retiring.stop()
    expect(await first.pass(RESOURCE.RETIRE_LATEST_MS)).toBe(false)
    const second = world(first.store)
    expect(await second.pass(RESOURCE.RETIRE_QUIET_MS - 1)).toBe(false)
    expect(await second.pass(1)).toBe(true)
  })
})
