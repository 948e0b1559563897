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
import { openDatabase } from './open-database.ts'
import { LaterCheckpoint } from './later-checkpoint.ts'
import { LaterIndexing, TEXTS_AT_ONCE } from './later-indexing.ts'
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
  readonly #usages: RoomUsages
  readonly #laterIndexing: LaterIndexing
  readonly #laterCheckpoint: LaterCheckpoint

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
    this.messages = new SqliteMessages(connection, transactions, refs)
    this.#usages = new RoomUsages(connection, transactions)
    this.#laterIndexing = new LaterIndexing(this.messages)
    this.#laterCheckpoint = new LaterCheckpoint(connection, file)
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

  transaction<T>(work: () => T, mode: 'durable' | 'relaxed' = 'durable'): T {
    return this.#transactions.run(work, mode)
  }

  usage(): Iterable<ReadonlyMap<RoomKey, RoomUsage>> {
    return this.#usages.parts()
  }

  purgeErased(): void {
    this.#transactions.outside(() => {
      this.#connection.pragma('wal_checkpoint(truncate)')
    })
  }

  /** Moves the log into the file first (DEL-3), where the disk lets it. Never throws for the disk; closing twice is fine. */
  close(): void {
    if (!this.#connection.open) return
    this.#laterIndexing.stop()
    this.#laterCheckpoint.stop()
    try {
      if (!this.#connection.readonly) this.purgeErased()
    } catch (error) {
      // STORE-5: on a full disk the log keeps what it holds until the next close.
      if (!(error instanceof StoreError)) throw error
    } finally {
      this.#connection.close()
    }
  }
}
