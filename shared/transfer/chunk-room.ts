/**
 * Memory in which a chunk goes out: it is read from the disk to its place in the frame, the head is put before it and the end of its order behind.
 * Getting memory for a chunk costs about as much as hashing it, so it is got once.
 */
import { concatBytes, encodeCbor, u32 } from '../codec/index.ts'
import { encodeMediaFrame } from './frames.ts'
import type { StoredChunk } from '../media/index.ts'

/** Length, numbers, and a path of fourteen hashes. */
const HEAD_ROOM = 512
/** An END. */
const END_ROOM = 32
const NO_BYTES = new Uint8Array(0)
const CHUNK_TAG = 3
/** CBOR: a byte string whose length is in four bytes. From 64 KiB on that is the shortest way. */
const LONG_STRING = 0x5a
const LONG_FROM = 0x1_0000

export class ChunkRoom {
  readonly #memory: Uint8Array
  /** Where the sealed chunk goes. */
  readonly sealed: Uint8Array

  constructor(sealedLength: number) {
    this.#memory = new Uint8Array(HEAD_ROOM + sealedLength + END_ROOM)
    this.sealed = this.#memory.subarray(HEAD_ROOM, HEAD_ROOM + sealedLength)
  }

  /** The frame of a chunk, and behind it the end of its order when it is the last one. To be used once. */
  frame(n: number, index: number, chunk: StoredChunk, isLast: boolean): Uint8Array {
    if (chunk.sealed.buffer !== this.#memory.buffer) this.sealed.set(chunk.sealed)
    const head = headOf(n, index, chunk)
    const length = chunk.sealed.length
    const start = HEAD_ROOM - head.length
    this.#memory.set(head, start)
    if (!isLast) return this.#memory.subarray(start, HEAD_ROOM + length)
    const end = encodeMediaFrame({ type: 'end', n, code: 'sent' })
    this.#memory.set(end, HEAD_ROOM + length)
    return this.#memory.subarray(start, HEAD_ROOM + length + end.length)
  }
}

/** Everything of the frame that comes before the sealed bytes. */
function headOf(n: number, index: number, { path, sealed }: StoredChunk): Uint8Array {
  const joined = concatBytes(...path)
  if (sealed.length < LONG_FROM) {
    const whole = encodeMediaFrame({ type: 'chunk', n, index, path: joined, sealed })
    return whole.subarray(0, whole.length - sealed.length)
  }
  const fields = encodeCbor([
    CHUNK_TAG,
    new Map<number, number | Uint8Array>([
      [0, n],
      [1, index],
      [2, joined],
      [3, NO_BYTES],
    ]),
  ])
  // All but the head of the empty byte string at its end.
  const before = fields.subarray(0, fields.length - 1)
  const stringHead = concatBytes(Uint8Array.of(LONG_STRING), u32(sealed.length))
  return concatBytes(u32(before.length + stringHead.length + sealed.length), before, stringHead)
}
