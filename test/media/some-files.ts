/** Small files for tests: sealed chunk by chunk as the rules say, written here a second time with the plain recursive tree of RFC 9162. */
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { MEDIA } from '../../shared/limits.ts'
import type { FileId } from '../../shared/ids/index.ts'
import { type VerifiedChunk, fileId, leafHash, nodeHash, sealChunk, verifyChunk } from '../../shared/media/index.ts'

export const crypto = nodeCrypto()

export interface SealedFile {
  readonly file: FileId
  readonly key: Uint8Array
  readonly size: number
  readonly plain: Uint8Array
  readonly sealed: readonly Uint8Array[]
  readonly leaves: readonly Uint8Array[]
  readonly root: Uint8Array
  path(index: number): readonly Uint8Array[]
  chunk(index: number): VerifiedChunk
}

/** Bytes that differ from place to place. */
export function someBytes(size: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(size)
  let state = seed
  for (let at = 0; at < size; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    bytes[at] = state >>> 24
  }
  return bytes
}

export function someKey(seed = 7): Uint8Array {
  return new Uint8Array(32).fill(seed)
}

export function sealedFile(plain: Uint8Array, key: Uint8Array = someKey()): SealedFile {
  const sealed: Uint8Array[] = []
  for (let at = 0; at === 0 || at < plain.length; at += MEDIA.CHUNK_BYTES) {
    const isLast = at + MEDIA.CHUNK_BYTES >= plain.length
    sealed.push(sealChunk(crypto, key, sealed.length, isLast, plain.subarray(at, at + MEDIA.CHUNK_BYTES)))
  }
  const leaves = sealed.map((chunk) => leafHash(crypto, chunk))
  const root = recursiveRoot(leaves)
  const file = fileId(crypto, plain.length, root)
  const path = (index: number): readonly Uint8Array[] => recursivePath(leaves, index)
  return {
    file,
    key,
    size: plain.length,
    plain,
    sealed,
    leaves,
    root,
    path,
    chunk: (index) => {
      const chunk = verifyChunk(crypto, file, plain.length, index, sealed[index] ?? new Uint8Array(0), path(index))
      if (chunk === undefined) throw new Error(`chunk ${index} is not what the rules say`)
      return chunk
    },
  }
}

/** MTH of RFC 9162, 2.1.1, with our labels. */
export function recursiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves
  if (leaves.length === 1 && only !== undefined) return only
  const split = splitOf(leaves.length)
  return nodeHash(crypto, recursiveRoot(leaves.slice(0, split)), recursiveRoot(leaves.slice(split)))
}

/** PATH of RFC 9162, 2.1.3.1. */
export function recursivePath(leaves: readonly Uint8Array[], index: number): readonly Uint8Array[] {
  if (leaves.length <= 1) return []
  const split = splitOf(leaves.length)
  return index < split
    ? [...recursivePath(leaves.slice(0, split), index), recursiveRoot(leaves.slice(split))]
    : [...recursivePath(leaves.slice(split), index - split), recursiveRoot(leaves.slice(0, split))]
}

/** The largest power of two below `count`. */
function splitOf(count: number): number {
  return 2 ** Math.floor(Math.log2(count - 1))
}
