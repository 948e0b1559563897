/**
 * What each room takes of the database: its blocks, and the messages as they are shown. Every row is looked at, in the order it lies on the
 * disk and some at a time, so that whoever asks may let others have their turn in between.
 */
import * as v from 'valibot'
import type { RoomKey, RoomUsage } from '../../../shared/store/index.ts'
import type { Connection, Statement } from './sqlite.ts'
import type { Transactions } from './transactions.ts'

/** Some tens of milliseconds where nothing is in memory yet. */
export const ROWS_AT_ONCE = 8_192

/** Room, bytes, messages, rows, number of the last row. */
const Rows = v.array(v.tuple([v.number(), v.number(), v.number(), v.number(), v.number()]))

export class RoomUsages {
  readonly #transactions: Transactions
  readonly #tables: readonly Statement[]

  constructor(connection: Connection, transactions: Transactions) {
    this.#transactions = transactions
    // By row number, not by an index on rooms: that would fetch each page once for every room that has a row on it.
    const summed = (table: string, bytes: string, isShown: string): Statement =>
      connection
        .prepare(`SELECT room, sum(bytes), sum(shown), count(*), max(n) FROM (
          SELECT n, room, ${bytes} AS bytes, ${isShown} AS shown FROM ${table} NOT INDEXED WHERE n > ? ORDER BY n LIMIT ?
        ) GROUP BY room`)
        .raw()
    this.#tables = [
      summed('blocks', 'length(header) + length(body) + coalesce(length(signature), 0)', '0'),
      summed('messages', 'length(content)', 'deleted = 0'),
    ]
  }

  *parts(): Iterable<ReadonlyMap<RoomKey, RoomUsage>> {
    for (const table of this.#tables) {
      for (let last = Number.MIN_SAFE_INTEGER, taken = ROWS_AT_ONCE; taken === ROWS_AT_ONCE;) {
        const from = last
        const rows = v.parse(
          Rows,
          this.#transactions.read(() => table.all(from, ROWS_AT_ONCE)),
        )
        taken = rows.reduce((sum, [, , , count]) => sum + count, 0)
        last = rows.reduce((most, [, , , , n]) => Math.max(most, n), last)
        yield new Map(rows.map(([room, bytes, messages]) => [room, { bytes, messages }]))
      }
    }
  }
}
