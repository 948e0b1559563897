/** The computer's clock, for tests over real sockets. */
import type { Clock } from '../../shared/crypto/crypto.ts'

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
