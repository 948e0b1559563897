/**
 * Transactions of the memory store: a log of how to undo what was written since the last durable commit. Throwing undoes the running
 * transaction, `crash` undoes every relaxed one since then too, which is the worst that a power cut may do to SQLite.
 */
import { StoreError } from './store-error.ts'

/** Hears how each transaction ends; its methods must not throw. */
export interface LogWatcher {
  afterRollback(): void
  afterCommit(): void
}

export class MemoryLog {
  readonly #watchers: LogWatcher[] = []
  #undo: (() => void)[] = []
  #depth = 0
  #isDurable = false
  #doom: { readonly error: unknown } | undefined
  #isClosed = false

  join(watcher: LogWatcher): void {
    this.#watchers.push(watcher)
  }

  /** See `Store.transaction`. A throw inside a nested call undoes the whole, even when the outer work swallows it. */
  transaction<T>(work: () => T, mode: 'durable' | 'relaxed'): T {
    this.assertOpen()
    if (mode === 'durable') this.#isDurable = true
    if (this.#depth > 0) return this.#joined(work)
    const mark = this.#undo.length
    try {
      const result = this.#joined(work)
      if (this.#doom !== undefined) throw this.#doom.error
      if (this.#isDurable) this.#undo = []
      this.#committed()
      return result
    } catch (error) {
      this.#rollBackTo(mark)
      throw error
    } finally {
      this.#doom = undefined
      this.#isDurable = false
    }
  }

  /** Called with the inverse of each write, after it was done. Outside a transaction the write is a durable one of its own. */
  wrote(undo: () => void): void {
    if (this.#depth > 0) {
      this.#undo.push(undo)
      return
    }
    this.#undo = []
    this.#committed()
  }

  crash(): void {
    this.assertOutside()
    this.#rollBackTo(0)
  }

  /** Throws `RangeError` inside a transaction. */
  assertOutside(): void {
    this.assertOpen()
    if (this.#depth > 0) throw new RangeError('not inside a transaction')
  }

  close(): void {
    this.#isClosed = true
  }

  assertOpen(): void {
    if (this.#isClosed) throw new StoreError('STORE_CLOSED', 'the store was closed')
  }

  #joined<T>(work: () => T): T {
    this.#depth += 1
    try {
      return work()
    } catch (error) {
      this.#doom ??= { error }
      throw error
    } finally {
      this.#depth -= 1
    }
  }

  #committed(): void {
    for (const watcher of this.#watchers) watcher.afterCommit()
  }

  #rollBackTo(mark: number): void {
    for (const undo of this.#undo.splice(mark).toReversed()) undo()
    for (const watcher of this.#watchers) watcher.afterRollback()
  }
}
