/**
 * How a list becomes another without moving what is looked at. The virtual list keeps its place from the end when rows came or went above
 * (`isAbove`), and from the start when they did so below; when both happened at once it is done in two steps. Pure.
 */
export interface Stage<T> {
  readonly rows: readonly T[]
  readonly isAbove: boolean
  /** Still to be shown after this. */
  readonly rest?: readonly T[]
}

/**
 * `anchor`: the row that must stay where it is. Without one in common the list is simply another. `isSteady`: whether a row stays with its
 * neighbours; the heading of a day goes up to whatever now is the first of that day.
 */
export function stageOf<T extends { readonly key: string }>(
  before: readonly T[],
  after: readonly T[],
  anchor: string | undefined,
  isSteady: (row: T) => boolean = () => true,
): Stage<T> {
  const [was, is] = commonPlace(before, after, anchor, isSteady)
  if (was === -1 || is === -1 || was === is) return { rows: after, isAbove: false }
  if (before.length - was === after.length - is) return { rows: after, isAbove: true }
  return { rows: [...after.slice(0, is), ...before.slice(was)], isAbove: true, rest: after }
}

/** The anchor, or if it is gone the nearest row after it, else before it, that is still there. */
function commonPlace<T extends { readonly key: string }>(
  before: readonly T[],
  after: readonly T[],
  anchor: string | undefined,
  isSteady: (row: T) => boolean,
): readonly [number, number] {
  const places = new Map(after.map(({ key }, index) => [key, index]))
  const from = Math.max(
    0,
    before.findIndex(({ key }) => key === anchor),
  )
  for (const was of [...range(from, before.length), ...range(0, from).reverse()]) {
    const row = before[was]
    const is = row === undefined || !isSteady(row) ? undefined : places.get(row.key)
    if (is !== undefined) return [was, is]
  }
  return [-1, -1]
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index)
}
