/** The computer's clock and timers. Timers do not keep the process alive: what serves somebody does. */
import type { Clock } from '../../shared/crypto/index.ts'

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms).unref()
    return () => clearTimeout(timer)
  },
}
