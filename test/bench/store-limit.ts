/**
 * The limit the store is measured against: the same rows and the same search index into the same schema, with nothing but prepared
 * statements in one loop.
 */
import { randomBytes } from 'node:crypto'
import type { MessageRow } from '../../shared/store/index.ts'
import { searchKey } from '../../shared/store/index.ts'
import { MESSAGE_COLUMNS, type MessageNumbers, writeMessage } from '../../src-main/engine/store/message-row.ts'
import { openDatabase } from '../../src-main/engine/store/open-database.ts'
import { roomMark } from '../../src-main/engine/store/search-query.ts'
import { likelyNumber } from '../../src-main/engine/store/time-key.ts'
import { cpuMs } from './measure.ts'

export const LIMIT_KEY = new Uint8Array(32).fill(1)
const ROWS_PER_TRANSACTION = 5_000

/** Milliseconds, and of them the processor's. */
export interface Cost {
  readonly ms: number
  readonly cpuMs: number
}

/** Inserts into a new database at `file`, relaxed, and gives the cost. Ids must differ; one message a millisecond and room. */
export function bareInsert(file: string, rows: readonly MessageRow[], rowsPerTransaction: number = ROWS_PER_TRANSACTION): Cost {
  const connection = openDatabase({ file, key: LIMIT_KEY })
  try {
    connection.pragma('synchronous = normal')
    const ref = connection.prepare('INSERT INTO refs (id) VALUES (?) ON CONFLICT (id) DO UPDATE SET id = id RETURNING n').pluck()
    const refs = new Map<string, number>()
    for (const id of new Set(rows.flatMap((row) => [row.account, row.device]))) refs.set(id, Number(ref.get(Buffer.from(id, 'hex'))))
    const number = (id: string): number => refs.get(id) ?? -1
    const numbers = { accounts: { number }, devices: { number } }
    const values = rows.toSorted((a, b) => a.t - b.t || a.c - b.c).map((row) => rowValues(row, numbers))
    const message = connection.prepare(
      `INSERT INTO messages (n, ${MESSAGE_COLUMNS}) VALUES (?, ${MESSAGE_COLUMNS.replaceAll(/\w+/g, '?')})`,
    )
    const text = connection.prepare('INSERT INTO search_text (n, key) VALUES (?, ?)')
    const search = connection.prepare('INSERT INTO search (rowid, key) VALUES (?, ?)')
    const started = { ms: performance.now(), cpu: cpuMs() }
    for (let at = 0; at < values.length; at += rowsPerTransaction) {
      connection.exec('BEGIN')
      for (const { n, columns, key } of values.slice(at, at + rowsPerTransaction)) {
        message.run(n, ...columns)
        if (key === undefined) continue
        text.run(n, key)
        search.run(n, key)
      }
      connection.exec('COMMIT')
    }
    return { ms: performance.now() - started.ms, cpuMs: cpuMs() - started.cpu }
  } finally {
    connection.close()
  }
}

function rowValues(row: MessageRow, numbers: MessageNumbers): { n: bigint; columns: readonly unknown[]; key: string | undefined } {
  return {
    n: BigInt(likelyNumber(row.t, row.c)),
    columns: writeMessage(row, numbers),
    key: row.text === undefined ? undefined : roomMark(row.room) + searchKey(row.text),
  }
}

/** Texts one by one, each a durable transaction of its own: what a live message costs in the store at least. */
export interface BareRows {
  insert(text: string): void
  close(): void
}

export function bareRows(file: string): BareRows {
  const connection = openDatabase({ file, key: LIMIT_KEY })
  const message = connection.prepare(`INSERT INTO messages (n, ${MESSAGE_COLUMNS}) VALUES (?, ${MESSAGE_COLUMNS.replaceAll(/\w+/g, '?')})`)
  const textRow = connection.prepare('INSERT INTO search_text (n, key) VALUES (?, ?)')
  const search = connection.prepare('INSERT INTO search (rowid, key) VALUES (?, ?)')
  const begin = connection.prepare('BEGIN IMMEDIATE')
  const commit = connection.prepare('COMMIT')
  let count = 0
  return {
    insert(text) {
      count += 1
      const t = Date.now()
      const n = BigInt(likelyNumber(t, count % 1_000))
      const key = roomMark(1) + searchKey(text)
      const id = randomBytes(16)
      begin.run()
      message.run(n, 1, id, 1, 1, 1, 1, count, count, t, count, 'text', null, 0, 0, t, text, Buffer.from(text), 0, 0, null)
      textRow.run(n, key)
      search.run(n, key)
      commit.run()
    },
    close: () => connection.close(),
  }
}
