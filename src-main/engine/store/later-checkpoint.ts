/**
 * Moves the log into the file when the store has been quiet for a moment, so that no message waits while some thousand pages are copied.
 * A log that grows without a pause is moved by SQLite itself, inside a commit (`wal_autocheckpoint`).
 */
import { statSync } from 'node:fs'
import { StoreError } from '../../../shared/store/index.ts'
import type { Connection } from './sqlite.ts'
import { translating } from './sqlite.ts'
import type { Participant } from './transactions.ts'

const QUIET_MS = 1_000
/** Shorter logs may stay: they are soon read at the next start. */
export const LONG_LOG_BYTES: number = 8 * 1024 * 1024

export class LaterCheckpoint implements Participant {
  readonly #connection: Connection
  readonly #log: string
  #timer: NodeJS.Timeout | undefined
  #isStopped = false
  #isHeld = false

  constructor(connection: Connection, file: string) {
    this.#connection = connection
    this.#log = `${file}-wal`
  }

  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#timer)
  }

  /** While the file must not change: what was due meanwhile is done afterwards. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld
    if (!isHeld) this.afterCommit()
  }

  beforeCommit(): void {}

  afterRollback(): void {}

  afterCommit(): void {
    if (this.#isStopped) return
    if (this.#timer !== undefined) {
      this.#timer.refresh()
      return
    }
    this.#timer = setTimeout(() => this.#checkpoint(), QUIET_MS)
    // Nobody is kept running for this.
    this.#timer.unref()
  }

  #checkpoint(): void {
    this.#timer = undefined
    if (this.#isStopped || this.#isHeld || (statSync(this.#log, { throwIfNoEntry: false })?.size ?? 0) <= LONG_LOG_BYTES) return
    try {
      translating(() => this.#connection.pragma('wal_checkpoint(passive)'))
    } catch (cause) {
      // A full or failing disk: the log keeps everything, and the next pause tries again.
      if (!(cause instanceof StoreError)) throw cause
    }
  }
}
