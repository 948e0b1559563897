/**
 * The one way to read CBOR (ENC-1). Only the deterministic form is read at all: a longer head than needed, an indefinite length, keys
 * out of order or twice, a float, a tag, invalid UTF-8 or bytes left over end it at once, so whatever is read encodes to the same
 * bytes again. Nothing throws, nothing is allocated on the word of a length, and depth and size are bounded.
 */
import { INTRINSIC } from '../limits.ts'
import { readUtf8 } from './bytes.ts'
import { type CborKey, type CborValue, MAJOR, SIMPLE } from './cbor-value.ts'

/** own: byte strings are copies. shared: they lie in the input, which is to stay as it is for as long as they are used. */
export type Memory = 'own' | 'shared'

/** The value in all of `bytes`; undefined when they are not the deterministic form of one, or too many. */
export function decodeCbor(bytes: Uint8Array, maxBytes: number = INTRINSIC.CBOR_BYTES, memory: Memory = 'own'): CborValue | undefined {
  if (bytes.length > maxBytes) return undefined
  const reader = new Reader(bytes, memory)
  const value = reader.value(0)
  return value !== undefined && reader.isAtEnd() ? value : undefined
}

class Reader {
  readonly #data: Uint8Array
  readonly #memory: Memory
  #at = 0

  constructor(bytes: Uint8Array, memory: Memory) {
    this.#memory = memory
    // A Buffer's slice() shares memory, a plain Uint8Array's copies: what is read must outlive the buffer it came in.
    this.#data = bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  isAtEnd(): boolean {
    return this.#at === this.#data.length
  }

  value(depth: number): CborValue | undefined {
    const first = this.#data[this.#at]
    if (first === undefined) return undefined
    const major = first >>> 5
    if (major === MAJOR.simple) return this.#simple(first)
    const argument = this.#argument(first)
    if (argument === undefined) return undefined
    if (major === MAJOR.uint) return argument
    if (major === MAJOR.negative) return argument < Number.MAX_SAFE_INTEGER ? -1 - argument : undefined
    if (major === MAJOR.bytes) return this.#take(argument)
    if (major === MAJOR.text) return this.#text(argument)
    if (depth >= INTRINSIC.CBOR_DEPTH) return undefined
    if (major === MAJOR.array) return this.#array(argument, depth + 1)
    return major === MAJOR.map ? this.#map(argument, depth + 1) : undefined
  }

  #simple(first: number): boolean | null | undefined {
    this.#at += 1
    if (first === SIMPLE.null) return null
    if (first === SIMPLE.true) return true
    return first === SIMPLE.false ? false : undefined
  }

  /** The number in a head; undefined unless it is in its shortest form, complete and a safe integer. */
  #argument(first: number): number | undefined {
    const short = first & 31
    this.#at += 1
    if (short < 24) return short
    if (short > 27) return undefined
    const end = this.#at + 2 ** (short - 24)
    if (end > this.#data.length) return undefined
    let argument = 0
    while (this.#at < end) argument = argument * 256 + (this.#data[this.#at++] ?? 0)
    const least = short === 24 ? 24 : 2 ** (4 * 2 ** (short - 24))
    return argument >= least && argument <= Number.MAX_SAFE_INTEGER ? argument : undefined
  }

  #take(length: number): Uint8Array | undefined {
    const start = this.#at
    if (length > this.#data.length - start) return undefined
    this.#at = start + length
    return this.#memory === 'own' ? this.#data.slice(start, this.#at) : this.#data.subarray(start, this.#at)
  }

  #text(length: number): string | undefined {
    const start = this.#at
    if (length > this.#data.length - start) return undefined
    this.#at = start + length
    return readUtf8(this.#data.subarray(start, this.#at))
  }

  #array(length: number, depth: number): CborValue[] | undefined {
    const items: CborValue[] = []
    for (let i = 0; i < length; i++) {
      const item = this.value(depth)
      if (item === undefined) return undefined
      items.push(item)
    }
    return items
  }

  #map(length: number, depth: number): Map<CborKey, CborValue> | undefined {
    const map = new Map<CborKey, CborValue>()
    let lastStart = 0
    let lastEnd = 0
    for (let i = 0; i < length; i++) {
      const start = this.#at
      const key = this.value(depth)
      if (typeof key !== 'number' && typeof key !== 'string' && !(key instanceof Uint8Array)) return undefined
      if (i > 0 && !this.#isBefore(lastStart, lastEnd, start, this.#at)) return undefined
      lastStart = start
      lastEnd = this.#at
      const value = this.value(depth)
      if (value === undefined) return undefined
      map.set(key, value)
    }
    return map
  }

  /** Whether one range of the input is strictly less than another. No encoded key is a prefix of another, so a difference must come. */
  #isBefore(a: number, aEnd: number, b: number, bEnd: number): boolean {
    for (let i = a, j = b; i < aEnd && j < bEnd; i++, j++) {
      const difference = (this.#data[i] ?? 0) - (this.#data[j] ?? 0)
      if (difference !== 0) return difference < 0
    }
    return false
  }
}
