/** One-shot timers with a purpose each: asking again for one that runs changes nothing, and the owner ends all of them with one call. */
import type { Clock } from '../crypto/index.ts'

export class NamedTimers {
  readonly #clock: Clock
  readonly #failed: ((cause: unknown) => void) | undefined
  readonly #running = new Map<string, () => void>()
  #isClosed = false

  /** `failed` gets what a timer throws, since nobody waits for one; without it the cause goes on to the clock. */
  constructor(clock: Clock, failed?: (cause: unknown) => void) {
    this.#clock = clock
    this.#failed = failed
  }

  /** Runs `run` once after `ms`. One timer per name; a running one stays. After `close` nothing runs. */
  after(name: string, ms: number, run: () => void): void {
    if (this.#isClosed || this.#running.has(name)) return
    const cancel = this.#clock.after(ms, () => {
      this.#running.delete(name)
      this.#guarded(run)
    })
    this.#running.set(name, cancel)
  }

  stop(name: string): void {
    this.#running.get(name)?.()
    this.#running.delete(name)
  }

  close(): void {
    this.#isClosed = true
    for (const cancel of this.#running.values()) cancel()
    this.#running.clear()
  }

  #guarded(run: () => void): void {
    if (this.#failed === undefined) return run()
    try {
      run()
    } catch (cause) {
      this.#failed(cause)
    }
  }
}
