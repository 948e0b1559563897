/** The machine's own clock, for tests of parts that run on real sockets. */
import type { Clock } from '../../shared/crypto/index.ts'

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
