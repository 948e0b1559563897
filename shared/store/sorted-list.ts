/**
 * A sorted list without doubles, in chunks, so that inserting anywhere stays cheap at a hundred thousand items. The order is total:
 * items that compare equal are one.
 */

const CHUNK_ITEMS = 512

export class SortedList<T> {
  readonly #compare: (a: T, b: T) => number
  /** Never empty chunks, ascending. */
  #chunks: T[][] = []
  #size = 0

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare
  }

  get size(): number {
    return this.#size
  }

  /** Inserts; an item that compares equal is replaced. */
  add(item: T): void {
    if (this.#chunks.length === 0) {
      this.#chunks.push([item])
      this.#size = 1
      return
    }
    const at = Math.min(this.#chunkOf(item), this.#chunks.length - 1)
    const chunk = this.#chunks[at] ?? []
    const place = this.#placeIn(chunk, item)
    const there = chunk[place]
    if (there !== undefined && this.#compare(there, item) === 0) {
      chunk[place] = item
      return
    }
    chunk.splice(place, 0, item)
    this.#size += 1
    if (chunk.length > CHUNK_ITEMS) this.#chunks.splice(at + 1, 0, chunk.splice(CHUNK_ITEMS / 2))
  }

  delete(item: T): void {
    const at = this.#chunkOf(item)
    const chunk = this.#chunks[at]
    if (chunk === undefined) return
    const place = this.#placeIn(chunk, item)
    const there = chunk[place]
    if (there === undefined || this.#compare(there, item) !== 0) return
    chunk.splice(place, 1)
    this.#size -= 1
    if (chunk.length === 0) this.#chunks.splice(at, 1)
  }

  /** Items for which `isBefore` is false, ascending. `isBefore` is true for a prefix of the order; default: all items. */
  *ascending(isBefore: (item: T) => boolean = () => false): Generator<T> {
    const start = firstNot(this.#chunks, (chunk) => isBefore(chunk[chunk.length - 1] as T))
    for (let at = start; at < this.#chunks.length; at++) {
      const chunk = this.#chunks[at] ?? []
      for (let place = at === start ? firstNot(chunk, isBefore) : 0; place < chunk.length; place++) yield chunk[place] as T
    }
  }

  /** Items for which `isBefore` is true, descending; default: all items. */
  *descending(isBefore: (item: T) => boolean = () => true): Generator<T> {
    const end = firstNot(this.#chunks, (chunk) => isBefore(chunk[0] as T)) - 1
    for (let at = end; at >= 0; at--) {
      const chunk = this.#chunks[at] ?? []
      for (let place = (at === end ? firstNot(chunk, isBefore) : chunk.length) - 1; place >= 0; place--) yield chunk[place] as T
    }
  }

  #chunkOf(item: T): number {
    return firstNot(this.#chunks, (chunk) => this.#compare(chunk[chunk.length - 1] as T, item) < 0)
  }

  #placeIn(chunk: readonly T[], item: T): number {
    return firstNot(chunk, (there) => this.#compare(there, item) < 0)
  }
}

/** How many items at the start satisfy a condition that holds for a prefix only. */
function firstNot<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(items[middle] as T)) low = middle + 1
    else high = middle
  }
  return low
}

/** Ascending, by UTF-16 units for text. */
export function compare<T extends number | string>(a: T, b: T): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** Ascending by the numbers and texts of a key, the first that differs decides. */
export function compareKeys(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (let index = 0; index < a.length; index++) {
    const left = a[index] as number | string
    const right = b[index] as number | string
    if (left !== right) return compare(left, right)
  }
  return 0
}

/** Order of the UTF-8 bytes, which is SQLite's, where plain `<` orders UTF-16 units: the two differ beyond U+FFFF. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index)
    const right = b.charCodeAt(index)
    if (left !== right) return byCodePoint(left) - byCodePoint(right)
  }
  return a.length - b.length
}

/** A UTF-16 unit moved so that surrogates, which stand for the highest code points, sort last. */
function byCodePoint(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
