/** Reads a conversation line by line: a stamp begins a record, everything else goes on with the one before (IMP-20 to IMP-25). */
import { IMPORT } from '../../limits.ts'
import type { ChatSink, Head, ImportSink, Surroundings } from '../format.ts'
import type { ImportedRecord } from '../model.ts'
import { detached, type LineTaker } from '../text/index.ts'
import { Authors } from './authors.ts'
import { DateDecider } from './date-order.ts'
import { bodyOf, fileFinder, whole, type FindFile } from './media.ts'
import { isNotice, isOfGroup } from './notices.ts'
import { layoutOf } from './recognise.ts'
import { stampOf, type Stamp } from './stamp.ts'
import { titleOf } from './title.ts'

type Undated = Omit<ImportedRecord, 'time'>

/** A record whose lines are still coming. */
interface Open {
  readonly stamp: Stamp
  readonly lines: string[]
  readonly firstLine: number
  lastLine: number
  /** Characters its body may still have. */
  room: number
}

/** What a record keeps besides its text, in characters. */
const RECORD_WEIGHT = 256

export class WhatsAppReader implements LineTaker {
  readonly #chat: ChatSink
  readonly #isBracketed: boolean
  readonly #authors: Authors
  readonly #find: FindFile
  readonly #decider: DateDecider<Undated>
  readonly #title: string | undefined
  readonly #writers = new Set<string>()
  #current: Open | undefined
  #seq = 0
  #lastTime: string | null = null
  #isGroup = false
  #self: string | undefined

  constructor(head: Head, sink: ImportSink, around: Surroundings) {
    const { isBracketed, stamps } = layoutOf(head)
    this.#isBracketed = isBracketed
    this.#title = titleOf([head.name, around.name])
    this.#authors = new Authors(
      stamps.map(({ rest }) => rest),
      this.#title,
    )
    this.#find = fileFinder(around)
    this.#chat = sink.chat({ title: this.#title })
    this.#decider = new DateDecider({
      dated: (record, time) => this.#emit(record, time),
      contradicted: ({ raw }) => this.#chat.warn(raw.firstLine, 'BAD_TIME'),
    })
  }

  line(text: string, number: number): void {
    const stamp = stampOf(text)
    if (stamp !== undefined && stamp.isBracketed === this.#isBracketed) {
      this.#finish()
      this.#current = { stamp, lines: [stamp.rest], firstLine: number, lastLine: number, room: IMPORT.BODY_CHARACTERS - stamp.rest.length }
      return
    }
    if (this.#current === undefined) {
      if (text.trim() !== '') this.#chat.warn(number, 'BAD_LINE')
      return
    }
    this.#continue(this.#current, text, number)
  }

  cut(number: number): void {
    this.#chat.warn(number, 'CUT_LINE')
  }

  end(): void {
    this.#finish()
    this.#decider.end()
    this.#chat.learn({ title: this.#title, type: this.#type(), ...(this.#self === undefined ? {} : { selfLabel: this.#self }) })
  }

  #continue(current: Open, text: string, number: number): void {
    if (current.room < 0) return
    current.room -= text.length + 1
    if (current.room < 0) {
      this.#chat.warn(number, 'CUT_LINE')
      return
    }
    current.lines.push(text)
    if (text !== '' && text.trim() !== '') current.lastLine = number
  }

  #finish(): void {
    const current = this.#current
    if (current === undefined) return
    this.#current = undefined
    const { stamp, lines, firstLine, lastLine } = current
    const record = this.#record(lines, { firstLine, lastLine })
    this.#decider.take(record, stamp, record.text.length + RECORD_WEIGHT)
  }

  #record(lines: readonly string[], raw: ImportedRecord['raw']): Undated {
    const seq = this.#seq
    this.#seq += 1
    const [first = '', ...others] = lines
    const authored = this.#authors.split(first)
    if (authored === undefined) return this.#notice(seq, whole(lines), raw)
    const { author, body } = authored
    const bodyLines = [body, ...others]
    const read = bodyOf(bodyLines, this.#find)
    if (
      (read.kind === 'text' || read.kind === 'other') &&
      isNotice(body.replace(/^\u200e+/, ''), body.startsWith('\u200e') && read.kind === 'text')
    )
      return this.#notice(seq, read.text, raw)
    if (read.isOwn === true) this.#self ??= detached(author)
    if (!this.#writers.has(author) && this.#writers.size < IMPORT.KNOWN_NAMES) this.#writers.add(detached(author))
    return { seq, kind: read.kind, author, text: read.text, attachments: read.attachments, raw }
  }

  #notice(seq: number, text: string, raw: ImportedRecord['raw']): Undated {
    if (isOfGroup(text)) this.#isGroup = true
    return { seq, kind: 'system', author: null, text, attachments: [], raw }
  }

  /** A record that says no day there is stays where it is in the file, with the time of the one before it. */
  #emit(record: Undated, time: string | undefined): void {
    if (time === undefined) this.#chat.warn(record.raw.firstLine, 'BAD_TIME')
    else this.#lastTime = time
    this.#chat.record({ ...record, time: this.#lastTime })
  }

  #type(): 'direct' | 'group' | undefined {
    if (this.#isGroup || this.#writers.size > 2) return 'group'
    return this.#writers.size > 0 ? 'direct' : undefined
  }
}
