/** Sets of seqs as ascending, disjoint, inclusive ranges: what statuses and acknowledgements are made of. Pure. */
export type SeqRanges = readonly (readonly [first: number, last: number])[]

/** Whether `seq` lies in one of the ranges. */
export function includes(ranges: SeqRanges, seq: number): boolean {
  let low = 0
  let high = ranges.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const range = ranges[middle]
    if (range === undefined) return false
    if (seq < range[0]) high = middle - 1
    else if (seq > range[1]) low = middle + 1
    else return true
  }
  return false
}

/** Both together; adjacent ranges become one. */
export function union(a: SeqRanges, b: SeqRanges): SeqRanges {
  const sorted = [...a, ...b].toSorted((x, y) => x[0] - y[0])
  const merged: (readonly [number, number])[] = []
  for (const [first, last] of sorted) {
    const before = merged.at(-1)
    if (before !== undefined && first <= before[1] + 1) merged[merged.length - 1] = [before[0], Math.max(before[1], last)]
    else merged.push([first, last])
  }
  return merged
}

/** What is in `a` and not in `b`. */
export function without(a: SeqRanges, b: SeqRanges): SeqRanges {
  const rest: (readonly [number, number])[] = []
  for (const [first, last] of a) {
    let from = first
    for (const [start, end] of b) {
      if (end < from) continue
      if (start > last) break
      if (start > from) rest.push([from, start - 1])
      from = end + 1
    }
    if (from <= last) rest.push([from, last])
  }
  return rest
}
