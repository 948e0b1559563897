/**
 * Small numbers for ids that repeat in every row. Both directions are remembered, because a profile knows hundreds of devices, not millions;
 * a rolled-back transaction empties the memory, as it may hold numbers that were never committed.
 */
import type { IdKind } from '../../../shared/ids/index.ts'
import type { Connection, Statement } from './sqlite.ts'
import type { Participant, Transactions } from './transactions.ts'
import { StoreError } from '../../../shared/store/index.ts'
import { idFromBuffer, idToBuffer } from './row-values.ts'

type IdOf<K extends IdKind> = ReturnType<typeof idFromBuffer<K>>

export class Refs<K extends IdKind> implements Participant {
  readonly #kind: K
  readonly #numbers = new Map<string, number>()
  readonly #ids = new Map<number, IdOf<K>>()
  readonly #byId: Statement
  readonly #byNumber: Statement
  readonly #insert: Statement

  constructor(connection: Connection, transactions: Transactions, kind: K) {
    this.#kind = kind
    this.#byId = connection.prepare('SELECT n FROM refs WHERE id = ?').pluck()
    this.#byNumber = connection.prepare('SELECT id FROM refs WHERE n = ?').pluck()
    this.#insert = connection.prepare('INSERT INTO refs (id) VALUES (?)')
    transactions.join(this)
  }

  /** The number of an id, or -1, which no row bears. */
  find(id: string): number {
    const known = this.#numbers.get(id)
    if (known !== undefined) return known
    const found = this.#byId.get(idToBuffer(id))
    if (typeof found !== 'number') return -1
    this.#numbers.set(id, found)
    return found
  }

  /** The number of an id, made when it has none. */
  number(id: string): number {
    const found = this.find(id)
    if (found !== -1) return found
    const made = Number(this.#insert.run(idToBuffer(id)).lastInsertRowid)
    this.#numbers.set(id, made)
    return made
  }

  id(number: number): IdOf<K> {
    const known = this.#ids.get(number)
    if (known !== undefined) return known
    const bytes = this.#byNumber.get(number)
    if (!(bytes instanceof Buffer)) throw new StoreError('STORE_DAMAGED', 'a row names an id that is not there')
    const id = idFromBuffer(this.#kind, bytes)
    this.#ids.set(number, id)
    return id
  }

  beforeCommit(): void {}

  afterRollback(): void {
    this.#numbers.clear()
    this.#ids.clear()
  }
}
