/** What one conversation of a file holds, counted as it is read: for the preview, in memory that does not grow with the file. */
import {
  type ChatHead,
  type ChatSink,
  detached,
  type FoundFile,
  type ImportedRecord,
  type RecordKind,
  type WarningCode,
} from '../../../shared/importers/index.ts'
import { ARCHIVE } from '../../../shared/limits.ts'

export class ChatTally implements ChatSink {
  readonly found: FoundFile
  readonly file: string
  head: ChatHead
  records = 0
  first: string | undefined
  last: string | undefined
  readonly kinds: Partial<Record<RecordKind, number>> = {}
  readonly warnings: Partial<Record<WarningCode, number>> = {}
  readonly people = new Map<string, number>()

  constructor(file: string, found: FoundFile, head: ChatHead) {
    this.file = file
    this.found = found
    this.head = head
  }

  record({ kind, author, time }: ImportedRecord): void {
    this.records += 1
    this.kinds[kind] = (this.kinds[kind] ?? 0) + 1
    if (time !== null) {
      // Times of one file have one form, which sorts as text.
      if (this.first === undefined || time < this.first) this.first = detached(time)
      if (this.last === undefined || time > this.last) this.last = time
    }
    if (author === null) return
    const count = this.people.get(author)
    if (count !== undefined || this.people.size < ARCHIVE.AUTHORS)
      this.people.set(count === undefined ? detached(author) : author, (count ?? 0) + 1)
  }

  warn(_line: number, code: WarningCode): void {
    this.warnings[code] = (this.warnings[code] ?? 0) + 1
  }

  learn(head: ChatHead): void {
    this.head = head
  }
}
