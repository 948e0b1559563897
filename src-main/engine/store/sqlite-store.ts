/**
 * The store on disk: one encrypted SQLite file, owned by one process. Rules STORE-n are in `docs/spec/store.md`; the interface and what it
 * promises in `shared/store`.
 */
import type { RoomKey, RoomUsage, Store } from '../../../shared/store/index.ts'
import type { SqliteStoreOptions } from './open-database.ts'
import type { Connection } from './sqlite.ts'
import { StoreError } from '../../../shared/store/index.ts'
import { SqliteBlocks } from './block-table.ts'
import { SqliteMessages } from './message-table.ts'
import { CHECKPOINT_PAGES, openDatabase } from './open-database.ts'
import { LivingCopy } from './living-copy.ts'
import { LaterCheckpoint } from './later-checkpoint.ts'
import { LaterIndexing, TEXTS_AT_ONCE } from './later-indexing.ts'
import { SqliteReferences } from './reference-table.ts'
import { Refs } from './refs.ts'
import { RoomUsages } from './room-usage.ts'
import { translating } from './sqlite.ts'
import { Transactions } from './transactions.ts'
import { SqliteValues } from './value-table.ts'

/** The store on disk. */
export interface DiskStore extends Store {
  /** Texts wait to be taken into the search index, which happens in the background; they are found all the same. */
  readonly isIndexBehind: boolean
  /** Does it now. */
  indexNow(): void
  /**
   * A whole copy of one moment, under the same key, into files that are not there (`filesOfCopy`); the store goes on meanwhile, but `purgeErased`
   * waits. One at a time. Rejects with `StoreError`, with what the system throws, and with what `progress` (bytes so far) throws.
   */
  copyTo(file: string, progress?: (bytes: number) => void): Promise<void>
}

/** Opens, and unless told otherwise makes, the database. Throws `StoreError`; `RangeError` when the key is not 32 bytes. */
export function openSqliteStore(options: SqliteStoreOptions): DiskStore {
  const connection = openDatabase(options)
  try {
    return translating(() => new SqliteStore(connection, options.file))
  } catch (error) {
    connection.close()
    throw error
  }
}

class SqliteStore implements DiskStore {
  readonly #connection: Connection
  readonly #transactions: Transactions
  readonly values: SqliteValues
  readonly blocks: SqliteBlocks
  readonly messages: SqliteMessages
  readonly references: SqliteReferences
  readonly #usages: RoomUsages
  readonly #laterIndexing: LaterIndexing
  readonly #laterCheckpoint: LaterCheckpoint
  readonly #livingCopy: LivingCopy
  /** While a copy is made nothing moves the log into the file. */
  #isCopying = false
  #isPurgeDue = false

  constructor(connection: Connection, file: string) {
    const transactions = new Transactions(connection)
    const refs = {
      accounts: new Refs(connection, transactions, 'account'),
      devices: new Refs(connection, transactions, 'device'),
      epochs: new Refs(connection, transactions, 'epoch'),
    }
    this.#connection = connection
    this.#transactions = transactions
    this.values = new SqliteValues(connection, transactions)
    this.blocks = new SqliteBlocks(connection, transactions, refs)
    this.references = new SqliteReferences(connection, transactions)
    this.messages = new SqliteMessages(connection, transactions, refs, this.references)
    this.#usages = new RoomUsages(connection, transactions)
    this.#laterIndexing = new LaterIndexing(this.messages)
    this.#laterCheckpoint = new LaterCheckpoint(connection, file)
    this.#livingCopy = new LivingCopy(connection, file)
    if (connection.readonly) return
    transactions.join(this.#laterCheckpoint)
    transactions.join(this.#laterIndexing)
    this.#laterIndexing.afterCommit()
  }

  get isIndexBehind(): boolean {
    return this.messages.isIndexBehind
  }

  indexNow(): void {
    while (this.isIndexBehind) this.messages.indexSome(TEXTS_AT_ONCE)
  }

  async copyTo(file: string, progress: (bytes: number) => void = () => undefined): Promise<void> {
    if (this.#isCopying) throw new RangeError('one copy at a time')
    this.#transactions.outside(() => this.#holdLog(true))
    try {
      await this.#livingCopy.make(file, progress)
    } finally {
      if (this.#connection.open) this.#transactions.outside(() => this.#holdLog(false))
    }
  }

  transaction<T>(work: () => T, mode: 'durable' | 'relaxed' = 'durable'): T {
    return this.#transactions.run(work, mode)
  }

  usage(): Iterable<ReadonlyMap<RoomKey, RoomUsage>> {
    return this.#usages.parts()
  }

  purgeErased(): void {
    this.#transactions.outside(() => {
      this.#isPurgeDue = this.#isCopying
      if (!this.#isCopying) this.#connection.pragma('wal_checkpoint(truncate)')
    })
  }

  /** Moves the log into the file first (DEL-3), where the disk lets it. Never throws for the disk; closing twice is fine. */
  close(): void {
    if (!this.#connection.open) return
    this.#laterIndexing.stop()
    this.#laterCheckpoint.stop()
    // A copy that is under way comes to nothing.
    this.#isCopying = false
    try {
      if (!this.#connection.readonly) this.purgeErased()
    } catch (error) {
      // STORE-5: on a full disk the log keeps what it holds until the next close.
      if (!(error instanceof StoreError)) throw error
    } finally {
      this.#connection.close()
      this.#livingCopy.close()
    }
  }

  #holdLog(isHeld: boolean): void {
    this.#connection.pragma(`wal_autocheckpoint = ${isHeld ? 0 : CHECKPOINT_PAGES}`)
    this.#laterCheckpoint.hold(isHeld)
    this.#isCopying = isHeld
    if (!isHeld && this.#isPurgeDue) this.purgeErased()
  }
}
