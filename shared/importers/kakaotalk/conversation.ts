/**
 * Puts records together from their lines, the same for all layouts: bodies of several lines, who the authors are, what was sent instead of text.
 * One record is held at a time, and of the authors no more than is needed to tell two from several.
 */
import { IMPORT } from '../../limits.ts'
import type { ChatSink } from '../format.ts'
import type { ChatHead, ImportedAttachment, RecordKind } from '../model.ts'
import { detached } from '../text/index.ts'
import type { Attachments } from './attachments.ts'
import { placeholderOf } from './placeholders.ts'
import { tellsOfGroup } from './system-lines.ts'

/** What KakaoTalk calls whoever exports. */
const SELF: ReadonlySet<string> = new Set(['나', '회원님', 'you', 'You'])
const LONGEST_SELF = 3
/** Enough to tell a conversation of two. */
const AUTHORS = 3

const NO_FILES: readonly ImportedAttachment[] = []

export class Conversation {
  readonly #sink: ChatSink
  readonly #head: ChatHead
  readonly #files: Attachments
  #seq = 0
  #isOpen = false
  #isCut = false
  #author: string | null = null
  #time: string | null = null
  #text = ''
  #first = 0
  #last = 0
  /** Blank lines that are text only if text follows. */
  #blanks = 0
  readonly #authors: string[] = []
  #lastAuthor = ''
  #selfLabel: string | undefined
  #isGroup = false

  constructor(sink: ChatSink, head: ChatHead, files: Attachments) {
    this.#sink = sink
    this.#head = head
    this.#files = files
  }

  /** A record is there that lines can continue. */
  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Of the record that is open: it has no author. */
  get isSystem(): boolean {
    return this.#author === null
  }

  /** Of the record before; null: none had one. */
  get time(): string | null {
    return this.#time
  }

  /** An empty author: none. A time of null: that of the record before. */
  begin(author: string | null, time: string | null, text: string, line: number, lastLine = line): void {
    if (this.#isOpen) this.#close()
    this.#isOpen = true
    this.#isCut = false
    this.#author = author === '' ? null : author
    if (time !== null) this.#time = time
    this.#text = text
    this.#first = line
    this.#last = lastLine
    this.#blanks = 0
  }

  blank(): void {
    if (this.#isOpen) this.#blanks += 1
  }

  /** Goes on with the record that is open. Of a body longer than a line may be, the beginning is kept (IMP-19). */
  more(text: string, line: number): void {
    if (!this.#isOpen) {
      this.#sink.warn(line, 'BAD_LINE')
      return
    }
    this.#last = line
    if (this.#isCut) return
    if (this.#text.length + this.#blanks + 1 + text.length > IMPORT.LINE_CHARACTERS) {
      this.#isCut = true
      this.#sink.warn(line, 'CUT_LINE')
      return
    }
    this.#text += this.#blanks === 0 ? `\n${text}` : `${'\n'.repeat(this.#blanks + 1)}${text}`
    this.#blanks = 0
  }

  warn(line: number, code: 'BAD_LINE' | 'BAD_TIME' | 'CUT_LINE'): void {
    this.#sink.warn(line, code)
  }

  /** No more records: what only all of them tell is told now. */
  end(): void {
    if (this.#isOpen) this.#close()
    this.#isOpen = false
    this.#files.end()
    const isDirect = this.#authors.length === 2 && !this.#isGroup
    const type = this.#isGroup || this.#authors.length >= AUTHORS ? 'group' : isDirect ? 'direct' : undefined
    if (type === undefined && this.#selfLabel === undefined) return
    this.#sink.learn({
      ...this.#head,
      ...(type === undefined ? {} : { type }),
      ...(this.#selfLabel === undefined ? {} : { selfLabel: this.#selfLabel }),
    })
  }

  #close(): void {
    const author = this.#author
    const text = this.#text
    let kind: RecordKind = 'text'
    let attachments = NO_FILES
    if (author === null) {
      kind = 'system'
      if (!this.#isGroup) this.#isGroup = tellsOfGroup(text)
    } else {
      if (author !== this.#lastAuthor) this.#meet(author)
      const placeholder = placeholderOf(text)
      if (placeholder !== undefined) {
        kind = placeholder.kind
        if (placeholder.files.length > 0) attachments = placeholder.files.map((name) => this.#files.named(name))
      }
    }
    const raw = { firstLine: this.#first, lastLine: this.#last }
    this.#files.emit({ seq: this.#seq, kind, author, time: this.#time, text, attachments, raw })
    this.#seq += 1
    this.#text = ''
  }

  #meet(author: string): void {
    this.#lastAuthor = author
    if (this.#authors.length < AUTHORS && !this.#authors.includes(author)) this.#authors.push(detached(author))
    if (author.length <= LONGEST_SELF && SELF.has(author)) this.#selfLabel = author
  }
}
