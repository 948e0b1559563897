/**
 * The address book of people who may not have Sarangbang (docs/spec/address-book.md): what a person does with it, and what the rest of the
 * messenger asks of it. In memory as on disk; every act is one durable commit.
 */
import { toHex } from '../../codec/index.ts'
import type { Clock, Rng } from '../../crypto/index.ts'
import type { AccountId } from '../../ids/index.ts'
import { BOOK } from '../../limits.ts'
import { pictureOf } from '../../pictures/index.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { Store } from '../../store/index.ts'
import type { AddressBookApi, BookCode, BookEntry, EntryId } from '../api-address-book.ts'
import type { Contact } from '../api.ts'
import type { People } from '../people/index.ts'
import { BLANK, fieldsOf } from './entry-record.ts'
import { EntryShelf } from './entry-shelf.ts'
import { type BookIndex, guessesAmong, indexOf } from './guessing.ts'
import { Inviting } from './inviting.ts'
import { isAmong } from './likeness.ts'
import { mergeOn, splitOn } from './merging.ts'
import { TakingIn } from './taking-in.ts'

export interface AddressBookDeps {
  readonly store: Store
  readonly rng: Rng
  readonly clock: Clock
  people(): Pick<People, 'contacts' | 'me' | 'linkUsers' | 'record'>
  /** As the messenger does it: who is invited may be at the door before anything else happens. */
  invite(): Result<{ readonly link: string }, BookCode>
  changed(): void
}

export class AddressBook implements AddressBookApi {
  readonly #deps: AddressBookDeps
  readonly #shelf: EntryShelf
  readonly #inviting: Inviting
  readonly #takingIn: TakingIn

  constructor(deps: AddressBookDeps) {
    this.#deps = deps
    this.#shelf = new EntryShelf(deps)
    this.#inviting = new Inviting(this.#shelf, deps)
    this.#takingIn = new TakingIn(this.#shelf)
  }

