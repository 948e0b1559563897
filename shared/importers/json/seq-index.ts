/**
 * From a message's own number to its `seq`, for the replies that name it, in 24 bytes an entry instead of the 100 of a Map, and without garbage.
 * Bounded: of the last `IMPORT.REPLY_IDS` numbers at least the younger half is known; what answers older ones is a record that names none. A file
 * may pick numbers that collide: after some places the entry is left out, so that no file makes it slow.
 */
import { IMPORT } from '../../limits.ts'

export class SeqIndex {
  readonly #half: number
  #young = new Table()
  #old = new Table()

  constructor(limit: number = IMPORT.REPLY_IDS) {
    this.#half = Math.max(1, limit >> 1)
  }

  /** A number as it is, or what `keyOf` made of something else. Of equal ones in a row of few the first stays. */
  add(key: number, seq: number): void {
    if (this.#young.count >= this.#half) {
      const { young, old } = { young: this.#young, old: this.#old }
      old.clear()
      this.#young = old
      this.#old = young
    }
    this.#young.add(key, seq)
  }

  get(key: number): number | undefined {
    return this.#young.get(key) ?? this.#old.get(key)
  }
}

const PLACES = 128
const START = 1024

/** Open addressing, at most half full. */
class Table {
  #keys = new Float64Array(START)
  /** seq + 1; 0: free. */
  #seqs = new Uint32Array(START)
  #count = 0

  get count(): number {
    return this.#count
  }

  clear(): void {
    this.#seqs.fill(0)
    this.#count = 0
  }

  add(key: number, seq: number): void {
    if (this.#count * 2 >= this.#keys.length) this.#grow()
    this.#put(key, seq)
  }

  get(key: number): number | undefined {
    const size = this.#keys.length
    for (let step = 0, at = placeOf(key, size); step < PLACES; step += 1, at = (at + 1) & (size - 1)) {
      const seq = this.#seqs[at] ?? 0
      if (seq === 0) return undefined
      if (this.#keys[at] === key) return seq - 1
    }
    return undefined
  }

  #put(key: number, seq: number): void {
    const size = this.#keys.length
    for (let step = 0, at = placeOf(key, size); step < PLACES; step += 1, at = (at + 1) & (size - 1)) {
      if (this.#seqs[at] === 0) {
        this.#keys[at] = key
        this.#seqs[at] = seq + 1
        this.#count += 1
        return
      }
      if (this.#keys[at] === key) return
    }
  }

  #grow(): void {
    const { keys, seqs } = { keys: this.#keys, seqs: this.#seqs }
    this.#keys = new Float64Array(keys.length * 2)
    this.#seqs = new Uint32Array(keys.length * 2)
    this.#count = 0
    for (let at = 0; at < keys.length; at += 1) {
      const seq = seqs[at] ?? 0
      if (seq > 0) this.#put(keys[at] ?? 0, seq - 1)
    }
    // Megabytes that nobody will read: an engine that sees a few small objects in them is in no hurry.
    keys.buffer.transfer(0)
    seqs.buffer.transfer(0)
  }
}

/** 53 bits of a text, for ids that are no small numbers. Two in a file of millions may meet by chance once in a thousand files; all it costs is a wrong reply mark. */
export function keyOf(text: string): number {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 0x9e3779b1)
    low = Math.imul(low ^ code, 0x5f356495)
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  return (low >>> 11) * 0x1_0000_0000 + (high >>> 0)
}

function placeOf(key: number, size: number): number {
  let mixed = (key | 0) ^ Math.imul((key / 0x1_0000_0000) | 0, 0x9e3779b1)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) & (size - 1)
}
