/** MEDIA-3 over any number of chunks: each is proven by its path, in any order, and by nothing else. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equalBytes } from '../../shared/codec/index.ts'
import { ChunkSet, SparseTree, leafHash, pathSlots, rootByPath, rootOf, treeSlots } from '../../shared/media/index.ts'
import { crypto, recursivePath, recursiveRoot } from './some-files.ts'

const leafOf = (at: number): Uint8Array => leafHash(crypto, Uint8Array.of(at & 255, at >> 8))
const leavesOf = (count: number): readonly Uint8Array[] => Array.from({ length: count }, (_, at) => leafOf(at))
const counted = fc.integer({ min: 1, max: 300 })
const placed = counted.chain((count) => fc.tuple(fc.constant(count), fc.nat(count - 1)))

describe('[MEDIA-3] a tree of any size', () => {
  test('has the root and the paths of RFC 9162', () => {
    fc.assert(
      fc.property(placed, ([count, index]) => {
        const leaves = leavesOf(count)
        const tree = SparseTree.over(crypto, leaves)
        expect(rootOf(crypto, leaves)).toEqual(recursiveRoot(leaves))
        expect(tree.path(index)).toEqual(recursivePath(leaves, index))
        expect(pathSlots(count, index).every((slot) => slot < treeSlots(count))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('no other leaf, place, count or path leads to its root', () => {
    const bent = fc.tuple(fc.constantFrom('leaf', 'hash', 'drop', 'add', 'swap', 'place', 'count'), fc.nat(1000))
    fc.assert(
      fc.property(placed, bent, ([count, index], [how, at]) => {
        const leaves = leavesOf(count)
        const root = rootOf(crypto, leaves)
        const path = [...recursivePath(leaves, index)]
        const leaf = leaves[index] ?? leafOf(0)
        const place = path.length === 0 ? 0 : at % path.length
        const other = (path[place] ?? leaf).slice()
        other[at % 32] = (other[at % 32] ?? 0) ^ 1
        const led = (): Uint8Array | undefined => {
          switch (how) {
            case 'leaf':
              return rootByPath(crypto, count, index, leafOf(count + at), path)
            case 'hash':
              return path.length === 0 ? undefined : rootByPath(crypto, count, index, leaf, path.with(place, other))
            case 'drop':
              return path.length === 0 ? undefined : rootByPath(crypto, count, index, leaf, path.toSpliced(place, 1))
            case 'add':
              return rootByPath(crypto, count, index, leaf, path.toSpliced(place, 0, other))
            case 'swap':
              return path.length < 2 ? undefined : rootByPath(crypto, count, index, leaf, [...path.slice(1), ...path.slice(0, 1)])
            case 'place':
              return rootByPath(crypto, count, (index + 1 + (at % count)) % (count + 1), leaf, path)
            default:
              // Another count with the same shape on this way leads to the same root: the size in the file’s id tells them apart.
              return undefined
          }
        }
        const isSamePlace = how === 'place' && (index + 1 + (at % count)) % (count + 1) === index
        const found = led()
        expect(found !== undefined && equalBytes(found, root) && !isSamePlace).toBe(false)
      }),
      { numRuns: 300 },
    )
  })
})

test('a set of chunks is a set, whatever is put and taken', () => {
  const acts = fc.array(fc.tuple(fc.boolean(), fc.nat(40)), { maxLength: 100 })
  fc.assert(
    fc.property(acts, (all) => {
      const [set, model] = [ChunkSet.none(41), new Set<number>()]
      for (const [isAdded, index] of all) {
        expect(isAdded ? set.add(index) : set.remove(index)).toBe(model.has(index) !== isAdded)
        if (isAdded) model.add(index)
        else model.delete(index)
      }
      expect([...set]).toEqual([...model].toSorted((a, b) => a - b))
      expect(set.count).toBe(model.size)
      expect([...(ChunkSet.of(41, set.bytes()) ?? [])]).toEqual([...set])
      expect(set.ranges().flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => first + at))).toEqual([...set])
    }),
  )
})
