/** Records and contacts as `import inspect` prints them: the shape of docs/cli.md, and nothing else of what is known. */
import type { ImportedContact, ImportedRecord } from '../../../shared/importers/index.ts'

export function recordText({ seq, kind, author, time, text, attachments, raw }: ImportedRecord): string {
  return JSON.stringify({
    seq,
    kind,
    author,
    time,
    text,
    attachments: attachments.map(({ name, present }) => ({ name, present })),
    raw: { firstLine: raw.firstLine, lastLine: raw.lastLine },
  })
}

export function contactText(contact: ImportedContact): string {
  const { displayName, family, given, phones, e164, emails, org, note, birthday, labels } = contact
  return JSON.stringify({
    displayName,
    family,
    given,
    phones: phones.map(({ value }) => value),
    e164,
    emails: emails.map(({ value }) => value),
    org,
    note,
    birthday,
    labels,
  })
}
