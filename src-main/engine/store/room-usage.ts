/** What each room takes of the database: its blocks, and the messages as they are shown. Two passes over the tables, in the order they lie. */
import * as v from 'valibot'
import type { RoomKey, RoomUsage } from '../../../shared/store/index.ts'
import type { Connection, Statement } from './sqlite.ts'
import type { Transactions } from './transactions.ts'

const Rows = v.array(v.tuple([v.number(), v.number(), v.number()]))

export class RoomUsages {
  readonly #transactions: Transactions
  readonly #blocks: Statement
  readonly #messages: Statement

  constructor(connection: Connection, transactions: Transactions) {
    this.#transactions = transactions
    // Not by the index on rooms: that would fetch each page once for every room that has a row on it.
    this.#blocks = connection
      .prepare(`SELECT room, sum(length(header) + length(body) + coalesce(length(signature), 0)), 0
        FROM blocks NOT INDEXED GROUP BY room`)
      .raw()
    this.#messages = connection.prepare('SELECT room, sum(length(content)), sum(deleted = 0) FROM messages NOT INDEXED GROUP BY room').raw()
  }

  all(): ReadonlyMap<RoomKey, RoomUsage> {
    const found = new Map<RoomKey, RoomUsage>()
    const rows = this.#transactions.read(() => [...v.parse(Rows, this.#blocks.all()), ...v.parse(Rows, this.#messages.all())])
    for (const [room, bytes, messages] of rows) {
      const before = found.get(room)
      found.set(room, { bytes: bytes + (before?.bytes ?? 0), messages: messages + (before?.messages ?? 0) })
    }
    return found
  }
}
