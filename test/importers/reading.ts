/** Reads text with one format the way the framework does: a head, then pieces cut anywhere; what came out is kept as it came. */
import type {
  ChatHead,
  Decoders,
  Encoding,
  Head,
  ImportedRecord,
  ImportWarning,
  Recognition,
  Surroundings,
  TextFormat,
} from '../../shared/importers/index.ts'
import { IMPORT } from '../../shared/limits.ts'

export interface ReadChat {
  head: ChatHead
  readonly records: ImportedRecord[]
  readonly warnings: ImportWarning[]
}

export interface Beside {
  /** Of the archive or folder. */
  readonly name?: string
  readonly files?: readonly string[]
}

export function headOf(text: string, name = 'chat.txt'): Head {
  const beginning = text.slice(0, IMPORT.HEAD_CHARACTERS)
  const lines = beginning.split(/\r\n|\n|\r/)
  if (lines.at(-1) === '') lines.pop()
  return {
    name,
    lines: lines.slice(0, IMPORT.HEAD_LINES),
    text: beginning,
    isWhole: beginning.length === text.length && lines.length <= IMPORT.HEAD_LINES,
  }
}

export function around({ name = 'chat.txt', files = [] }: Beside = {}): Surroundings & { readonly asked: readonly string[] } {
  const asked: string[] = []
  const encoding: Encoding = 'utf-8'
  const decoders: Decoders = () => ({ decode: () => '', end: () => '' })
  return {
    name,
    paths: files,
    region: 'KR',
    asked,
    beside(wanted: string) {
      asked.push(wanted)
      const path = files.find((file) => file === wanted || file.endsWith(`/${wanted}`))
      return path === undefined ? undefined : { path, size: 1 }
    },
    ...{ encoding, decoders },
  }
}

export function recognise(format: TextFormat, text: string, name?: string): Recognition | undefined {
  return format.recognise(headOf(text, name))
}

/** `pieces`: together the text; undefined: in one. Throws where the format does not have it. */
export function readChat(format: TextFormat, text: string, name?: string, beside?: Beside, pieces: readonly string[] = [text]): ReadChat {
  const head = headOf(text, name)
  const found = format.recognise(head)
  if (found === undefined) throw new Error('not recognised')
  const chats: ReadChat[] = []
  const stray: ImportWarning[] = []
  const reading = format.open(
    found,
    head,
    {
      chat(first) {
        const chat: ReadChat = { head: first, records: [], warnings: [] }
        chats.push(chat)
        return {
          record: (record) => chat.records.push(record),
          warn: (line, code) => chat.warnings.push({ line, code }),
          learn: (later) => (chat.head = later),
        }
      },
      contact() {
        throw new Error('a conversation holds no contacts')
      },
      warn: (line, code) => stray.push({ line, code }),
    },
    around({ name: name ?? 'chat.txt', ...beside }),
  )
  for (const piece of pieces) reading.push(piece)
  reading.end()
  const [chat] = chats
  if (chat === undefined || chats.length !== 1 || stray.length > 0) throw new Error('one file is one conversation')
  return chat
}

/** `author | time | kind | text`, for looking at many at once. */
export function briefly(chat: ReadChat): readonly string[] {
  return chat.records.map(({ author, time, kind, text }) => `${author ?? '–'} | ${time ?? '–'} | ${kind} | ${text}`)
}
