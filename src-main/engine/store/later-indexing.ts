/**
 * Takes waiting texts into the search index when the store has been quiet for a moment, or has not been for long: no message waits for
 * indexing, and many texts together cost a fraction of one by one. Whatever is not done when the process ends is done after the next start.
 */
import { StoreError } from '../../../shared/store/index.ts'
import type { Participant } from './transactions.ts'

/** Texts indexed in one go: 20 to 60 ms, more the longer the index is. */
export const TEXTS_AT_ONCE = 1_000
const QUIET_MS = 250
/** Who starts the app wants to see the rooms, and may have left a long queue behind. */
const AFTER_OPENING_MS = 3_000
const LONGEST_WAIT_MS = 5_000

export interface Indexing {
  readonly isIndexBehind: boolean
  indexSome(limit: number): void
}

export class LaterIndexing implements Participant {
  readonly #index: Indexing
  readonly #openedAt = performance.now()
  #timer: NodeJS.Timeout | undefined
  #waitsSince = 0
  #isStopped = false

  constructor(index: Indexing) {
    this.#index = index
  }

  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#timer)
  }

  beforeCommit(): void {}

  afterRollback(): void {}

  /** Something was written. */
  afterCommit(): void {
    if (this.#isStopped) return
    if (this.#timer === undefined) this.#waitsSince = performance.now()
    else if (performance.now() - this.#waitsSince > LONGEST_WAIT_MS) return
    clearTimeout(this.#timer)
    this.#wait(Math.max(QUIET_MS, this.#openedAt + AFTER_OPENING_MS - performance.now()))
  }

  #wait(ms: number): void {
    this.#timer = setTimeout(() => this.#step(), ms)
    // Nobody is kept running for this.
    this.#timer.unref()
  }

  #step(): void {
    this.#timer = undefined
    if (this.#isStopped || !this.#index.isIndexBehind) return
    const began = performance.now()
    try {
      this.#index.indexSome(TEXTS_AT_ONCE)
    } catch (cause) {
      // A full or failing disk: what waits is found as it is, and the next write tries again.
      if (cause instanceof StoreError) return
      throw cause
    } finally {
      clearTimeout(this.#timer)
      this.#timer = undefined
    }
    // Half of the time is for whatever else is to be done.
    if (this.#index.isIndexBehind) this.#wait(performance.now() - began)
  }
}
