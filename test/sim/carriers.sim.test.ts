/** Life by chance with carriers that come and go, and some that lie: everybody agrees in the end, and no carrier can open what it keeps (P7, P15). */
import { expect, describe, it } from 'vitest'
import { carriedRooms } from '../harness/sim/carrier-deeds.ts'
import { runSeed } from './run-seed.ts'
import { carryingWorld } from './shapes.ts'

const SEEDS = 36

describe('[P1] [P7] [P15] worlds with carriers agree in the end', () => {
  let carried = 0
  for (let seed = 50_001; seed <= 50_000 + SEEDS; seed++)
    it(`seed ${seed}`, async () => void (carried += carriedRooms((await runSeed(seed, carryingWorld(seed))).world)))
  it('in which rooms are carried at the end', () => expect(carried).toBeGreaterThan(SEEDS))
})
