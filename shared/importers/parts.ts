/**
 * Conversations that programs cut into several files, put together again: what the second file says goes on in the conversation of the first, with
 * numbers that go on (IMP-2). Lines of warnings and records stay those of their own file.
 */
import type { ChatSink, ImportSink } from './format.ts'
import { partOf } from './main-files.ts'
import type { ChatHead, ImportedRecord } from './model.ts'

interface Joined {
  readonly sink: ChatSink
  title: string | undefined
  records: number
}

export class Parts {
  readonly #wholes = new Map<string, Joined[]>()

  /** What a file's reader is to be given: the conversations it opens are those of the parts before, where it is one of several. */
  join(path: string, format: string, sink: ImportSink): ImportSink {
    const part = partOf(path)
    if (part === undefined) return sink
    const key = `${format}:${part.whole}`
    const before = this.#wholes.get(key)
    const chats: Joined[] = before ?? []
    if (before === undefined) this.#wholes.set(key, chats)
    let opened = 0
    return {
      contact: (contact) => sink.contact(contact),
      warn: (line, code) => sink.warn(line, code),
      chat: (head) => {
        const earlier = before === undefined ? undefined : chats[opened]
        opened += 1
        if (earlier !== undefined && (earlier.title === undefined || head.title === undefined || earlier.title === head.title)) {
          return continued(earlier, head)
        }
        const joined: Joined = { sink: sink.chat(head), title: head.title, records: 0 }
        chats.push(joined)
        return continued(joined, undefined)
      },
    }
  }
}

function continued(joined: Joined, head: ChatHead | undefined): ChatSink {
  const from = joined.records
  if (head !== undefined) joined.sink.learn(head)
  return {
    record(record) {
      joined.records += 1
      joined.sink.record(from === 0 ? record : renumbered(record, from))
    },
    warn: (line, code) => joined.sink.warn(line, code),
    learn(later) {
      joined.title = later.title ?? joined.title
      joined.sink.learn(later)
    },
  }
}

function renumbered(record: ImportedRecord, from: number): ImportedRecord {
  const { replyTo } = record
  return { ...record, seq: record.seq + from, ...(replyTo !== undefined && { replyTo: replyTo + from }) }
}
