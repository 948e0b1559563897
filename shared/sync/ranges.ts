/**
 * Sets of seqs as ascending, disjoint, inclusive ranges. Adjacent ranges are joined, so equal sets have one form. Cost is the number of
 * ranges, never of seqs: a peer may claim 2^53 of them.
 */
import type { Ranges } from './host.ts'

export const NO_RANGES: Ranges = []

/** Flat pairs `first, last, …` as they travel, or undefined unless they are pairs in the one form. */
export function rangesFromPairs(pairs: readonly number[]): Ranges | undefined {
  if (pairs.length % 2 !== 0) return undefined
  const ranges: [number, number][] = []
  let before = -1
  for (let i = 0; i < pairs.length; i += 2) {
    const first = pairs[i] ?? 0
    const last = pairs[i + 1] ?? 0
    if (first < 1 || last < first || (before >= 0 && first <= before + 1)) return undefined
    ranges.push([first, last])
    before = last
  }
  return ranges
}

export function rangesToPairs(ranges: Ranges): readonly number[] {
  return ranges.flat()
}

/** Everything in either. */
export function unite(a: Ranges, b: Ranges): Ranges {
  if (a.length === 0) return b
  if (b.length === 0) return a
  const united: [number, number][] = []
  for (const [first, last] of [...a, ...b].toSorted((x, y) => x[0] - y[0])) {
    const top = united.at(-1)
    if (top !== undefined && first <= top[1] + 1) top[1] = Math.max(top[1], last)
    else united.push([first, last])
  }
  return united
}

/** What is in `a` and not in `b`. */
export function subtract(a: Ranges, b: Ranges): Ranges {
  if (a.length === 0 || b.length === 0) return a
  const rest: [number, number][] = []
  let skip = 0
  for (const [start, last] of a) {
    let first = start
    while (skip < b.length && (b[skip]?.[1] ?? 0) < first) skip += 1
    for (let i = skip; i < b.length && first <= last; i++) {
      const [cutFirst, cutLast] = b[i] ?? [0, 0]
      if (cutFirst > last) break
      if (cutFirst > first) rest.push([first, cutFirst - 1])
      first = Math.max(first, cutLast + 1)
    }
    if (first <= last) rest.push([first, last])
  }
  return rest
}

/** What is in both. */
export function intersect(a: Ranges, b: Ranges): Ranges {
  return subtract(a, subtract(a, b))
}

export function covers(ranges: Ranges, seq: number): boolean {
  return ranges.some(([first, last]) => first <= seq && seq <= last)
}

export function isEqual(a: Ranges, b: Ranges): boolean {
  return a.length === b.length && a.every(([first, last], i) => first === b[i]?.[0] && last === b[i]?.[1])
}

/** The highest seq, 0 when empty. */
export function highest(ranges: Ranges): number {
  return ranges.at(-1)?.[1] ?? 0
}

/** What lies above a seq. */
export function above(ranges: Ranges, seq: number): Ranges {
  return seq < 1 ? ranges : subtract(ranges, [[1, seq]])
}

/** How many seqs. */
export function countOf(ranges: Ranges): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)
}
