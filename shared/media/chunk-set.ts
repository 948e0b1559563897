/**
 * Which chunks of a file are meant: held, wanted, on their way. A bitmap, chunk i in bit i mod 8 of byte i div 8, the lowest bit first, as it
 * is kept on disk and told on the wire (at most 2 KiB); bits after the last chunk are zero.
 */
import { chunkCount } from './chunks.ts'

/** Inclusive at both ends. */
export type ChunkRange = readonly [first: number, last: number]

/** A set to be read. */
export interface Chunks extends Iterable<number> {
  /** Of the file, not of the set. */
  readonly total: number
  /** How many are in the set. */
  readonly count: number
  readonly isWhole: boolean
  has(index: number): boolean
  /** Ascending, with gaps between. */
  ranges(): readonly ChunkRange[]
  /** A copy as bitmap. */
  bytes(): Uint8Array
}

export class ChunkSet implements Chunks {
  readonly total: number
  readonly #bits: Uint8Array
  #count = 0

  private constructor(total: number, bits: Uint8Array) {
    this.total = total
    this.#bits = bits
    for (let index = 0; index < total; index += 1) if (this.has(index)) this.#count += 1
  }

  /** Empty, for a file of that many chunks. */
  static none(total: number): ChunkSet {
    return new ChunkSet(total, new Uint8Array(Math.ceil(total / 8)))
  }

  static all(total: number): ChunkSet {
    const set = ChunkSet.none(total)
    for (let index = 0; index < total; index += 1) set.add(index)
    return set
  }

  /** undefined: the bitmap is not as long as such a file's, or says something of chunks it has not. */
  static of(total: number, bits: Uint8Array): ChunkSet | undefined {
    if (bits.length !== Math.ceil(total / 8)) return undefined
    const isClean = total % 8 === 0 || (bits[bits.length - 1] ?? 0) < 2 ** (total % 8)
    return isClean ? new ChunkSet(total, bits.slice()) : undefined
  }

  /** Empty, for a file of that many bytes. */
  static forSize(size: number): ChunkSet {
    return ChunkSet.none(chunkCount(size))
  }

  get count(): number {
    return this.#count
  }

  get isWhole(): boolean {
    return this.#count === this.total
  }

  has(index: number): boolean {
    return index >= 0 && index < this.total && ((this.#bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0
  }

  /** A set of its own with the same chunks. */
  copy(): ChunkSet {
    return new ChunkSet(this.total, this.#bits.slice())
  }

  /** Whether it was not there yet. Throws `RangeError` when the file has no such chunk. */
  add(index: number): boolean {
    if (!Number.isInteger(index) || index < 0 || index >= this.total) throw new RangeError(`no chunk ${index} of ${this.total}`)
    if (this.has(index)) return false
    this.#bits[index >> 3] = (this.#bits[index >> 3] ?? 0) | (1 << (index & 7))
    this.#count += 1
    return true
  }

  /** Whether it was there. */
  remove(index: number): boolean {
    if (!this.has(index)) return false
    this.#bits[index >> 3] = (this.#bits[index >> 3] ?? 0) & ~(1 << (index & 7))
    this.#count -= 1
    return true
  }

  ranges(): readonly ChunkRange[] {
    const ranges: [number, number][] = []
    for (const index of this) {
      const before = ranges.at(-1)
      if (before !== undefined && before[1] === index - 1) before[1] = index
      else ranges.push([index, index])
    }
    return ranges
  }

  bytes(): Uint8Array {
    return this.#bits.slice()
  }

  *[Symbol.iterator](): Generator<number> {
    for (let index = 0; index < this.total; index += 1) if (this.has(index)) yield index
  }
}
