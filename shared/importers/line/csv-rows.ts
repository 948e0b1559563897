/** Rows of a table with commas, in pieces cut anywhere: fields in quotation marks may hold commas, line breaks and doubled marks. Bounded. */
import { IMPORT } from '../../limits.ts'

export interface Row {
  readonly fields: readonly string[]
  readonly firstLine: number
  readonly lastLine: number
}

export interface RowTaker {
  row(row: Row): void
  /** A field was longer than `IMPORT.BODY_CHARACTERS` and is cut. */
  cut(line: number): void
}

/** More columns than any such table has; what is beyond belongs to the last. */
const FIELDS = 32

export class CsvRows {
  readonly #taker: RowTaker
  #fields: string[] = []
  #parts: string[] = []
  #size = 0
  #isQuoted = false
  /** The mark just read, inside quotation marks: an end, or the first of two. */
  #isAtMark = false
  #wasCr = false
  #isStarted = false
  #line = 1
  #firstLine = 1

  constructor(taker: RowTaker) {
    this.#taker = taker
  }

  push(piece: string): void {
    let from = 0
    for (let at = 0; at < piece.length; at += 1) {
      const code = piece.charCodeAt(at)
      if (code !== 0x22 && code !== 0x2c && code !== 0x0a && code !== 0x0d) {
        if (this.#isAtMark) this.#isQuoted = this.#isAtMark = false
        this.#wasCr = false
        this.#isStarted = true
        continue
      }
      this.#keep(piece.slice(from, at))
      from = at + 1
      this.#special(code)
    }
    this.#keep(piece.slice(from))
  }

  /** True: it ended within quotation marks. */
  end(): boolean {
    const isOpen = this.#isQuoted && !this.#isAtMark
    if (this.#isStarted || this.#fields.length > 0) this.#endRow(this.#line)
    return isOpen
  }

  #special(code: number): void {
    if (code === 0x22) {
      this.#mark()
      return
    }
    if (this.#isAtMark) this.#isQuoted = this.#isAtMark = false
    const isLineFeedOfCr = code === 0x0a && this.#wasCr
    this.#wasCr = code === 0x0d
    if (code !== 0x2c && !isLineFeedOfCr) this.#line += 1
    if (this.#isQuoted) {
      if (!isLineFeedOfCr) this.#keep(code === 0x2c ? ',' : '\n')
    } else if (code === 0x2c) this.#endField()
    else if (isLineFeedOfCr) this.#firstLine = this.#line
    else this.#endRow(this.#line - 1)
  }

  #mark(): void {
    this.#wasCr = false
    if (this.#isAtMark) {
      this.#isAtMark = false
      this.#keep('"')
    } else if (this.#isQuoted) this.#isAtMark = true
    else if (this.#size === 0) this.#isQuoted = true
    else this.#keep('"')
    this.#isStarted = true
  }

  #keep(text: string): void {
    if (text === '') return
    const room = IMPORT.BODY_CHARACTERS - this.#size
    // Beyond the limit it has been said before.
    if (room < 0) return
    this.#size += text.length
    if (text.length > room) this.#taker.cut(this.#line)
    if (room > 0) this.#parts.push(text.length > room ? text.slice(0, room) : text)
  }

  #endField(): void {
    this.#isStarted = true
    if (this.#fields.length >= FIELDS - 1) {
      this.#keep(',')
      return
    }
    this.#fields.push(this.#parts.join(''))
    this.#parts = []
    this.#size = 0
  }

  #endRow(lastLine: number): void {
    if (this.#isStarted) {
      const fields = [...this.#fields, this.#parts.join('')]
      this.#taker.row({ fields, firstLine: this.#firstLine, lastLine })
    }
    this.#fields = []
    this.#parts = []
    this.#size = 0
    this.#isQuoted = this.#isAtMark = this.#isStarted = false
    this.#firstLine = this.#line
  }
}
