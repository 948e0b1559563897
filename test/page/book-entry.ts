/** Somebody of the address book as an engine shows him, made up of what a test is about. */
import { NO_CONTACT } from '../../shared/importers/index.ts'
import type { BookEntry } from '../../shared/messenger/index.ts'

/** Out of a contact file, nothing known but the name. */
export function bookEntry(entry: string, name: string, parts: Partial<BookEntry> = {}): BookEntry {
  const { displayName: _, ...nothing } = NO_CONTACT
  return {
    ...nothing,
    entry,
    name,
    hasPhoto: false,
    sources: ['vcard'],
    account: undefined,
    invited: [],
    joined: undefined,
    batch: undefined,
    merged: 0,
    ...parts,
  }
}
