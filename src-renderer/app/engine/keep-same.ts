/**
 * What came again unchanged stays the very object it was. Answers are plain data made anew each time; without this, one message in one room
 * would draw the rows of all of them.
 */
export function keepSame<T>(before: readonly T[] | undefined, after: readonly T[], idOf: (one: T) => string): readonly T[] {
  if (before === undefined) return after
  const known = new Map(before.map((one) => [idOf(one), one]))
  return after.map((one) => {
    const old = known.get(idOf(one))
    return old !== undefined && JSON.stringify(old) === JSON.stringify(one) ? old : one
  })
}
