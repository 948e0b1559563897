/**
 * Which test files begin first: those that take long, so that all workers end at about the same time. Without what earlier runs took, as after a
 * fresh install, Vitest goes by size, and a long test may be a few lines.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Longest first, of those that would otherwise begin among the last. */
export const LONG = [
  'test/sim/life.sim.test.ts',
  'test/sim/carriers.sim.test.ts',
  'test/sim/churn.sim.test.ts',
  'test/peers/drill-modes.peers.test.ts',
  'test/peers/doctor.peers.test.ts',
  'test/peers/carrier.peers.test.ts',
  'test/engine/crash.peers.test.ts',
  'test/media/processes/killed.peers.test.ts',
  'test/media/processes/memory.peers.test.ts',
  'test/scripts/demo.peers.test.ts',
]

export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b))
  }
}

/** All others stay in the order in which they are. */
function placeOf({ moduleId }: TestSpecification): number {
  const place = LONG.findIndex((file) => moduleId.endsWith(`/${file}`))
  return place === -1 ? LONG.length : place
}
