/** The random attack of GOV-10 over many histories: `npm run nightly`. A failing seed goes into `PINNED_LONG` of the property test. */
import { expect, it } from 'vitest'
import { type Counts, checkAttack, checkOrder } from './attack-run.ts'

const FIRST_SEED = 100_000
const HISTORIES = 12_000

it('[GOV-10] [P3] twelve thousand histories leave a removed, limited or dropped target no say', () => {
  const counts: Counts = { removals: 0, limits: 0, drops: 0 }
  const failed: number[] = []
  for (let seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
    try {
      checkAttack(seed, 15 + (seed % 25), counts)
    } catch {
      failed.push(seed)
    }
  }
  console.log(
    `attacked after ${counts.removals} removals, ${counts.limits} limits, ${counts.drops} drops by words; failed: ${failed.join(' ')}`,
  )
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(HISTORIES / 10)
  expect(failed).toEqual([])
})

it('[GOV-9] [P2] two thousand histories give one state in any order', () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + 2_000; seed++) checkOrder(seed, 15 + (seed % 40))
})
