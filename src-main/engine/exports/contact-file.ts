/**
 * Everybody this person knows as one address book (EXP-11): contacts, with what the address book has of them, and entries of the address book
 * who are not here yet. Who is blocked is left out.
 */
import { type ExportedContact, googleCsv, vcards } from '../../../shared/exporters/index.ts'
import { NO_CONTACT } from '../../../shared/importers/index.ts'
import type { BookEntry, Contact, Messenger } from '../../../shared/messenger/index.ts'
import { parsePicture } from '../../../shared/pictures/index.ts'

export type ContactFormat = 'vcard3' | 'vcard4' | 'google-csv'
export type People = Pick<Messenger, 'contacts' | 'addressBook'>

export const CONTACT_FILES = {
  vcard3: { ending: '.vcf', type: 'text/vcard;charset=utf-8' },
  vcard4: { ending: '.vcf', type: 'text/vcard;charset=utf-8' },
  'google-csv': { ending: '.csv', type: 'text/csv;charset=utf-8' },
} as const satisfies Record<ContactFormat, unknown>

export function contactPieces(people: People, format: ContactFormat): Generator<string> {
  if (format === 'google-csv') return googleCsv([...everybody(people)])
  return vcards(everybody(people), format === 'vcard4' ? '4.0' : '3.0')
}

function* everybody(people: People): Generator<ExportedContact> {
  const { addressBook } = people
  const contacts = people.contacts()
  const entries = addressBook.entries()
  const known = contacts.filter(({ blocked }) => !blocked)
  const shut = new Set(contacts.flatMap(({ account, blocked }) => (blocked ? [account] : [])))
  for (const contact of known)
    yield personOf(
      contact,
      entries.find(({ account }) => account === contact.account),
    )
  const written = new Set(known.map(({ account }) => account))
  for (const entry of entries) {
    if (entry.account !== undefined && (written.has(entry.account) || shut.has(entry.account))) continue
    const photo = addressBook.photo(entry.entry)
    yield { ...fieldsOf(entry), uid: `sarangbang-entry-${entry.entry}`, ...photoOf(photo.ok ? (photo.value ?? undefined) : undefined) }
  }
}

function personOf({ account, name, picture }: Contact, entry: BookEntry | undefined): ExportedContact {
  return { ...fieldsOf(entry), displayName: name, uid: `sarangbang-${account}`, sarangbang: { account }, ...photoOf(picture) }
}

function fieldsOf(entry: BookEntry | undefined): Omit<ExportedContact, 'uid'> {
  if (entry === undefined) return NO_CONTACT
  const { name, family, given, phones, e164, emails, org, note, birthday, labels } = entry
  return { displayName: name, family, given, phones, e164, emails, org, note, birthday, labels }
}

function photoOf(picture: string | undefined): Pick<ExportedContact, 'photo'> {
  const read = picture === undefined ? undefined : parsePicture(picture)
  return read?.ok === true ? { photo: read.value } : {}
}
