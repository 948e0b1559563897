/**
 * People one knows who may not have Sarangbang: out of other address books and conversations. On this device alone; nothing is merged that
 * the person did not confirm (docs/spec/address-book.md).
 */
import type { LabelledValue } from '../importers/index.ts'
import type { AccountId } from '../ids/index.ts'
import type { Result } from '../result.ts'
import type { ActCode } from './api-codes.ts'
import type { EntryId, MatchReason } from './api-imported.ts'
import type { Picture } from './api-profile.ts'

export type { EntryId } from './api-imported.ts'

/** link: copied or sent by the person. qr: shown as a code. print: on a sheet. csv: for mail merge. */
export type InviteHow = 'link' | 'qr' | 'print' | 'csv'

export interface EntryInvitation {
  /** Wall ms. */
  readonly at: number
  readonly expires: number
  readonly how: InviteHow
  /** Of the link, opaque. */
  readonly link: string
  readonly reminded: number | undefined
}

export interface BookEntry {
  readonly entry: EntryId
  readonly name: string
  readonly family: string
  readonly given: string
  readonly phones: readonly LabelledValue[]
  readonly e164: readonly string[]
  readonly emails: readonly LabelledValue[]
  readonly org: string
  readonly note: string
  readonly birthday: string | null
  readonly labels: readonly string[]
  readonly hasPhoto: boolean
  /** Where it came from, for people: `vcard`, `kakaotalk`, `hand`; each once. */
  readonly sources: readonly string[]
  /** Once known: his account here. */
  readonly account: AccountId | undefined
  /** Newest last. */
  readonly invited: readonly EntryInvitation[]
  /** Wall ms: when he accepted an invitation of this entry. */
  readonly joined: number | undefined
  /** Of the import that made it, until somebody changes, merges or invites it. */
  readonly batch: number | undefined
  /** How many others were merged into it, which `split` brings back. */
  readonly merged: number
}

/** Two that may be the same person. */
export interface BookGuess {
  readonly entry: EntryId
  readonly other: { readonly is: 'entry'; readonly entry: EntryId } | { readonly is: 'contact'; readonly account: AccountId }
  readonly name: string
  readonly otherName: string
  readonly why: MatchReason
}

export interface IssuedInvitation {
  readonly entry: EntryId
  readonly name: string
  readonly link: string
  readonly expires: number
  /** Ready to be pasted into the messenger they use now. */
  readonly sentence: string
}

export type BookCode = ActCode | 'NO_ENTRY' | 'ALREADY_HERE' | 'NOT_MERGED'

export interface EntryFields {
  readonly name?: string
  readonly phones?: readonly LabelledValue[]
  readonly emails?: readonly LabelledValue[]
  readonly org?: string
  readonly note?: string
  readonly labels?: readonly string[]
}

export interface AddressBookApi {
  /** By name. */
  entries(): readonly BookEntry[]
  photo(entry: EntryId): Result<Picture | null, BookCode>
  add(fields: EntryFields): Result<BookEntry, BookCode>
  change(entry: EntryId, fields: EntryFields): Result<BookEntry, BookCode>
  remove(entry: EntryId): Result<undefined, BookCode>
  /** Who may be whom, the surest first; nothing happens by itself. What was turned down does not come again. */
  guesses(): readonly BookGuess[]
  /** Not the same. */
  decline(entry: EntryId, other: EntryId | AccountId): Result<undefined, BookCode>
  /** All of them become the first; undone by `split`. */
  merge(entries: readonly EntryId[]): Result<BookEntry, BookCode>
  split(entry: EntryId): Result<readonly BookEntry[], BookCode>
  /** This entry is that contact; null: it is not. */
  link(entry: EntryId, account: AccountId | null): Result<BookEntry, BookCode>
  /** A contact link of its own for each. ALREADY_HERE: of those named, all have an account. TOO_MANY: no more links may wait; the first ones are made. */
  invite(entries: readonly EntryId[], how: InviteHow, language: 'ko' | 'en'): Result<readonly IssuedInvitation[], BookCode>
  /** Invited at least `BOOK.REMIND_AFTER_MS` ago, neither joined nor reminded since. */
  reminders(): readonly BookEntry[]
  /** The person reminded them. */
  reminded(entries: readonly EntryId[]): Result<undefined, BookCode>
}
