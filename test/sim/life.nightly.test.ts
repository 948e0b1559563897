/** A thousand worlds and longer lives. */
import { describe, it } from 'vitest'
import { runSeed } from './run-seed.ts'
import { smallWorld } from './shapes.ts'

const FIRST = 10_000
const SEEDS = 1000

describe('[P1] [P2] [P6] [P10] [P11] a thousand small worlds agree in the end', () => {
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) it(`seed ${seed}`, async () => void (await runSeed(seed, smallWorld(seed, 90))))
})
