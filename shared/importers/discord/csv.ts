/** DiscordChatExporter's CSV: `AuthorID,Author,Date,Content,Attachments,Reactions`, quoted with line ends inside (IMP-38). */
import { IMPORT } from '../../limits.ts'
import type { Head, ImportSink, Reading, Recognition, Surroundings } from '../format.ts'
import { attachmentOf, Conversation, instantOf, kindOfFile, localTime } from '../json/index.ts'

const HEADER = /^\uFEFF?"?AuthorID"?,"?Author"?,"?Date"?,"?Content"?,"?Attachments"?(?:,"?Reactions"?)?\s*$/

export function recogniseCsv(head: Head): Recognition | undefined {
  if (!HEADER.test((head.lines[0] ?? '').slice(0, 200))) return undefined
  const isEmpty = head.isWhole && head.lines.slice(1).every((line) => line.trim() === '')
  // An old one writes the wall clock of the computer, without a zone.
  const date = /^"?\d*"?,(?:"(?:[^"]|"")*"|[^",]*),"?([^",]{1,48})"?,/.exec((head.lines[1] ?? '').slice(0, 1000))?.[1] ?? ''
  const isLocal = instantOf(date) === undefined && localTime(date) !== undefined
  return { share: 1, variant: 'exporter-csv', kind: 'chat', time: isLocal ? 'local' : 'utc', ...(isEmpty ? { isEmpty } : {}) }
}

export function openCsv(found: Recognition, sink: ImportSink, around: Surroundings): Reading<string> {
  const chat = new Conversation(sink.chat({}))
  const timeOf = found.time === 'local' ? localTime : instantOf
  let isHeader = true
  const rows = new Rows({
    row: (cells, first, last) => {
      if (isHeader) {
        isHeader = false
        return
      }
      const [id, author, date = '', text = '', files = '', reactions = ''] = cells
      if (cells.length === 1 && id === '') return
      if (cells.length < 4) {
        chat.warn(first, 'BAD_RECORD')
        return
      }
      const attachments = files.split(',').flatMap((name) => (name.trim() === '' ? [] : [attachmentOf(name.trim(), around)]))
      const file = attachments[0]
      const draft = {
        kind: file === undefined ? ('text' as const) : kindOfFile(file.name),
        author: author === '' ? undefined : author,
        authorId: id === undefined || id === '' || id.length > IMPORT.ID_CHARACTERS ? undefined : id,
        time: timeOf(date),
        text,
        attachments,
        details: reactions,
      }
      chat.add(draft, first, last)
    },
    cut: (line) => chat.warn(line, 'CUT_LINE'),
  })
  return {
    push: (piece) => rows.push(piece),
    end: () => {
      if (rows.end()) sink.warn(0, 'ENDS_EARLY')
    },
  }
}

interface RowTaker {
  row(cells: readonly string[], firstLine: number, lastLine: number): void
  cut(line: number): void
}

/** Takes rows apart in pieces cut anywhere; a row is bounded by `IMPORT.LINE_CHARACTERS`. */
class Rows {
  readonly #taker: RowTaker
  #cells: string[] = []
  #cell = ''
  #size = 0
  #inQuotes = false
  /** A quote inside quotes: it ends them, or is one of two. */
  #wasQuote = false
  #wasCr = false
  #line = 1
  #first = 1
  #isBlank = true

  constructor(taker: RowTaker) {
    this.#taker = taker
  }

  push(piece: string): void {
    let from = 0
    for (let at = 0; at < piece.length; at += 1) {
      const code = piece.charCodeAt(at)
      const wasCr = this.#wasCr
      this.#wasCr = code === 13
      if (this.#inQuotes && !this.#wasQuote) {
        if (code === 10 || code === 13) this.#line += code === 10 && wasCr ? 0 : 1
        if (code !== 34) continue
        this.#add(piece.slice(from, at))
        this.#wasQuote = true
        from = at + 1
        continue
      }
      if (this.#wasQuote) {
        this.#wasQuote = false
        if (code === 34) {
          this.#add('"')
          from = at + 1
          continue
        }
        this.#inQuotes = false
      }
      if (code === 34 && this.#cell === '' && from === at) {
        this.#inQuotes = true
        this.#isBlank = false
        from = at + 1
      } else if (code === 44) {
        this.#add(piece.slice(from, at))
        this.#endCell()
        from = at + 1
      } else if (code === 10 || code === 13) {
        this.#add(piece.slice(from, at))
        from = at + 1
        if (code === 10 && wasCr) this.#first = this.#line
        else this.#endRow()
      }
    }
    if (!this.#wasQuote || from < piece.length) this.#add(piece.slice(from))
  }

  /** True: inside quotes. */
  end(): boolean {
    const isCut = this.#inQuotes && !this.#wasQuote
    if (!this.#isBlank || this.#cell !== '' || this.#cells.length > 0) this.#endRow()
    return isCut
  }

  #add(text: string): void {
    const room = IMPORT.LINE_CHARACTERS - this.#size
    if (text.length > room && room >= 0) this.#taker.cut(this.#first)
    this.#cell += text.slice(0, Math.max(0, room))
    this.#size = text.length > room ? Number.POSITIVE_INFINITY : this.#size + text.length
  }

  #endCell(): void {
    // Nothing reads more cells than a row of this kind has.
    if (this.#cells.length < CELLS) this.#cells.push(this.#cell)
    this.#cell = ''
    this.#isBlank = false
  }

  #endRow(): void {
    this.#endCell()
    this.#taker.row(this.#cells, this.#first, this.#line)
    this.#cells = []
    this.#size = 0
    this.#inQuotes = false
    this.#wasQuote = false
    this.#isBlank = true
    this.#line += 1
    this.#first = this.#line
  }
}

const CELLS = 16
