/** Whom I know, as the list of people has them. */
import type { Contact } from '../../../shared/messenger/index.ts'
import { matchesName } from '../../../shared/matching/index.ts'

/** Everyone but the blocked, by name. */
export function knownPeople(contacts: readonly Contact[], typed: string, collator: Intl.Collator): readonly Contact[] {
  const shown = contacts.filter(({ blocked }) => !blocked)
  const fitting = typed.trim() === '' ? shown : shown.filter(({ name, announcedName }) => fits(name, typed) || fits(announcedName, typed))
  return fitting.toSorted((a, b) => collator.compare(a.name, b.name))
}

function fits(name: string | undefined, typed: string): boolean {
  return name !== undefined && matchesName(name, typed) !== undefined
}
