/** How long until the next round (OUT-5). Random, so that many computers do not ask in step and a watcher sees no clockwork. */
import type { Rng } from '../crypto/index.ts'
import { OUTAGE } from '../limits.ts'
import type { Standing } from './judge.ts'

/** `downRounds`: rounds in a row in which something was down and nothing was in doubt. */
export function waitMs(standings: readonly Standing[], downRounds: number, rng: Rng): number {
  const isDoubtful = standings.some(({ state, answers }) => state === 'suspect' || (state === 'down' && answers > 0))
  const isDown = standings.some(({ state }) => state === 'down')
  const base = isDoubtful
    ? OUTAGE.DOUBTFUL_EVERY_MS
    : isDown
      ? Math.min(OUTAGE.DOWN_EVERY_MAX_MS, OUTAGE.DOUBTFUL_EVERY_MS * 2 ** Math.min(downRounds, 10))
      : OUTAGE.EVERY_MS
  return jittered(base, rng)
}

/** Within OUTAGE.JITTER_PERCENT to both sides. */
function jittered(ms: number, rng: Rng): number {
  const [high = 0, low = 0] = rng.bytes(2)
  const share = ((high << 8) | low) / 65_535
  return Math.round(ms * (1 + ((share * 2 - 1) * OUTAGE.JITTER_PERCENT) / 100))
}