  entries(): readonly BookEntry[] {
    return [...this.#shelf.entries.keys()]
      .flatMap((entry) => this.#view(entry) ?? [])
      .toSorted((a, b) => a.name.localeCompare(b.name, 'ko'))
  }

  nameOf(entry: EntryId): string | undefined {
    const now = this.#shelf.resolve(entry)
    return now === undefined ? undefined : this.#shelf.entries.get(now)?.name
  }

  accountOf(entry: EntryId): AccountId | undefined {
    const now = this.#shelf.resolve(entry)
    return now === undefined ? undefined : this.#shelf.entries.get(now)?.account
  }

  /** Under which entry somebody stands now: itself, or the one it was merged into. undefined: it is gone. */
  resolve(entry: EntryId): EntryId | undefined {
    return this.#shelf.resolve(entry)
  }

  /** Where a contact has an entry of his own. */
  entriesOf(account: AccountId): readonly EntryId[] {
    return [...this.#shelf.entries].flatMap(([entry, held]) => (held.account === account ? [entry] : []))
  }

  photo: AddressBookApi['photo'] = (entry) => {
    if (!this.#shelf.entries.has(entry)) return fail('NO_ENTRY')
    const held = this.#shelf.photoOf(entry)
    return ok(held === undefined ? null : (pictureOf(held) ?? null))
  }

  add: AddressBookApi['add'] = (fields) => {
    if ((fields.name ?? '').trim() === '') return fail('EMPTY')
    if (this.#shelf.entries.size >= BOOK.ENTRIES) return fail('TOO_MANY')
    const entry = this.#shelf.newId()
    const made = this.#shelf.commit(() => this.#shelf.put(entry, { ...BLANK, ...fieldsOf(fields), sources: ['hand'] }))
    return made.ok ? this.#viewOr(entry) : made
  }

  change: AddressBookApi['change'] = (entry, fields) => {
    const before = this.#shelf.entries.get(entry)
    if (before === undefined) return fail('NO_ENTRY')
    if (fields.name?.trim() === '') return fail('EMPTY')
    const { batch: _, ...kept } = before
    const numbers = fields.phones === undefined ? {} : { e164: before.e164.filter((number) => isAmong(fields, number)) }
    const done = this.#shelf.commit(() => this.#shelf.put(entry, { ...kept, ...fieldsOf(fields), ...numbers }))
    return done.ok ? this.#viewOr(entry) : done
  }

  remove: AddressBookApi['remove'] = (entry) => {
    if (!this.#shelf.entries.has(entry)) return fail('NO_ENTRY')
    return this.#shelf.commit(() => this.#shelf.drop(entry))
  }

  guesses: AddressBookApi['guesses'] = () => guessesAmong(this.#shelf, this.#contacts())

  decline: AddressBookApi['decline'] = (entry, other) => {
    if (!this.#shelf.entries.has(entry)) return fail('NO_ENTRY')
    return this.#shelf.commit(() => this.#shelf.decline(entry, other))
  }

  merge: AddressBookApi['merge'] = (entries) => {
    const done = mergeOn(this.#shelf, entries)
    return done.ok ? this.#viewOr(done.value) : done
  }

  split: AddressBookApi['split'] = (entry) => {
    const done = splitOn(this.#shelf, entry)
    return done.ok ? ok(done.value.flatMap((part) => this.#view(part) ?? [])) : done
  }

  link: AddressBookApi['link'] = (entry, account) => {
    const before = this.#shelf.entries.get(entry)
    if (before === undefined) return fail('NO_ENTRY')
    if (account !== null && this.#deps.people().record(account) === undefined) return fail('NO_CONTACT')
    const { batch: _batch, account: _account, joined: _joined, ...rest } = before
    const done = this.#shelf.commit(() => this.#shelf.put(entry, account === null ? rest : { ...rest, account, joined: before.joined }))
    return done.ok ? this.#viewOr(entry) : done
  }

  invite: AddressBookApi['invite'] = (entries, how, language) => this.#inviting.invite(entries, how, language)

  reminders: AddressBookApi['reminders'] = () => this.entries().filter(({ entry }) => this.#inviting.isDue(entry))

  reminded: AddressBookApi['reminded'] = (entries) => this.#inviting.reminded(entries)

  /** Somebody became a contact: whoever came by an entry's link is that entry. */
  contactsChanged(): void {
    this.#inviting.contactsChanged()
  }

  /** Out of a file, within the caller's transaction. */
  take: TakingIn['take'] = (contact, source, batch) => this.#takingIn.take(contact, source, batch)

  /** What a batch made and nobody touched since. In the caller's transaction. */
  takeBack(batch: number): void {
    this.#takingIn.takeBack(batch)
  }

  /** Everybody who may be that person. */
  index(): BookIndex {
    return indexOf(this.#shelf, this.#contacts())
  }

  /** After a commit that failed. */
  reload(): void {
    this.#shelf.reload()
  }

  #contacts(): readonly Contact[] {
    return this.#deps
      .people()
      .contacts()
      .filter(({ blocked }) => !blocked)
  }

  #view(entry: EntryId): BookEntry | undefined {
    const held = this.#shelf.entries.get(entry)
    if (held === undefined) return undefined
    const { unknown: _unknown, batch, invited, account, joined, ...rest } = held
    return {
      ...rest,
      entry,
      account,
      joined,
      batch,
      hasPhoto: this.#shelf.photoOf(entry) !== undefined,
      invited: invited.map(({ token, reminded, ...each }) => ({ ...each, link: toHex(token).slice(0, 8), reminded })),
      merged: Math.max(0, this.#shelf.mergedOf(entry).length - 1),
    }
  }

  #viewOr(entry: EntryId): Result<BookEntry, BookCode> {
    const view = this.#view(entry)
    return view === undefined ? fail('NO_ENTRY') : ok(view)
  }
}
