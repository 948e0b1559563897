/**
 * The row number of a message, made from its time, so that the full-text index, which can only be walked in the order of row numbers, is
 * walked newest first. A millisecond has 2,048 places; rows of one millisecond may stand there in any order (search sorts them), and what
 * does not fit, a flood or a time beyond the year 2109, is numbered below zero and thus found last.
 */
import type { Connection, Statement } from './sqlite.ts'

const PLACES = 2_048
/** Places given by counter; those above are for devices whose time and counter coincide. */
const COUNTED_PLACES = 1_024
const LAST_MS = 2 ** 42 - 1

/** First number of the millisecond that a row number lies in. */
export function firstOfMillisecond(n: number): number {
  return n < 0 ? n : n - (n % PLACES)
}

/** Where a message of this time stands when nobody is there yet. */
export function likelyNumber(t: number, c: number): number {
  return Math.min(Math.max(t, 0), LAST_MS) * PLACES + Math.min(Math.max(c, 0), COUNTED_PLACES - 1)
}

/** Finds a free number when the likely one is taken: the next in its millisecond, or one below zero. */
export class TimeKeys {
  readonly #highest: Statement
  readonly #lowest: Statement

  constructor(connection: Connection) {
    this.#highest = connection.prepare('SELECT max(n) FROM messages WHERE n BETWEEN ? AND ?').pluck()
    this.#lowest = connection.prepare('SELECT min(n) FROM messages').pluck()
  }

  free(t: number, c: number): number {
    const first = firstOfMillisecond(likelyNumber(t, c))
    const last = first + PLACES - 1
    const highest = this.#highest.get(first, last)
    if (typeof highest !== 'number') return likelyNumber(t, c)
    return highest < last ? highest + 1 : Math.min(0, Number(this.#lowest.get())) - 1
  }
}
