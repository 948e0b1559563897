/** Reads a text with a format as the framework does: head, recognition, pieces, and everything that came out. */
import { IMPORT } from '../../../shared/limits.ts'
import type {
  ChatHead,
  Head,
  ImportedContact,
  ImportedRecord,
  ImportWarning,
  Recognition,
  Surroundings,
  TextFormat,
} from '../../../shared/importers/index.ts'

export interface ReadChat {
  head: ChatHead
  readonly records: ImportedRecord[]
  readonly warnings: ImportWarning[]
}

export interface Read {
  readonly found: Recognition | undefined
  readonly chats: ReadChat[]
  readonly contacts: ImportedContact[]
  readonly warnings: ImportWarning[]
}

export interface Beside {
  readonly name?: string
  /** Files that lie beside it. */
  readonly paths?: readonly string[]
  /** Where the text is cut; default: not at all. */
  readonly cuts?: readonly number[]
  readonly found?: Recognition
}

export function headOf(text: string, name: string): Head {
  const start = text.slice(0, IMPORT.HEAD_CHARACTERS)
  return { name, text: start, lines: start.split(/\r\n|\n|\r/).slice(0, IMPORT.HEAD_LINES), isWhole: text.length <= IMPORT.HEAD_CHARACTERS }
}

export function read(format: TextFormat, text: string, { name = 'file', paths = [], cuts = [], found: given }: Beside = {}): Read {
  const head = headOf(text, name)
  const found = given ?? format.recognise(head)
  const all: Read = { found, chats: [], contacts: [], warnings: [] }
  if (found === undefined) return all
  const around: Surroundings = {
    name,
    paths,
    region: 'KR',
    encoding: 'utf-8',
    decoders: () => ({ decode: () => '', end: () => '' }),
    beside: (wanted) => (paths.includes(wanted) ? { path: wanted, size: 1 } : undefined),
  }
  const reading = format.open(
    found,
    head,
    {
      chat: (first) => {
        const chat: ReadChat = { head: first, records: [], warnings: [] }
        all.chats.push(chat)
        return {
          record: (record) => void chat.records.push(record),
          warn: (line, code) => void chat.warnings.push({ line, code }),
          learn: (more) => void (chat.head = more),
        }
      },
      contact: (contact) => void all.contacts.push(contact),
      warn: (line, code) => void all.warnings.push({ line, code }),
    },
    around,
  )
  let from = 0
  for (const cut of [...new Set(cuts.map((each) => each % (text.length + 1)))].toSorted((a, b) => a - b)) {
    reading.push(text.slice(from, cut))
    from = cut
  }
  reading.push(text.slice(from))
  reading.end()
  return all
}

/** All records of all chats, for short comparisons. */
export function records(result: Read): ImportedRecord[] {
  return result.chats.flatMap((chat) => chat.records)
}

export function codes(result: Read): string[] {
  return [...result.warnings, ...result.chats.flatMap((chat) => chat.warnings)].map((warning) => warning.code)
}

export function recognised(format: TextFormat, text: string, name: string): Recognition {
  const found = format.recognise(headOf(text, name))
  if (found === undefined) throw new Error(`${format.name} does not know ${name}`)
  return found
}
