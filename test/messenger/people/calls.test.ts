/** [RECV-11] Devices a keepsake names are called a few at a time, each in its turn; nobody who is a contact, shut out, or no longer named. */
import { expect, test } from 'vitest'
import { type DeviceId, idFromBytes } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import type { Call } from '../../../shared/messenger/people/index.ts'
import { Town, rng } from './town.ts'

function named(count: number): ReadonlyMap<DeviceId, Call> {
  return new Map(
    Array.from({ length: count }, (_, index) => [
      idFromBytes('device', rng.bytes(32)),
      { account: idFromBytes('account', rng.bytes(32)), name: `friend ${index}`, addresses: [] },
    ]),
  )
}

test('[RECV-11] KEEPSAKE_CALLED at a time, ten minutes each; then the others', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  mum.people.stop()
  town.people.splice(0, 1)
  const empty = town.restore(mum)
  const all = named(RESOURCE.KEEPSAKE_CALLED + 3)
  const called = () => [...empty.wanted].filter((device) => all.has(device))
  empty.people.recovery.call(all)
  const first = called()
  expect(first).toHaveLength(RESOURCE.KEEPSAKE_CALLED)
  await town.run(RESOURCE.KNOCK_TERM_MS + 1)
  // The rest has its turn, and those who were called wait.
  expect(called()).toHaveLength(3)
  expect(called().some((device) => first.includes(device))).toBe(false)
  await town.run(RESOURCE.RECOVERY_AGAIN_MS)
  expect(called().length).toBeGreaterThan(3)
  expect(empty.people.recovery.asked().map(({ device }) => device)).toEqual([...all.keys()])
  expect(empty.people.knocks().filter(({ direction }) => direction === 'out')).toHaveLength(all.size)
  empty.people.recovery.call(new Map())
  expect(called()).toEqual([])
})

test('[RECV-11] who is blocked is not called, and nobody is once the term is over', async () => {
  const town = new Town()
  const mum = town.person('Mum')
  mum.people.stop()
  town.people.splice(0, 1)
  const empty = town.restore(mum)
  const all = named(2)
  const [pest] = all.keys()
  empty.people.shared.restore({ people: [], shut: [{ device: pest!, name: 'pest', since: 1 }], out: new Map() }, () => undefined)
  empty.people.recovery.call(all)
  expect(empty.wanted.has(pest!)).toBe(false)
  expect([...empty.wanted].filter((device) => all.has(device))).toHaveLength(1)
  await town.run(RESOURCE.RECOVERY_TERM_MS)
  await town.run(RESOURCE.KNOCK_TERM_MS)
  expect([...empty.wanted].filter((device) => all.has(device))).toEqual([])
  expect(empty.people.recovery.opener).toBeUndefined()
})
