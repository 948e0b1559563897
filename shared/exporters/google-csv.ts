/** People as the table that Google Contacts writes since 2024 and reads (EXP-35, EXP-36): UTF-8 with a mark, CRLF, each cell in quotes. */
import { joinName, type LabelledValue } from '../importers/index.ts'
import { IMPORT } from '../limits.ts'
import { csvRow, guardCell, guardNumber } from './cell.ts'
import type { ExportedContact } from './contact.ts'

/** Groups that Google itself has, and marks. */
const SYSTEM_LABELS = new Set(['myContacts', 'Other Contacts', 'starred'])
const BETWEEN = ' ::: '

/** A head, and one piece a person. */
export function* googleCsv(contacts: readonly ExportedContact[]): Generator<string> {
  const phones = columns(contacts, (contact) => contact.phones.length)
  const emails = columns(contacts, (contact) => contact.emails.length)
  yield `\uFEFF${csvRow([
    ...['First Name', 'Last Name', 'File As', 'Organization Name', 'Birthday', 'Notes', 'Labels'],
    ...pairs('E-mail', emails),
    ...pairs('Phone', phones),
    ...pairs('Website', 1),
  ])}`
  for (const contact of contacts) yield csvRow(row(contact, emails, phones))
}

function row(contact: ExportedContact, emails: number, phones: number): string[] {
  const { family, given, displayName, org, note, birthday, labels } = contact
  const isNamed = family !== '' || given !== ''
  const named = isNamed || displayName === org ? [given, family] : [displayName, '']
  const fileAs = isNamed && joinName(family, given) !== displayName ? displayName : ''
  const invite = contact.sarangbang?.invite
  return [
    ...[...named, fileAs, org].map(guardCell),
    // Google puts a space before a day without a year, so that it is no sum.
    birthday?.startsWith('--') === true ? ` ${birthday}` : guardCell(birthday ?? ''),
    guardCell(note),
    guardCell(labels.map((label) => (SYSTEM_LABELS.has(label) ? `* ${label}` : label)).join(BETWEEN)),
    ...values(contact.emails, emails, guardCell),
    ...values(contact.phones, phones, guardNumber),
    ...(invite === undefined ? ['', ''] : ['Sarangbang', guardCell(invite)]),
  ]
}

/** What has no column of its own shares the last one, under its label. */
function values(all: readonly LabelledValue[], count: number, guard: (text: string) => string): string[] {
  return Array.from({ length: count }, (_, at) => {
    const here = at === count - 1 ? all.slice(at) : all.slice(at, at + 1)
    return [guardCell(here[0]?.label ?? ''), guard(here.map(({ value }) => value).join(BETWEEN))]
  }).flat()
}

function columns(contacts: readonly ExportedContact[], count: (contact: ExportedContact) => number): number {
  return Math.min(
    IMPORT.WRITTEN_COLUMNS,
    contacts.reduce((most, contact) => Math.max(most, count(contact)), 1),
  )
}

function pairs(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => [`${name} ${at + 1} - Label`, `${name} ${at + 1} - Value`]).flat()
}
