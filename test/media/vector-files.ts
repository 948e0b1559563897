/** What V17 is made of: sizes at the borders of chunks, bytes that follow from their places, and trees of every shape. */
import { MEDIA } from '../../shared/limits.ts'
import { u32 } from '../../shared/codec/index.ts'

const CHUNK = MEDIA.CHUNK_BYTES

export interface FileVector {
  readonly size: number
  readonly key: string
  /** SHA-256 of each sealed chunk. */
  readonly sealed: readonly string[]
  readonly leaves: readonly string[]
  readonly root: string
  readonly file: string
  /** Of the last chunk. */
  readonly path: readonly string[]
}

export interface MediaVectors {
  readonly rule: string
  readonly files: readonly FileVector[]
  /** Over the leaves of the bytes of 0, 1, 2 … as u32: root, and the path of a leaf in the middle. */
  readonly trees: readonly { readonly leaves: number; readonly root: string; readonly index: number; readonly path: readonly string[] }[]
  /** The whole sealed chunk of the empty file and of the one of one byte. */
  readonly small: readonly string[]
  /** Contents of a message with files, a card, a place, and a set, as deterministic CBOR. */
  readonly media: string
  readonly card: string
  readonly place: string
  readonly set: string
}

export const SIZES = [0, 1, CHUNK, CHUNK + 1, 3 * CHUNK - 1, 5 * CHUNK, 6 * CHUNK + 17] as const
export const LEAVES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 31, 33, 64, 100, 1000] as const

/** Byte n is (7 n + ⌊n ÷ 256⌋) mod 251. */
export function vectorBytes(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) => (7 * at + Math.floor(at / 256)) % 251)
}

export function vectorLeaf(at: number): Uint8Array {
  return u32(at)
}
