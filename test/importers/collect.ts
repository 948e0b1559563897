/** All that a source gives, in memory: for tests, whose sources are small. */
import type {
  ChatHead,
  FoundFile,
  ImportedContact,
  ImportedRecord,
  ImportSink,
  ImportWarning,
  ReadSummary,
} from '../../shared/importers/index.ts'
import { type PathOptions, readPath } from '../../src-main/engine/importing/index.ts'

export interface CollectedChat {
  head: ChatHead
  readonly records: ImportedRecord[]
  readonly warnings: ImportWarning[]
}

export interface Collected {
  readonly found: FoundFile[]
  readonly chats: CollectedChat[]
  readonly contacts: ImportedContact[]
  /** Of no conversation. */
  readonly warnings: ImportWarning[]
}

export interface Collecting extends Collected {
  file(found: FoundFile): ImportSink
}

export function collecting(): Collecting {
  const all: Collected = { found: [], chats: [], contacts: [], warnings: [] }
  return {
    ...all,
    file(found) {
      all.found.push(found)
      return {
        chat(head) {
          const chat: CollectedChat = { head, records: [], warnings: [] }
          all.chats.push(chat)
          return {
            record: (record) => void chat.records.push(record),
            warn: (line, code) => void chat.warnings.push({ line, code }),
            learn: (later) => void (chat.head = { ...chat.head, ...later }),
          }
        },
        contact: (contact) => void all.contacts.push(contact),
        warn: (line, code) => void all.warnings.push({ line, code }),
      }
    },
  }
}

export async function collect(path: string, options: PathOptions = {}): Promise<Collected & { readonly summary: ReadSummary }> {
  const all = collecting()
  return { summary: await readPath(path, options, all), ...all }
}
