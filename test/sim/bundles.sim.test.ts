/** Files as a carrier between islands, in worlds by chance; and worlds in which nothing else ever connects again. */
import { describe, expect, it } from 'vitest'
import { bundleOf, readBundle } from '../harness/bundles.ts'
import { disagreement } from '../harness/sim/agreement.ts'
import { Chronicle } from '../harness/sim/chronicle.ts'
import { World } from '../harness/sim/world.ts'
import { populate, runSeed } from './run-seed.ts'
import { smallWorld } from './shapes.ts'

const SEEDS = 40
const ISLANDS = 12
const ROUNDS = 4

describe('[BNDL-2] worlds with files in them agree in the end', () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    it(`seed ${seed}`, async () => {
      const shape = smallWorld(seed, 60)
      await runSeed(`bundles ${seed}`, { ...shape, luck: { ...shape.luck, partitions: true, bundles: true } })
    })
  }
})

describe('[BNDL-2] worlds that nothing connects any more agree by files alone', () => {
  for (let seed = 1; seed <= ISLANDS; seed++) {
    it(`seed ${seed}`, async () => {
      const shape = smallWorld(seed)
      const world = new World(`islands ${seed}`)
      const chronicle = new Chronicle(world, { maxSkewMs: 0, crashes: false, partitions: false, chaos: false })
      await populate(world, { ...shape, doubles: 0 })
      await chronicle.live(8)
      await world.run(20_000)
      world.network.partition(...world.devices.map(({ device }) => [device]))
      await chronicle.live(25)
      await world.run(40_000)
      for (let round = 0; round < ROUNDS; round++) {
        for (const by of world.devices) {
          const files = bundleOf(by, { target: { to: 'all' } })
          for (const other of world.rng.shuffled(world.devices)) if (other !== by) readBundle(other, files)
          await world.run(3000)
        }
        await world.run(40_000)
      }
      expect(disagreement(world)).toBeUndefined()
      expect(chronicle.ledger.broken(world)).toBeUndefined()
      expect(world.crypto.reused).toEqual([])
    })
  }
})
