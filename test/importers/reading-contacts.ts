/** Reads people out of a file in a test: the whole at once or in pieces, past detection and with the real character sets. */
import { decoders } from '../../src-main/engine/importing/index.ts'
import { contactCsv } from '../../shared/importers/contact-csv/index.ts'
import type { Encoding, Format, Head, ImportedContact, Recognition, WarningCode } from '../../shared/importers/index.ts'
import { vcard } from '../../shared/importers/vcard/index.ts'
import { IMPORT } from '../../shared/limits.ts'

export interface ReadContacts {
  readonly found: Recognition | undefined
  readonly contacts: readonly ImportedContact[]
  readonly warnings: readonly { readonly line: number; readonly code: WarningCode }[]
}

export interface Reads {
  readonly region?: string
  readonly encoding?: Encoding
  /** Lengths of the pieces, over and over; none: all at once. */
  readonly pieces?: readonly number[]
}

const encoder = new TextEncoder()

export const bytesOf = (text: string): Uint8Array => encoder.encode(text)

export function headOf(text: string, name = 'contacts'): Head {
  const shown = text.slice(0, IMPORT.HEAD_CHARACTERS)
  return { name, text: shown, lines: shown.split(/\r\n|\r|\n/).slice(0, IMPORT.HEAD_LINES), isWhole: text.length <= shown.length }
}

export function readContacts(
  format: Format,
  file: string | Uint8Array,
  { region = 'KR', encoding = 'utf-8', pieces = [] }: Reads = {},
): ReadContacts {
  const text = typeof file === 'string' ? file : new TextDecoder().decode(file)
  const head = headOf(text)
  const found = format.recognise(head)
  const contacts: ImportedContact[] = []
  const warnings: { line: number; code: WarningCode }[] = []
  const sink = {
    chat: (): never => {
      throw new Error('a conversation in an address book')
    },
    contact: (contact: ImportedContact) => void contacts.push(contact),
    warn: (line: number, code: WarningCode) => void warnings.push({ line, code }),
  }
  const around = { name: 'contacts', beside: () => undefined, paths: [], region, encoding, decoders }
  const as: Recognition = found ?? { share: 0, variant: '', kind: 'contacts' }
  if (format.takes === 'bytes') {
    const reading = format.open(as, head, sink, around)
    const bytes = typeof file === 'string' ? bytesOf(file) : file
    for (const [start, end] of cuts(bytes.length, pieces)) reading.push(bytes.subarray(start, end))
    reading.end()
  } else {
    const reading = format.open(as, head, sink, around)
    for (const [start, end] of cuts(text.length, pieces)) reading.push(text.slice(start, end))
    reading.end()
  }
  return { found, contacts, warnings }
}

export const readCards = (file: string | Uint8Array, reads?: Reads): ReadContacts => readContacts(vcard, file, reads)
export const readTable = (file: string, reads?: Reads): ReadContacts => readContacts(contactCsv, file, reads)

/** Lines of one card, in the way of the standards. */
export const cardOf = (version: string, ...lines: readonly string[]): string =>
  ['BEGIN:VCARD', `VERSION:${version}`, ...lines, 'END:VCARD', ''].join('\r\n')

function* cuts(length: number, pieces: readonly number[]): Generator<readonly [number, number]> {
  if (pieces.length === 0) yield [0, length]
  for (let at = 0, turn = 0; pieces.length > 0 && at < length; turn++) {
    const next = at + Math.max(1, pieces[turn % pieces.length] ?? 1)
    yield [at, next]
    at = next
  }
}
