/** Whom to invite, chosen out of thousands: by a filter, all that fit at once, one by one. Who came meanwhile is not invited. */
import type { BookEntry, EntryId } from '../../../shared/messenger/index.ts'
import { BOOK } from '../../../shared/limits.ts'

export type Filter = 'all' | 'phone' | 'uninvited' | 'import'
export type Chosen = ReadonlySet<EntryId>

export function filtered(entries: readonly BookEntry[], filter: Filter, batch: number | undefined): readonly BookEntry[] {
  switch (filter) {
    case 'all':
      return entries
    case 'phone':
      return entries.filter(({ phones }) => phones.length > 0)
    case 'uninvited':
      return entries.filter(({ invited }) => invited.length === 0)
    case 'import':
      return entries.filter((entry) => batch !== undefined && entry.batch === batch)
  }
}

export function toggled(chosen: Chosen, entry: EntryId): Chosen {
  const next = new Set(chosen)
  if (!next.delete(entry)) next.add(entry)
  return next
}

/** All that fit, besides those chosen before. */
export function withAll(chosen: Chosen, entries: readonly BookEntry[]): Chosen {
  return new Set([...chosen, ...entries.map(({ entry }) => entry)])
}

/** Of those chosen, who can be invited now, in the order of the list. */
export function invitable(entries: readonly BookEntry[], chosen: Chosen): readonly EntryId[] {
  return entries.filter(({ entry, account }) => account === undefined && chosen.has(entry)).map(({ entry }) => entry)
}

/** As many at once as one call takes. */
export function runs(entries: readonly EntryId[]): readonly (readonly EntryId[])[] {
  const count = Math.ceil(entries.length / BOOK.INVITED_AT_ONCE)
  return Array.from({ length: count }, (_, at) => entries.slice(at * BOOK.INVITED_AT_ONCE, (at + 1) * BOOK.INVITED_AT_ONCE))
}
