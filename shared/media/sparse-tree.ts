/**
 * The nodes of a file's hash tree as far as they are known: of a file that is whole, all; of one that is still coming, those beside the
 * ways of the chunks that are here, which is what it takes to serve them. Flat bytes at fixed places, 32 a node, the leaves first, so that a
 * store can write single nodes to a file and read them back; a node of zeros is one that is not known.
 */
import type { Crypto } from '../crypto/index.ts'
import { HASH_BYTES, type HashPath, levelAbove, levelsOf, rootByPath, type VerifiedChunk } from './tree.ts'

const UNKNOWN = new Uint8Array(HASH_BYTES)

/** A node and its place: the byte `slot * 32`. */
export interface PlacedNode {
  readonly slot: number
  readonly hash: Uint8Array
}

/** How many nodes a tree of that many chunks has. */
export function treeSlots(chunks: number): number {
  return levelsOf(chunks).reduce((sum, width) => sum + width, 0)
}

/** The places of the hashes of a chunk's path, in its order; a chunk's own leaf has its index as place. */
export function pathSlots(chunks: number, index: number): readonly number[] {
  const slots: number[] = []
  let first = 0
  let at = index
  for (const width of levelsOf(chunks)) {
    if (width > 1 && (at ^ 1) < width) slots.push(first + (at ^ 1))
    first += width
    at >>= 1
  }
  return slots
}

/** What a verified chunk tells of the tree. */
export function nodesOf({ index, leaf, path }: VerifiedChunk, chunks: number): readonly PlacedNode[] {
  const slots = pathSlots(chunks, index)
  return [{ slot: index, hash: leaf }, ...path.map((node, at) => ({ slot: slots[at] ?? 0, hash: node }))]
}

export class SparseTree {
  readonly chunks: number
  readonly #bytes: Uint8Array

  /** Of `bytes` as `bytes` gave them; RangeError when they have another length. Without any, nothing is known yet. */
  constructor(chunks: number, bytes: Uint8Array = new Uint8Array(treeSlots(chunks) * HASH_BYTES)) {
    if (bytes.length !== treeSlots(chunks) * HASH_BYTES) throw new RangeError(`a tree of ${chunks} chunks has other bytes`)
    this.chunks = chunks
    this.#bytes = bytes
  }

  /** The whole tree over these leaves. */
  static over(crypto: Crypto, leaves: readonly Uint8Array[]): SparseTree {
    const tree = new SparseTree(leaves.length)
    let slot = 0
    for (let level = leaves; ; level = levelAbove(crypto, level)) {
      for (const node of level) {
        tree.#set(slot, node)
        slot += 1
      }
      if (level.length <= 1) return tree
    }
  }

  /** All nodes at their places; not to be changed. */
  get bytes(): Uint8Array {
    return this.#bytes
  }

  keep(chunk: VerifiedChunk): void {
    for (const { slot, hash } of nodesOf(chunk, this.chunks)) this.#set(slot, hash)
  }

  /** undefined: not known. */
  leaf(index: number): Uint8Array | undefined {
    return index < this.chunks ? this.#node(index) : undefined
  }

  /** undefined: a hash of it is not known. */
  path(index: number): HashPath | undefined {
    const path: Uint8Array[] = []
    for (const slot of pathSlots(this.chunks, index)) {
      const node = this.#node(slot)
      if (node === undefined) return undefined
      path.push(node)
    }
    return path
  }

  /** By the first leaf; undefined while that is not known. */
  root(crypto: Crypto): Uint8Array | undefined {
    const leaf = this.leaf(0)
    const path = this.path(0)
    return leaf === undefined || path === undefined ? undefined : rootByPath(crypto, this.chunks, 0, leaf, path)
  }

  #node(slot: number): Uint8Array | undefined {
    const node = this.#bytes.slice(slot * HASH_BYTES, (slot + 1) * HASH_BYTES)
    return node.some((byte, at) => byte !== UNKNOWN[at]) ? node : undefined
  }

  #set(slot: number, hash: Uint8Array): void {
    this.#bytes.set(hash, slot * HASH_BYTES)
  }
}
