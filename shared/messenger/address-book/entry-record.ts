/** What is kept of one person of the address book. A photo lies apart: lists do not need it. */
import { type Codec, array, bytes, choice, field, id, nullable, optional, record, struct, text, uint } from '../../codec/index.ts'
import type { AccountId } from '../../ids/index.ts'
import type { ImportedContact, LabelledValue } from '../../importers/index.ts'
import { BOOK } from '../../limits.ts'
import type { EntryFields, InviteHow } from '../api-address-book.ts'

export interface InvitationRecord {
  readonly at: number
  readonly expires: number
  readonly how: InviteHow
  readonly token: Uint8Array
  readonly reminded?: number | undefined
}

export interface EntryRecord {
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
  readonly unknown: readonly string[]
  readonly sources: readonly string[]
  readonly account?: AccountId | undefined
  readonly invited: readonly InvitationRecord[]
  readonly joined?: number | undefined
  /** The batch that made it, until the person touches it. */
  readonly batch?: number | undefined
}

const TOKEN_BYTES = 16
const SOURCE_CHARACTERS = 64
const line = text(BOOK.VALUE_CHARACTERS)
const lines = array(line, { max: BOOK.VALUES })
const labelled: Codec<LabelledValue> = record({ value: field(0, line), label: optional(1, line) })
const values = array(labelled, { max: BOOK.VALUES })
const invitation: Codec<InvitationRecord> = record({
  at: field(1, uint()),
  expires: field(2, uint()),
  how: field(3, choice<InviteHow>({ link: 0, qr: 1, print: 2, csv: 3 })),
  token: field(4, bytes(TOKEN_BYTES)),
  reminded: optional(5, uint()),
})

export const entryRecord: Codec<EntryRecord> = struct({
  name: field(1, line),
  family: field(2, line),
  given: field(3, line),
  phones: field(4, values),
  e164: field(5, lines),
  emails: field(6, values),
  org: field(7, line),
  note: field(8, text(BOOK.NOTE_CHARACTERS)),
  birthday: field(9, nullable(text(SOURCE_CHARACTERS))),
  labels: field(10, lines),
  unknown: field(11, array(text(BOOK.UNKNOWN_BYTES), { max: BOOK.VALUES })),
  sources: field(12, array(text(SOURCE_CHARACTERS), { max: BOOK.VALUES })),
  account: optional(13, id('account')),
  invited: field(14, array(invitation, { max: BOOK.INVITATIONS })),
  joined: optional(15, uint()),
  batch: optional(16, uint()),
})

export const BLANK: EntryRecord = {
  name: '',
  family: '',
  given: '',
  phones: [],
  e164: [],
  emails: [],
  org: '',
  note: '',
  birthday: null,
  labels: [],
  unknown: [],
  sources: [],
  invited: [],
}

/** Cut to what is kept; never refused for what is in it. */
export function ofContact(contact: ImportedContact, source: string): EntryRecord {
  return {
    ...BLANK,
    ...fieldsOf({ name: contact.displayName, phones: contact.phones, emails: contact.emails, org: contact.org, note: contact.note }),
    labels: some(contact.labels),
    family: cut(contact.family),
    given: cut(contact.given),
    e164: some(contact.e164),
    birthday: contact.birthday === null ? null : contact.birthday.slice(0, SOURCE_CHARACTERS).toWellFormed(),
    unknown: someUnknown(contact.unknown ?? []),
    sources: [source],
  }
}

/** What a person typed, as far as it is kept. */
export function fieldsOf({ name, phones, emails, org, note, labels }: EntryFields): Partial<EntryRecord> {
  return {
    ...(name !== undefined && { name: cut(name) }),
    ...(phones !== undefined && { phones: someValues(phones) }),
    ...(emails !== undefined && { emails: someValues(emails) }),
    ...(org !== undefined && { org: cut(org) }),
    ...(note !== undefined && { note: note.slice(0, BOOK.NOTE_CHARACTERS).toWellFormed() }),
    ...(labels !== undefined && { labels: some(labels) }),
  }
}

/** The first keeps what it has; what it lacks comes from the others. Lists are joined, each value once. */
export function merged(entries: readonly EntryRecord[]): EntryRecord {
  return entries.reduce((one, other) => ({
    name: one.name === '' ? other.name : one.name,
    family: one.family === '' ? other.family : one.family,
    given: one.given === '' ? other.given : one.given,
    phones: union(one.phones, other.phones, ({ value }) => value),
    e164: union(one.e164, other.e164, (value) => value),
    emails: union(one.emails, other.emails, ({ value }) => value.toLowerCase()),
    org: one.org === '' ? other.org : one.org,
    note: joined(one.note, other.note),
    birthday: one.birthday ?? other.birthday,
    labels: union(one.labels, other.labels, (value) => value),
    unknown: union(one.unknown, other.unknown, (value) => value),
    sources: union(one.sources, other.sources, (value) => value),
    account: one.account ?? other.account,
    invited: [...one.invited, ...other.invited].toSorted((a, b) => a.at - b.at).slice(-BOOK.INVITATIONS),
    joined: one.joined ?? other.joined,
  }))
}

function union<T>(one: readonly T[], other: readonly T[], keyOf: (value: T) => string): readonly T[] {
  return [...new Map([...other, ...one].map((value) => [keyOf(value), value])).values()]
    .toSorted((a, b) => rank(one, a) - rank(one, b))
    .slice(0, BOOK.VALUES)
}

function rank<T>(list: readonly T[], value: T): number {
  const at = list.indexOf(value)
  return at === -1 ? list.length : at
}

function joined(one: string, other: string): string {
  if (one === '' || other === '' || one === other) return one === '' ? other : one
  return `${one}\n\n${other}`.slice(0, BOOK.NOTE_CHARACTERS).toWellFormed()
}

function cut(value: string): string {
  return value.slice(0, BOOK.VALUE_CHARACTERS).toWellFormed()
}

function some(list: readonly string[]): readonly string[] {
  return list.slice(0, BOOK.VALUES).map(cut)
}

function someValues(list: readonly LabelledValue[]): readonly LabelledValue[] {
  return list.slice(0, BOOK.VALUES).map(({ value, label }) => ({ value: cut(value), ...(label !== undefined && { label: cut(label) }) }))
}

/** Whole properties or none: half of one is of no use to whoever reads it again. */
function someUnknown(list: readonly string[]): readonly string[] {
  let size = 0
  return list.slice(0, BOOK.VALUES).flatMap((each) => {
    const text = each.toWellFormed()
    size += text.length
    return size > BOOK.UNKNOWN_BYTES ? [] : [text]
  })
}
