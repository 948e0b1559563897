/** The known word a mistyped one was probably meant to be: at most a third of its letters away, and at most two. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const typed = word.slice(0, 40)
  const ranked = known.map((candidate) => ({ candidate, distance: editDistance(typed, candidate) })).sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  return best !== undefined && best.distance <= Math.min(2, Math.ceil(best.candidate.length / 3)) ? best.candidate : undefined
}

/** Letters to insert, delete, change or swap. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1]
      const steps = [(last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1)]
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current.push(Math.min(...steps, isSwap ? (beforeLast[column - 2] ?? 0) + 1 : Infinity))
    }
    beforeLast = last
    last = current
  }
  return last[b.length] ?? 0
}
