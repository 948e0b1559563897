/** The clock of one device between two boots: the world's time plus what is wrong with it. After `stop` no timer of it fires any more. */
import type { Clock } from '../../../shared/crypto/index.ts'

export class DeviceClock implements Clock {
  readonly #world: Clock
  #skew: number
  #isStopped = false

  constructor(world: Clock, skew = 0) {
    this.#world = world
    this.#skew = skew
  }

  get skewMs(): number {
    return this.#skew
  }

  /** Whole milliseconds, as clocks of computers give them. */
  now(): number {
    return Math.floor(this.#world.now()) + this.#skew
  }

  after(ms: number, run: () => void): () => void {
    return this.#world.after(ms, () => {
      if (!this.#isStopped) run()
    })
  }

  /** As a person who sets a clock: wall time moves, timers do not. */
  skew(ms: number): void {
    this.#skew = ms
  }

  /** Power off. */
  stop(): void {
    this.#isStopped = true
  }

  /** The same clock after the next boot. */
  next(): DeviceClock {
    return new DeviceClock(this.#world, this.#skew)
  }
}
