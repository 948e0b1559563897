/** Who of the address book is not here yet, and how far it has come with each. */
import type { BookEntry } from '../../../shared/messenger/index.ts'

/** In the order of the engine, which is by name. */
export function outside(entries: readonly BookEntry[]): readonly BookEntry[] {
  return entries.filter(({ account }) => account === undefined)
}

export type Standing =
  | { readonly is: 'here' }
  | { readonly is: 'joined'; readonly at: number }
  | { readonly is: 'invited'; readonly at: number }
  | { readonly is: 'over'; readonly at: number }
  | { readonly is: 'uninvited' }

/** How far it has come with somebody. */
export function standingOf({ account, joined, invited }: Pick<BookEntry, 'account' | 'joined' | 'invited'>, now: number): Standing {
  if (account !== undefined) return joined === undefined ? { is: 'here' } : { is: 'joined', at: joined }
  const last = invited.at(-1)
  if (last === undefined) return { is: 'uninvited' }
  return last.expires <= now ? { is: 'over', at: last.expires } : { is: 'invited', at: last.at }
}
