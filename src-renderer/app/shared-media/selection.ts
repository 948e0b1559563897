/**
 * Which things of a list are selected, by their keys: one after another, or from one to another by Shift, as in every list of files. A range that
 * is being drawn replaces the one before it and leaves what was selected otherwise. Pure.
 */
export interface Selection {
  readonly keys: ReadonlySet<string>
  /** Without the range that is being drawn. */
  readonly apart: ReadonlySet<string>
  /** Where a range begins. */
  readonly anchor: string | undefined
}

export const NOTHING_SELECTED: Selection = { keys: new Set(), apart: new Set(), anchor: undefined }

export function withToggled({ keys }: Selection, key: string): Selection {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next.size === 0 ? NOTHING_SELECTED : { keys: next, apart: next, anchor: key }
}

/** From where it was begun, or else `from`, up to `to`; both in `order`. */
export function withRange({ apart, anchor }: Selection, order: readonly string[], from: string, to: string): Selection {
  const start = anchor !== undefined && order.includes(anchor) ? anchor : from
  const ends = [order.indexOf(start), order.indexOf(to)]
  const range = order.slice(Math.max(0, Math.min(...ends)), Math.max(...ends) + 1)
  return { keys: new Set([...apart, ...range]), apart, anchor: start }
}

export function allOf(order: readonly string[]): Selection {
  const keys = new Set(order)
  return { keys, apart: keys, anchor: undefined }
}
