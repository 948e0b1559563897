/**
 * Callers who wait for something that may take days: each waits for a while, or until it gives up, and what it waited for goes on.
 */
import type { Clock } from '../../crypto/index.ts'

export class Waiters<K, T> {
  readonly #clock: Clock
  readonly #waiting = new Map<K, Set<(outcome: T | undefined) => void>>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The outcome, or undefined after `ms` or when the signal says so. Never rejects. */
  wait(key: K, ms: number, signal?: AbortSignal): Promise<T | undefined> {
    if (signal?.aborted === true) return Promise.resolve(undefined)
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(key) ?? new Set()
      this.#waiting.set(key, waiting)
      const finish = (outcome: T | undefined): void => {
        waiting.delete(finish)
        if (waiting.size === 0 && this.#waiting.get(key) === waiting) this.#waiting.delete(key)
        stop()
        signal?.removeEventListener('abort', give)
        resolve(outcome)
      }
      const give = (): void => finish(undefined)
      const stop = this.#clock.after(ms, give)
      signal?.addEventListener('abort', give)
      waiting.add(finish)
    })
  }

  settle(key: K, outcome: T): void {
    for (const finish of this.#waiting.get(key) ?? []) finish(outcome)
  }

  /** Lets everybody go. */
  stop(): void {
    for (const waiting of this.#waiting.values()) for (const finish of waiting) finish(undefined)
  }
}
