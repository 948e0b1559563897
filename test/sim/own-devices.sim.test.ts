/**
 * Life with linked computers, some of them taken out: rooms agree as ever (P1, P2, P6, P11), what follows a person is the same on all that count,
 * and whoever is out has no key of what came after.
 */
import { describe, expect, it } from 'vitest'
import type { SimDevice, World } from '../harness/sim/world.ts'
import type { Chronicle } from '../harness/sim/chronicle.ts'
import { type Outcome, runSeed } from './run-seed.ts'
import { smallWorld } from './shapes.ts'

const SEEDS = 24

describe('[GOV-18] [OWN-2] [KEY-8] small worlds with linked computers agree in the end', () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    it(`seed ${seed}`, async () => {
      const shape = smallWorld(seed)
      const luck = { ...shape.luck, revokes: true, maxSkewMs: 0 }
      const outcome = await runSeed(`own ${seed}`, { ...shape, doubles: Math.max(1, shape.doubles), linked: 2, luck })
      expectTheSameEverywhere(outcome)
      expectShutOut(outcome)
    })
  }
})

/** Contacts are called the same on all devices of a person that count. */
function expectTheSameEverywhere({ world, chronicle }: Outcome): void {
  for (const person of world.people) {
    const counting = person.devices.filter((each) => !isOut(each, chronicle) && !each.messenger.linking.isRevoked())
    const called = counting.map((each) =>
      each.messenger
        .contacts()
        .map(({ account, name }) => `${account} ${name}`)
        .toSorted(),
    )
    for (const names of called) expect(names, `${person.name}\n${chronicle.lines.join('\n')}`).toEqual(called[0])
  }
}

/** Of the self room, where nobody but own devices ever hands over keys. */
function expectShutOut({ world, chronicle }: Outcome): void {
  for (const person of world.people) {
    for (const gone of person.devices.filter((each) => isOut(each, chronicle))) {
      for (const other of person.devices.filter((each) => !isOut(each, chronicle))) expectNoLaterKey(world, gone, other, chronicle)
    }
  }
}

function expectNoLaterKey(_world: World, gone: SimDevice, other: SimDevice, { lines }: Chronicle): void {
  for (const room of other.messenger.linking.ownState.selfRooms.all()) {
    const theirs = gone.messenger.roomBook.byId(room.core.id)
    if (room.state.devices.get(gone.device)?.live === true) throw new Error(`${gone.name} is live for ${other.name}\n${lines.join('\n')}`)
    const clean = room.state.epochs.filter(({ holders }) => !holders.has(gone.device))
    for (const { id } of clean) expect(theirs?.keyring.full(id), `${gone.name} reads on\n${lines.join('\n')}`).toBeUndefined()
  }
}

function isOut({ device }: SimDevice, { takenOut }: Chronicle): boolean {
  return takenOut.some(([, gone]) => gone === device)
}
