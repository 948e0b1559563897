/** Who has an invitation and has not come: for whoever asks whom one would reach. */
import type { BookEntry } from '../api-address-book.ts'
import type { InvitedPerson } from '../api-readiness.ts'

export function invitedOf(entries: readonly BookEntry[]): readonly InvitedPerson[] {
  return entries.flatMap(({ name, account, invited }) => {
    const [first, last] = [invited[0], invited.at(-1)]
    if (first === undefined || last === undefined || account !== undefined) return []
    return [{ name, since: first.at, toldAt: Math.max(last.at, last.reminded ?? 0) }]
  })
}
