/**
 * Transactions over one connection. Nested calls join the outer one; a durable commit reaches the disk (fsync), a relaxed one only the log
 * file. What waits to be written at the end of a transaction (the search index) registers here.
 */
import type { Connection, Statement } from './sqlite.ts'
import { StoreError } from '../../../shared/store/index.ts'
import { translated } from './sqlite.ts'

/** What keeps state beside the database for the length of a transaction. */
export interface Participant {
  /** Writes what waits; runs inside the transaction, right before it commits. */
  beforeCommit(): void
  /** Forgets what the transaction made. */
  afterRollback(): void
  /** What was written is there. Must not throw. */
  afterCommit?(): void
}

type Mode = 'durable' | 'relaxed'
const SYNCHRONOUS: Readonly<Record<Mode, string>> = { durable: 'full', relaxed: 'normal' }

export class Transactions {
  readonly #connection: Connection
  readonly #participants: Participant[] = []
  readonly #begin: Statement
  readonly #commit: Statement
  readonly #rollback: Statement
  /** Changing it inside a transaction has no effect, so it is set before; the connection comes with `durable`. */
  #current: Mode = 'durable'
  #depth = 0
  #isDurable = false
  #doom: { readonly error: unknown } | undefined

  constructor(connection: Connection) {
    this.#connection = connection
    this.#begin = connection.prepare('BEGIN IMMEDIATE')
    this.#commit = connection.prepare('COMMIT')
    this.#rollback = connection.prepare('ROLLBACK')
  }

  join(participant: Participant): void {
    this.#participants.push(participant)
  }

  /** See `Store.transaction`. A throw inside a nested call undoes the whole, even when the outer work swallows it. */
  run<T>(work: () => T, mode: Mode): T {
    if (mode === 'durable') this.#isDurable = true
    if (this.#depth > 0) return this.#joined(work)
    try {
      this.assertOpen()
      this.#setSynchronous(mode)
      this.#begin.run()
      const result = this.#joined(work)
      if (this.#doom !== undefined) throw this.#doom.error
      for (const participant of this.#participants) participant.beforeCommit()
      this.#commit.run()
      if (this.#isDurable && mode === 'relaxed') this.#sync()
      for (const participant of this.#participants) participant.afterCommit?.()
      return result
    } catch (error) {
      this.#undo()
      throw translated(error)
    } finally {
      this.#doom = undefined
      this.#isDurable = false
    }
  }

  /** A write of one method: part of the running transaction, else a durable one of its own. */
  write<T>(work: () => T): T {
    if (this.#depth === 0) return this.run(work, 'durable')
    // After a failure SQLite may have left the transaction by itself: what is written now would be committed alone.
    if (this.#doom !== undefined) throw this.#doom.error
    return this.#joined(work)
  }

  /** A read; what the native module throws becomes a `StoreError`. */
  read<T>(work: () => T): T {
    this.assertOpen()
    try {
      return work()
    } catch (error) {
      throw translated(error)
    }
  }

  /** What cannot be part of a transaction. Throws `RangeError` inside one. */
  outside(work: () => void): void {
    if (this.#depth > 0) throw new RangeError('not inside a transaction')
    this.read(work)
  }

  assertOpen(): void {
    if (!this.#connection.open) throw new StoreError('STORE_CLOSED', 'the store was closed')
  }

  #joined<T>(work: () => T): T {
    this.#depth += 1
    try {
      return work()
    } catch (thrown) {
      const error = translated(thrown)
      this.#doom ??= { error }
      throw error
    } finally {
      this.#depth -= 1
    }
  }

  #undo(): void {
    // SQLite may have rolled back by itself (disk full).
    if (this.#connection.open && this.#connection.inTransaction) this.#rollback.run()
    for (const participant of this.#participants) participant.afterRollback()
  }

  #setSynchronous(mode: Mode): void {
    if (this.#current === mode) return
    // Never as a prepared statement: SQLite obeys this pragma when it is prepared, not when it is run.
    this.#connection.exec(`PRAGMA synchronous = ${SYNCHRONOUS[mode]}`)
    this.#current = mode
  }

  /** A nested durable call inside a relaxed one: the log file is brought to the disk by a durable commit after it. */
  #sync(): void {
    this.#setSynchronous('durable')
    this.#begin.run()
    this.#connection.pragma(`user_version = ${Number(this.#connection.pragma('user_version', { simple: true }))}`)
    this.#commit.run()
  }
}
