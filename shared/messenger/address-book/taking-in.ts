/** People of files go into the address book, once each however often a file is read, and out of it again with their import. */
import type { ImportedContact } from '../../importers/index.ts'
import { BOOK } from '../../limits.ts'
import type { EntryId } from '../api-address-book.ts'
import { entryRecord, ofContact } from './entry-record.ts'
import type { EntryShelf } from './entry-shelf.ts'
import { likenessOf } from './likeness.ts'

export class TakingIn {
  readonly #shelf: EntryShelf
  /** Entries, and what was merged into them, by name and numbers; made when files are read. */
  #likenesses: Map<string, EntryId> | undefined
  #edition = 0

  constructor(shelf: EntryShelf) {
    this.#shelf = shelf
  }

  /** Within the caller's transaction; undefined: there is no room for more. Who is there already, by name and numbers, stays as he is. */
  take(contact: ImportedContact, source: string, batch: number): { readonly entry: EntryId; readonly isNew: boolean } | undefined {
    const shelf = this.#shelf
    const record = ofContact(contact, source)
    const likeness = likenessOf(record)
    const likenesses = this.#sameAs()
    const known = likenesses.get(likeness)
    const held = known === undefined ? undefined : shelf.resolve(known)
    if (held !== undefined) return { entry: held, isNew: false }
    if (shelf.entries.size >= BOOK.ENTRIES) return undefined
    const entry = shelf.newId()
    shelf.put(entry, { ...record, batch })
    likenesses.set(likeness, entry)
    if (contact.photo !== undefined) shelf.putPhoto(entry, contact.photo)
    return { entry, isNew: true }
  }

  /** What a batch made and nobody touched since. In the caller's transaction. */
  takeBack(batch: number): void {
    this.#likenesses = undefined
    const shelf = this.#shelf
    for (const [entry, held] of [...shelf.entries]) {
      if (held.batch === batch && held.account === undefined && held.invited.length === 0 && shelf.mergedOf(entry).length === 0)
        shelf.drop(entry)
    }
  }

  #sameAs(): Map<string, EntryId> {
    const shelf = this.#shelf
    if (this.#likenesses !== undefined && this.#edition === shelf.edition) return this.#likenesses
    const found = new Map<string, EntryId>()
    for (const { entry, record } of shelf.allParts()) {
      const read = entryRecord.decode(record)
      if (read.ok) found.set(likenessOf(read.value), entry)
    }
    for (const [entry, held] of shelf.entries) found.set(likenessOf(held), entry)
    this.#likenesses = found
    this.#edition = shelf.edition
    return found
  }
}
