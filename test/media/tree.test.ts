/** MEDIA-1 to MEDIA-3: sizes around the borders of chunks, what is sealed, and what of a chunk with its path is believed. */
import { describe, expect, test } from 'vitest'
import { nobleCrypto } from '../../shared/crypto/index.ts'
import { MEDIA } from '../../shared/limits.ts'
import { idFromBytes } from '../../shared/ids/index.ts'
import {
  PATH_HASHES,
  SparseTree,
  chunkCount,
  fileId,
  isFileSize,
  leafHash,
  openChunk,
  pathSlots,
  plainLength,
  rootOf,
  sealChunk,
  sealedLength,
  sealedOffset,
  sealedSize,
  verifyChunk,
} from '../../shared/media/index.ts'
import { crypto, recursivePath, recursiveRoot, sealedFile, someBytes, someKey } from './some-files.ts'

const CHUNK = MEDIA.CHUNK_BYTES

describe('[MEDIA-1] chunks', () => {
  test.each([
    [0, 1, 0],
    [1, 1, 1],
    [CHUNK - 1, 1, CHUNK - 1],
    [CHUNK, 1, CHUNK],
    [CHUNK + 1, 2, 1],
    [5 * CHUNK, 5, CHUNK],
    [MEDIA.FILE_BYTES, 16_384, CHUNK],
  ])('of %d bytes are %d, the last of %d', (size, count, last) => {
    expect(chunkCount(size)).toBe(count)
    expect(plainLength(size, count - 1)).toBe(last)
    expect(sealedLength(size, count - 1)).toBe(last + 16)
    expect(sealedOffset(count - 1) + last + 16).toBe(sealedSize(size))
    expect(plainLength(size, count)).toBeUndefined()
    expect(plainLength(size, -1)).toBeUndefined()
    expect(plainLength(size, 0.5)).toBeUndefined()
  })

  test('a file has at most MEDIA.FILE_BYTES, in whole bytes', () => {
    expect(isFileSize(MEDIA.FILE_BYTES)).toBe(true)
    for (const size of [MEDIA.FILE_BYTES + 1, -1, 1.5, Number.NaN, Infinity]) expect(isFileSize(size)).toBe(false)
    expect(pathSlots(chunkCount(MEDIA.FILE_BYTES), 5)).toHaveLength(PATH_HASHES)
  })

  test('[ENC-10] [MEDIA-2] open as what they were sealed as, on both back ends, and as nothing else', () => {
    const plain = someBytes(1000)
    const sealed = sealChunk(crypto, someKey(), 3, false, plain)
    expect(sealChunk(nobleCrypto(), someKey(), 3, false, plain)).toEqual(sealed)
    expect(openChunk(crypto, someKey(), 3, false, sealed)).toEqual(plain)
    expect(openChunk(crypto, someKey(), 2, false, sealed)).toBeUndefined()
    expect(openChunk(crypto, someKey(), 3, true, sealed)).toBeUndefined()
    expect(openChunk(crypto, someKey(8), 3, false, sealed)).toBeUndefined()
    expect(openChunk(crypto, someKey(), 3, false, sealed.subarray(0, 15))).toBeUndefined()
  })
})

describe('[MEDIA-3] the hash tree', () => {
  const leavesOf = (count: number): Uint8Array[] => Array.from({ length: count }, (_, at) => leafHash(crypto, Uint8Array.of(at, at >> 8)))

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 31, 32, 33, 100])('of %d leaves is that of RFC 9162, with every path', (count) => {
    const leaves = leavesOf(count)
    const tree = SparseTree.over(crypto, leaves)
    expect(rootOf(crypto, leaves)).toEqual(recursiveRoot(leaves))
    expect(tree.root(crypto)).toEqual(recursiveRoot(leaves))
    for (let index = 0; index < count; index += 1) expect(tree.path(index)).toEqual(recursivePath(leaves, index))
    expect(tree.leaf(count)).toBeUndefined()
  })

  test('an empty file is one chunk, and its path is empty', () => {
    const empty = sealedFile(new Uint8Array(0))
    expect(empty.sealed).toHaveLength(1)
    expect(empty.chunk(0).path).toEqual([])
  })

  test('a chunk is believed with its own path, place, size and id alone', () => {
    const { file, size, sealed, path } = sealedFile(someBytes(4 * CHUNK + 7))
    const chunk = sealed[2] ?? new Uint8Array(0)
    const believed = (...[id = file, bytes = size, index = 2, data = chunk, way = path(2)]: Partial<Arguments>): boolean =>
      verifyChunk(crypto, id, bytes, index, data, way) !== undefined
    expect(believed()).toBe(true)
    expect(believed(idFromBytes('file', new Uint8Array(32)))).toBe(false)
    for (const other of [size + 1, size - 1, 3 * CHUNK, 0, -1, MEDIA.FILE_BYTES + CHUNK]) expect(believed(file, other)).toBe(false)
    for (const other of [0, 1, 3, 4, 5, -1, 2 ** 32 + 2]) expect(believed(file, size, other)).toBe(false)
    expect(believed(file, size, 2, chunk.with(5, 1 ^ (chunk[5] ?? 0)))).toBe(false)
    expect(believed(file, size, 2, chunk.subarray(1))).toBe(false)
    expect(believed(file, size, 2, chunk, path(3))).toBe(false)
    expect(believed(file, size, 2, chunk, path(2).slice(1))).toBe(false)
    expect(believed(file, size, 2, chunk, [...path(2), new Uint8Array(32)])).toBe(false)
    expect(believed(file, size, 2, chunk, path(2).with(0, new Uint8Array(31)))).toBe(false)
  })

  test('an inner node never passes for a leaf, nor one root with two sizes for one file', () => {
    const { root } = sealedFile(someBytes(2 * CHUNK))
    expect(fileId(crypto, 2 * CHUNK, root)).not.toBe(fileId(crypto, 2 * CHUNK - 1, root))
    const [left, right] = leavesOf(2)
    if (left === undefined || right === undefined) throw new Error('two leaves')
    const joined = new Uint8Array([...left, ...right])
    expect(leafHash(crypto, joined)).not.toEqual(rootOf(crypto, [left, right]))
  })

  test('without a leaf there is no root', () => {
    expect(() => rootOf(crypto, [])).toThrow(RangeError)
  })
})

describe('a tree that is known in parts', () => {
  test('gives the paths of what was kept, and of nothing else, also after lying on a disk', () => {
    const whole = sealedFile(someBytes(4 * CHUNK + 1))
    const tree = new SparseTree(5)
    expect([tree.path(1), tree.leaf(1), tree.root(crypto)]).toEqual([undefined, undefined, undefined])
    tree.keep(whole.chunk(1))
    const read = new SparseTree(5, tree.bytes.slice())
    expect(read.path(1)).toEqual(whole.path(1))
    expect(read.leaf(1)).toEqual(whole.leaves[1])
    // What it knows of 2 are hashes beside other ways.
    expect(read.path(2)).toBeUndefined()
    expect(() => new SparseTree(4, tree.bytes)).toThrow(RangeError)
    for (const index of [4, 0, 3, 2]) read.keep(whole.chunk(index))
    expect(read.root(crypto)).toEqual(whole.root)
  })
})

type Arguments = [id: ReturnType<typeof fileId>, size: number, index: number, sealed: Uint8Array, path: readonly Uint8Array[]]
