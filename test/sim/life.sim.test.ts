/** Life by chance in small worlds: whatever happened, in the end everybody shows the same and nothing is missing (P1, P2, P6, P10, P11). */
import { describe, it } from 'vitest'
import { runSeed } from './run-seed.ts'
import { movingWorld, smallWorld } from './shapes.ts'

const SEEDS = 100
const MOVING_SEEDS = 24
/** Worlds that once showed a fault. */
const FOUND = [
  10_005, 10_012, 10_016, 10_035, 10_058, 10_157, 10_193, 10_270, 10_345, 10_436, 10_454, 10_474, 10_557, 10_560, 10_651, 10_673, 10_770,
  10_781, 10_797, 10_878, 10_922, 10_949, 10_011, 10_221, 10_258, 10_277, 10_303, 10_362, 10_492, 10_637, 10_729, 10_302, 10_499, 10_939,
  30_143, 30_225,
] as const

describe('[P1] [P2] [P6] [P10] [P11] small worlds agree in the end', () => {
  for (let seed = 1; seed <= SEEDS; seed++) it(`seed ${seed}`, async () => void (await runSeed(seed, smallWorld(seed))))
})

describe('[REC-5] [REC-6] worlds whose devices move agree, also on where everybody is', () => {
  for (let seed = 1; seed <= MOVING_SEEDS; seed++) it(`seed ${seed}`, async () => void (await runSeed(seed, movingWorld(seed))))
})

describe('worlds that once went wrong', () => {
  for (const seed of FOUND) it(`seed ${seed}`, async () => void (await runSeed(seed, smallWorld(seed, 90))))
  it('seed 20037', async () => void (await runSeed(20_037, smallWorld(20_037, 60))))
})
