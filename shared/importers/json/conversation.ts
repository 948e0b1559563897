/**
 * Writes the records of one conversation of a structured export: counts them, gives a record without a good time the time before it, and finds
 * the records that others answer.
 */
import { IMPORT } from '../../limits.ts'
import type { ChatSink } from '../format.ts'
import type { ChatHead, ImportedAttachment, ImportedReaction, ImportedRecord, RecordKind, WarningCode } from '../model.ts'
import { bodyOf } from './fields.ts'
import { SeqIndex } from './seq-index.ts'

/** A record before it is counted. Where a member is undefined the file says nothing. */
export interface Draft {
  readonly kind: RecordKind
  readonly author: string | undefined
  readonly authorId?: string | undefined
  /** undefined: none, or no such moment. */
  readonly time: string | undefined
  readonly text: string
  readonly attachments?: readonly ImportedAttachment[]
  readonly editedAt?: string | undefined
  readonly reactions?: readonly ImportedReaction[]
  readonly forwardedFrom?: string | undefined
  readonly details?: string | undefined
  /** The file's own key of this record (an edited one may have two), and of the one it answers. */
  readonly key?: number | undefined
  readonly otherKey?: number | undefined
  readonly answers?: number | undefined
}

export class Conversation {
  readonly #sink: ChatSink
  #count = 0
  #time: string | null = null
  #keys: SeqIndex | undefined

  constructor(sink: ChatSink) {
    this.#sink = sink
  }

  /** `firstLine`: of the file, or the number of the message. `isTimeless`: records of its kind never have a time of their own. */
  add(draft: Draft, firstLine: number, lastLine: number = firstLine, isTimeless = false): void {
    const seq = this.#count
    this.#count += 1
    if (draft.time !== undefined) this.#time = draft.time
    else if (!isTimeless) this.#sink.warn(firstLine, 'BAD_TIME')
    const replyTo = draft.answers === undefined ? undefined : this.#keys?.get(draft.answers)
    const record: Mutable<ImportedRecord> = {
      seq,
      kind: draft.kind,
      author: draft.author ?? null,
      time: this.#time,
      text: bodyOf(draft.text, () => this.#sink.warn(firstLine, 'CUT_LINE')),
      attachments: draft.attachments ?? NONE,
      raw: { firstLine, lastLine },
    }
    if (draft.authorId !== undefined) record.authorId = draft.authorId
    if (replyTo !== undefined) record.replyTo = replyTo
    if (draft.editedAt !== undefined) record.editedAt = draft.editedAt
    if (draft.reactions !== undefined && draft.reactions.length > 0) record.reactions = draft.reactions
    if (draft.forwardedFrom !== undefined) record.forwardedFrom = draft.forwardedFrom
    if (draft.details !== undefined && draft.details !== '') record.details = draft.details.slice(0, IMPORT.LINE_CHARACTERS)
    this.#sink.record(record)
    for (const key of [draft.key, draft.otherKey]) if (key !== undefined) (this.#keys ??= new SeqIndex()).add(key, seq)
  }

  warn(line: number, code: WarningCode): void {
    this.#sink.warn(line, code)
  }

  learn(head: ChatHead): void {
    this.#sink.learn(head)
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
const NONE: readonly ImportedAttachment[] = []
