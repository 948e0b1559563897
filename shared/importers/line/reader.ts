/** Reads a conversation of LINE line by line, in either layout (IMP-26 to IMP-29). */
import { IMPORT } from '../../limits.ts'
import type { ChatSink, Head, ImportSink } from '../format.ts'
import { detached, withoutMarks, type LineTaker } from '../text/index.ts'
import { isEvent, isUnsent, kindOf } from './bodies.ts'
import { clockedOf, type Clocked, type Layout } from './clock.ts'
import { dateLineOf } from './dates.ts'
import { DesktopNames } from './desktop-names.ts'
import { isSavedLine, savedAtOf, titleOf, type Title } from './header.ts'
import { opensQuoted, QuotedBody } from './quoted.ts'
import { outlineOf } from './recognise.ts'

interface Open {
  readonly time: string | null
  readonly author: string | null
  readonly lines: string[]
  readonly firstLine: number
  lastLine: number
  /** Characters its body may still have. */
  room: number
}

export class LineReader implements LineTaker {
  readonly #chat: ChatSink
  readonly #layout: Layout
  readonly #names: DesktopNames | undefined
  readonly #title: Title | undefined
  readonly #writers = new Set<string>()
  #savedAt: string | undefined
  #isInHeader = true
  #isAfterBlank = true
  #date: string | undefined
  #lastTime: string | null = null
  #current: Open | undefined
  #quoted: QuotedBody | undefined
  #seq = 0
  #isGroup = false

  constructor(head: Head, sink: ImportSink) {
    const { title, layout, records } = outlineOf(head)
    this.#title = title
    this.#layout = layout
    this.#names =
      layout === 'phone'
        ? undefined
        : new DesktopNames(
            records.map(({ rest }) => rest),
            title?.type === 'direct' ? title.title : undefined,
          )
    this.#chat = sink.chat({ title: title?.title, type: title?.type })
  }

  line(text: string, number: number): void {
    const quoted = this.#quoted
    if (quoted === undefined) {
      this.#plain(text, number)
      return
    }
    const told = quoted.take(text, number)
    if (told === 'more') return
    this.#quoted = undefined
    if (told === 'closed') this.#close(quoted, number)
    else {
      this.#release(quoted)
      this.#plain(text, number)
    }
  }

  cut(number: number): void {
    this.#chat.warn(number, 'CUT_LINE')
  }

  end(): void {
    if (this.#quoted !== undefined) this.#release(this.#quoted)
    this.#quoted = undefined
    this.#finish()
    const byWriters = this.#isGroup || this.#writers.size > 2 ? 'group' : this.#writers.size > 0 ? 'direct' : undefined
    this.#chat.learn({
      title: this.#title?.title,
      type: this.#title?.type ?? byWriters,
      ...(this.#savedAt === undefined ? {} : { savedAt: this.#savedAt }),
    })
  }

  #plain(text: string, number: number): void {
    const isBlank = text === '' || text.trim() === ''
    const wasAfterBlank = this.#isAfterBlank
    this.#isAfterBlank = isBlank
    if (isBlank) {
      this.#continue('', number)
      return
    }
    const clocked = clockedOf(text)
    if (clocked?.layout === this.#layout) {
      this.#isInHeader = false
      this.#begin(clocked, number)
      return
    }
    const day = dateLineOf(withoutMarks(text))
    // A date line stands after a blank one, or names its day of the week: any other belongs to a body.
    if (day !== undefined && (wasAfterBlank || day.isSure || this.#isInHeader)) {
      this.#isInHeader = false
      this.#finish()
      this.#date = day.date
      if (day.date === undefined) this.#chat.warn(number, 'BAD_TIME')
      return
    }
    if (this.#isInHeader && this.#isHeader(text)) return
    if (this.#current === undefined) this.#chat.warn(number, 'BAD_LINE')
    else this.#continue(text, number)
  }

  #isHeader(text: string): boolean {
    if (isSavedLine(text)) {
      this.#savedAt = savedAtOf(text)
      return true
    }
    return this.#title !== undefined && titleOf(text)?.title === this.#title.title
  }

  #begin({ time: clock, rest }: Clocked, number: number): void {
    this.#finish()
    const { author, body } = this.#split(rest)
    const time = this.#date === undefined || clock === undefined ? undefined : `${this.#date}T${clock}`
    if (clock === undefined) this.#chat.warn(number, 'BAD_TIME')
    if (time !== undefined) this.#lastTime = time
    this.#current = {
      time: this.#lastTime,
      author,
      lines: [body],
      firstLine: number,
      lastLine: number,
      room: IMPORT.BODY_CHARACTERS - body.length,
    }
    if (this.#layout === 'phone' && opensQuoted(body)) this.#quoted = new QuotedBody(body)
  }

  #split(rest: string): { readonly author: string | null; readonly body: string } {
    if (this.#names !== undefined) return this.#names.split(rest) ?? { author: null, body: rest }
    // Only the first two tabs are structure; with two columns nobody wrote it, nor with an empty name.
    const tab = rest.indexOf('\t')
    if (tab === -1) return { author: null, body: rest }
    return { author: tab === 0 ? null : rest.slice(0, tab), body: rest.slice(tab + 1) }
  }

  #close(quoted: QuotedBody, number: number): void {
    if (this.#current === undefined) return
    this.#current.lines.splice(0, 1, ...quoted.lines)
    this.#current.lastLine = number
    this.#isAfterBlank = false
  }

  /** The mark was a mark, and these are lines like others. */
  #release(quoted: QuotedBody): void {
    for (const { text, number } of quoted.held) this.#plain(text, number)
  }

  #continue(text: string, number: number): void {
    const current = this.#current
    if (current === undefined || current.room < 0) return
    current.room -= text.length + 1
    if (current.room < 0) {
      this.#chat.warn(number, 'CUT_LINE')
      return
    }
    current.lines.push(text)
    if (text !== '') current.lastLine = number
  }

  #finish(): void {
    const current = this.#current
    if (current === undefined) return
    this.#current = undefined
    const { time, author, lines, firstLine, lastLine } = current
    let end = lines.length
    while (end > 1 && lines[end - 1] === '') end -= 1
    const text = lines.slice(0, end).join('\n')
    const raw = { firstLine, lastLine }
    const seq = this.#seq
    this.#seq += 1
    const isOfGroup = isEvent(text)
    if (isOfGroup) this.#isGroup = true
    if (author === null || isOfGroup) {
      this.#chat.record({
        seq,
        kind: 'system',
        author: null,
        time,
        text: author === null ? text : withName(author, text),
        attachments: [],
        raw,
      })
      return
    }
    const { kind, attachments } = kindOf(text, this.#layout === 'desktop')
    // `Ben unsent a message` in Ben's column is nobody's text either.
    if (kind === 'text' && isUnsent(text) && text.startsWith(author)) {
      this.#chat.record({ seq, kind: 'system', author: null, time, text, attachments: [], raw })
      return
    }
    if (!this.#writers.has(author) && this.#writers.size < IMPORT.KNOWN_NAMES) this.#writers.add(detached(author))
    this.#chat.record({ seq, kind, author, time, text, attachments, raw })
  }
}

/** LINE may leave the name to its column. */
function withName(name: string, event: string): string {
  if (event.includes(name)) return event
  return /^[ -~]/.test(event) ? `${name} ${event}` : `${name}${event}`
}
