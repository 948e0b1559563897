/** Named values in SQLite. Keys sort by their UTF-8 bytes. */
import type { ValueTable } from '../../../shared/store/index.ts'
import type { Connection, Statement } from './sqlite.ts'
import type { Transactions } from './transactions.ts'
import { plainBytes } from './row-values.ts'

export class SqliteValues implements ValueTable {
  readonly #transactions: Transactions
  readonly #get: Statement
  readonly #put: Statement
  readonly #delete: Statement
  readonly #list: Statement

  constructor(connection: Connection, transactions: Transactions) {
    this.#transactions = transactions
    this.#get = connection.prepare('SELECT value FROM named_values WHERE space = ? AND key = ?').pluck()
    this.#put = connection.prepare(
      'INSERT INTO named_values (space, key, value) VALUES (?, ?, ?) ON CONFLICT (space, key) DO UPDATE SET value = excluded.value',
    )
    this.#delete = connection.prepare('DELETE FROM named_values WHERE space = ? AND key = ?')
    this.#list = connection
      .prepare('SELECT key, value FROM named_values WHERE space = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?')
      .raw()
  }

  get(space: string, key: string): Uint8Array | undefined {
    const value = this.#transactions.read(() => this.#get.get(space, key.toWellFormed()))
    return value instanceof Buffer ? plainBytes(value) : undefined
  }

  put(space: string, key: string, value: Uint8Array): void {
    this.#transactions.write(() => this.#put.run(space, key.toWellFormed(), value))
  }

  delete(space: string, key: string): void {
    this.#transactions.write(() => this.#delete.run(space, key.toWellFormed()))
  }

  list(space: string, prefix = '', limit = ALL): readonly (readonly [key: string, value: Uint8Array])[] {
    const start = prefix.toWellFormed()
    const rows = this.#transactions.read(() => this.#list.all(space, start, afterPrefix(start), limit)) as readonly (readonly [
      string,
      Buffer,
    ])[]
    return rows.map(([key, value]) => [key, plainBytes(value)] as const)
  }
}

/** As SQLite has it. */
const ALL = -1
const LAST_CODE_POINT = 0x10ffff
const BEFORE_SURROGATES = 0xd7ff
const AFTER_SURROGATES = 0xe000

/** The lowest key above all that start with the prefix; an empty blob, which sorts after every text, when there is none. */
function afterPrefix(prefix: string): string | Buffer {
  const characters = [...prefix]
  for (let last = characters.pop(); last !== undefined; last = characters.pop()) {
    const point = last.codePointAt(0) ?? LAST_CODE_POINT
    if (point < LAST_CODE_POINT)
      return characters.join('') + String.fromCodePoint(point === BEFORE_SURROGATES ? AFTER_SURROGATES : point + 1)
  }
  return Buffer.alloc(0)
}
