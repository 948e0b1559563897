/**
 * The limit the store is measured against: the same rows and the same search index into the same schema, with nothing but prepared
 * statements in one loop.
 */
import { randomBytes } from 'node:crypto'
import type { MessageRow } from '../../shared/store/index.ts'
import { searchKey } from '../../shared/store/index.ts'
import { MESSAGE_COLUMNS } from '../../src-main/engine/store/message-row.ts'
import { openDatabase } from '../../src-main/engine/store/open-database.ts'
import { roomMark } from '../../src-main/engine/store/search-query.ts'
import { likelyNumber } from '../../src-main/engine/store/time-key.ts'
import { cpuMs } from './measure.ts'

const KEY = new Uint8Array(32).fill(1)
const ROWS_PER_TRANSACTION = 5_000

/** Milliseconds, and of them the processor's. */
export interface Cost {
  readonly ms: number
  readonly cpuMs: number
}

/** Inserts into a new database at `file`, relaxed, and gives the cost. Ids must differ; one message a millisecond and room. */
export function bareInsert(file: string, rows: readonly MessageRow[], rowsPerTransaction: number = ROWS_PER_TRANSACTION): Cost {
  const connection = openDatabase({ file, key: KEY })
  try {
    connection.pragma('synchronous = normal')
    const ref = connection.prepare('INSERT INTO refs (id) VALUES (?) ON CONFLICT (id) DO UPDATE SET id = id RETURNING n').pluck()
    const refs = new Map<string, unknown>()
    for (const id of new Set(rows.flatMap((row) => [row.account, row.device]))) refs.set(id, ref.get(Buffer.from(id, 'hex')))
    const values = rows.toSorted((a, b) => a.t - b.t || a.c - b.c).map((row) => rowValues(row, refs))
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

function rowValues(
  row: MessageRow,
  refs: ReadonlyMap<string, unknown>,
): { n: bigint; columns: readonly unknown[]; key: string | undefined } {
  const { room, id, account, device, segment, client, clock, seq, t, c, kind, replyTo, editedAt, deleted, arrivedAt, text, content } = row
  const reply = replyTo === undefined ? null : Buffer.from(replyTo, 'hex')
  const author = [refs.get(account), refs.get(device)]
  const place = [segment, client, clock, seq, t, c, kind, reply, editedAt, Number(deleted), arrivedAt]
  return {
    n: BigInt(likelyNumber(t, c)),
    columns: [room, Buffer.from(id, 'hex'), ...author, ...place, text ?? null, content],
    key: text === undefined ? undefined : roomMark(room) + searchKey(text),
  }
}

/** Texts one by one, each a durable transaction of its own: what a live message costs in the store at least. */
export interface BareRows {
  insert(text: string): void
  close(): void
}

export function bareRows(file: string): BareRows {
  const connection = openDatabase({ file, key: KEY })
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
      message.run(n, 1, id, 1, 1, 1, 1, count, count, t, count, 'text', null, 0, 0, t, text, Buffer.from(text))
      textRow.run(n, key)
      search.run(n, key)
      commit.run()
    },
    close: () => connection.close(),
  }
}
