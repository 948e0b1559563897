/**
 * MEDIA-3: the hash tree over the sealed chunks of a file, shaped as in RFC 9162: the left part of every node is the largest power of two
 * below its size, no leaf stands twice. Level by level that is: neighbours are joined, and one without a neighbour goes up as it is. A
 * chunk with its path, the hashes beside its way to the root, is checked alone and in any order, knowing only the file's id and size.
 */
import { type Crypto, hash } from '../crypto/index.ts'
import { type FileId, idBytes } from '../ids/index.ts'
import { equalBytes } from '../codec/index.ts'
import { chunkCount, isFileSize, sealedLength } from './chunks.ts'
import { fileId } from './file-id.ts'

export const HASH_BYTES = 32
/** Of a file of 16,384 chunks. */
export const PATH_HASHES = 14

/** From the leaf's neighbour up to the one below the root. */
export type HashPath = readonly Uint8Array[]

declare const verified: unique symbol
/** A sealed chunk that is proven to be that one of that file: `verifyChunk` alone makes them out of what others say. */
export interface VerifiedChunk {
  readonly [verified]: true
  readonly file: FileId
  /** Of the file, before sealing. */
  readonly size: number
  readonly index: number
  readonly sealed: Uint8Array
  readonly leaf: Uint8Array
  readonly path: HashPath
}

export function leafHash(crypto: Crypto, sealed: Uint8Array): Uint8Array {
  return hash(crypto, 'sb1/media-leaf', sealed)
}

export function nodeHash(crypto: Crypto, left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash(crypto, 'sb1/media-node', left, right)
}

/** How many nodes each level has, the leaves first, the root last. */
export function levelsOf(chunks: number): readonly number[] {
  const levels = [chunks]
  for (let width = chunks; width > 1; levels.push(width)) width = Math.ceil(width / 2)
  return levels
}

/** The root over these leaves; throws `RangeError` without any. */
export function rootOf(crypto: Crypto, leaves: readonly Uint8Array[]): Uint8Array {
  let level = leaves
  while (level.length > 1) level = levelAbove(crypto, level)
  const root = level[0]
  if (root === undefined) throw new RangeError('a tree has a leaf at least')
  return root
}

/** The joined neighbours of a level, in order. */
export function levelAbove(crypto: Crypto, level: readonly Uint8Array[]): readonly Uint8Array[] {
  const above: Uint8Array[] = []
  for (let at = 0; at < level.length; at += 2) {
    const left = level[at]
    const right = level[at + 1]
    if (left !== undefined) above.push(right === undefined ? left : nodeHash(crypto, left, right))
  }
  return above
}

/** The root that a leaf and its path lead to; undefined when there is no such leaf or the path has another length than that leaf's. */
export function rootByPath(crypto: Crypto, chunks: number, index: number, leaf: Uint8Array, path: HashPath): Uint8Array | undefined {
  if (!Number.isInteger(index) || index < 0 || index >= chunks) return undefined
  let node = leaf
  let used = 0
  let at = index
  for (let width = chunks; width > 1; width = Math.ceil(width / 2)) {
    const hasNeighbour = (at ^ 1) < width
    if (hasNeighbour) {
      const beside = path[used]
      if (beside?.length !== HASH_BYTES) return undefined
      node = at % 2 === 0 ? nodeHash(crypto, node, beside) : nodeHash(crypto, beside, node)
      used += 1
    }
    at >>= 1
  }
  return used === path.length ? node : undefined
}

/** The chunk, when it is that one of the file with that id and size; undefined otherwise. */
export function verifyChunk(
  crypto: Crypto,
  file: FileId,
  size: number,
  index: number,
  sealed: Uint8Array,
  path: HashPath,
): VerifiedChunk | undefined {
  // The lengths first: what has another one is not worth hashing.
  if (!isFileSize(size) || sealed.length !== sealedLength(size, index)) return undefined
  const leaf = leafHash(crypto, sealed)
  const root = rootByPath(crypto, chunkCount(size), index, leaf, path)
  if (root === undefined || !equalBytes(idBytes(fileId(crypto, size, root)), idBytes(file))) return undefined
  // The one place that makes the brand: everything it promises has just been checked.
  return { file, size, index, sealed, leaf, path } as VerifiedChunk
}
