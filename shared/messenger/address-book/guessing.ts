/** Who may be whom (BOOK-3): entries beside contacts and beside each other. Guesses only; the person says. */
import type { AccountId } from '../../ids/index.ts'
import { BOOK } from '../../limits.ts'
import type { BookGuess, EntryId } from '../api-address-book.ts'
import type { Contact } from '../api.ts'
import type { EntryShelf } from './entry-shelf.ts'
import { matchableOf, pairOf } from './likeness.ts'
import { MatchIndex, isSurer } from './matching.ts'

export type BookIndex = MatchIndex<{ readonly entry: EntryId } | { readonly account: AccountId }>

/** The surest first; without those a person has said no to. */
export function guessesAmong(shelf: EntryShelf, people: readonly Contact[]): readonly BookGuess[] {
  const declined = shelf.declined()
  const contacts = new MatchIndex<AccountId>()
  const known = new Map<AccountId, string>()
  for (const contact of people) {
    contacts.add(contact.account, { names: [contact.name], e164: [], emails: [] })
    known.set(contact.account, contact.name)
  }
  const found: BookGuess[] = []
  const others = new MatchIndex<EntryId>()
  const add = (entry: EntryId, name: string, other: BookGuess['other'], otherName: string, why: BookGuess['why']): void => {
    if (!declined.has(pairOf(entry, other.is === 'entry' ? other.entry : other.account))) found.push({ entry, other, name, otherName, why })
  }
  for (const [entry, held] of shelf.entries) {
    const matchable = matchableOf(held)
    if (held.account === undefined)
      for (const { whom, why } of contacts.find(matchable))
        add(entry, held.name, { is: 'contact', account: whom }, known.get(whom) ?? '', why)
    for (const { whom, why } of others.find(matchable))
      add(whom, shelf.entries.get(whom)?.name ?? '', { is: 'entry', entry }, held.name, why)
    others.add(entry, matchable)
  }
  return found.toSorted((a, b) => isSurer(a.why, b.why)).slice(0, BOOK.GUESSES)
}

/** Everybody who may be somebody of a file. */
export function indexOf(shelf: EntryShelf, people: readonly Contact[]): BookIndex {
  const index: BookIndex = new MatchIndex()
  for (const { account, name } of people) index.add({ account }, { names: [name], e164: [], emails: [] })
  for (const [entry, held] of shelf.entries) {
    index.add(held.account === undefined ? { entry } : { account: held.account }, matchableOf(held))
  }
  return index
}
