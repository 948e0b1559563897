/**
 * The one way to write deterministic CBOR (ENC-1): definite lengths, shortest heads, map keys in bytewise order and unique. What
 * cannot be written so is our own mistake and throws `RangeError`; input from a person is checked before it comes here.
 */
import { INTRINSIC } from '../limits.ts'
import { compareBytes, utf8, utf8Into } from './bytes.ts'
import { type CborKey, type CborMap, type CborValue, MAJOR, SIMPLE } from './cbor-value.ts'

const FIRST_BYTES = 1024
const LENGTH_BYTES = 4
/** A UTF-16 unit takes at most so many bytes. */
const UNIT_BYTES = 3
/** Texts up to that length are written where they belong; longer ones would reserve much that they do not need. */
const SHORT_UNITS = 1024
/** What a writer begins in; taken while one is at work, so that one inside another brings its own. */
let spare: Uint8Array | undefined = new Uint8Array(FIRST_BYTES)

/** The bytes of a value. Throws `RangeError` on a number that is no safe integer, a lone surrogate, a repeated key or too deep a value. */
export function encodeCbor(value: CborValue): Uint8Array {
  return encoded(value, 0)
}

/** The same behind its length in four bytes, as `FrameCutter` takes it. A long byte string at the end of the value is copied once. */
export function encodeCborFrame(value: CborValue): Uint8Array {
  const frame = encoded(value, LENGTH_BYTES)
  new DataView(frame.buffer).setUint32(0, frame.length - LENGTH_BYTES)
  return frame
}

/** The value behind so many bytes that are left free. */
function encoded(value: CborValue, leftFree: number): Uint8Array {
  const first = spare ?? new Uint8Array(FIRST_BYTES)
  spare = undefined
  try {
    const writer = new Writer(first, leftFree)
    writer.value(value, 0)
    return writer.bytes()
  } finally {
    spare = first
  }
}

class Writer {
  readonly #first: Uint8Array
  #buffer: Uint8Array
  #length: number

  constructor(first: Uint8Array, leftFree: number) {
    this.#first = first
    this.#buffer = first
    this.#length = leftFree
  }

  bytes(): Uint8Array {
    const isFull = this.#length === this.#buffer.length && this.#buffer !== this.#first
    return isFull ? this.#buffer : this.#buffer.slice(0, this.#length)
  }

  value(value: CborValue, depth: number): void {
    if (typeof value === 'number') this.#integer(value)
    else if (typeof value === 'string') this.#text(value)
    else if (value instanceof Uint8Array) this.#string(MAJOR.bytes, value)
    else if (value === null) this.#byte(SIMPLE.null)
    else if (typeof value === 'boolean') this.#byte(value ? SIMPLE.true : SIMPLE.false)
    else if (depth >= INTRINSIC.CBOR_DEPTH) throw new RangeError('value is nested too deep for CBOR')
    else if (isMap(value)) this.#map(value, depth + 1)
    else this.#array(value, depth + 1)
  }

  #integer(value: number): void {
    // Object.is: −0 would come back as 0, and encoding must lose nothing.
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new RangeError(`${value} is no safe integer`)
    if (value >= 0) this.#head(MAJOR.uint, value)
    else this.#head(MAJOR.negative, -1 - value)
  }

  #array(items: readonly CborValue[], depth: number): void {
    this.#head(MAJOR.array, items.length)
    for (const item of items) this.value(item, depth)
  }

  #map(map: CborMap, depth: number): void {
    this.#head(MAJOR.map, map.size)
    if (map.size === 1 || isAscending(map)) {
      for (const [key, value] of map) {
        this.value(key, depth)
        this.value(value, depth)
      }
      return
    }
    const entries = [...map].map(([key, value]) => ({ key: encodeCbor(key), value })).toSorted((a, b) => compareBytes(a.key, b.key))
    for (const [index, { key, value }] of entries.entries()) {
      const before = entries[index - 1]
      if (before !== undefined && compareBytes(before.key, key) === 0) throw new RangeError('map has the same key twice')
      this.#append(key)
      this.value(value, depth)
    }
  }

  /** A buffer for each text would be most of the cost of short ones. */
  #text(value: string): void {
    if (value.length > SHORT_UNITS) return this.#string(MAJOR.text, utf8(value))
    this.#reserve(headBytes(value.length * UNIT_BYTES) + value.length * UNIT_BYTES)
    // As many bytes as units is the usual guess; where it is wrong what was written moves.
    const guessed = this.#length + headBytes(value.length)
    const written = utf8Into(value, this.#buffer, guessed)
    const start = this.#length + headBytes(written)
    if (start !== guessed) this.#buffer.copyWithin(start, guessed, guessed + written)
    this.#head(MAJOR.text, written)
    this.#length += written
  }

  #string(major: number, bytes: Uint8Array): void {
    this.#head(major, bytes.length)
    this.#append(bytes)
  }

  #head(major: number, argument: number): void {
    const type = major << 5
    if (argument < 24) this.#byte(type | argument)
    else if (argument < 0x100) this.#number(type | 24, argument, 1)
    else if (argument < 0x1_0000) this.#number(type | 25, argument, 2)
    else if (argument < 0x1_0000_0000) this.#number(type | 26, argument, 4)
    else this.#number(type | 27, argument, 8)
  }

  #number(first: number, argument: number, width: number): void {
    this.#byte(first)
    this.#reserve(width)
    let rest = argument
    for (let at = this.#length + width - 1; at >= this.#length; at--) {
      this.#buffer[at] = rest % 256
      rest = Math.floor(rest / 256)
    }
    this.#length += width
  }

  #byte(byte: number): void {
    this.#reserve(1)
    this.#buffer[this.#length++] = byte
  }

  #append(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#buffer.set(bytes, this.#length)
    this.#length += bytes.length
  }

  #reserve(more: number): void {
    const needed = this.#length + more
    if (needed <= this.#buffer.length) return
    const larger = new Uint8Array(Math.max(needed, this.#buffer.length * 2))
    larger.set(this.#buffer.subarray(0, this.#length))
    this.#buffer = larger
  }
}

/** Of a length. */
function headBytes(length: number): number {
  if (length < 24) return 1
  return length < 0x100 ? 2 : 3
}

function isMap(value: readonly CborValue[] | CborMap): value is CborMap {
  return value instanceof Map
}

/** The usual map by far has small whole numbers as keys, in order already: nothing to sort, nothing to compare. */
function isAscending(map: CborMap): boolean {
  let last = -1
  for (const key of map.keys() as Iterable<CborKey>) {
    if (typeof key !== 'number' || key <= last) return false
    last = key
  }
  return true
}
