/**
 * Text of a table, in pieces cut anywhere, to rows of cells; quotes as in RFC 4180, and forgiven. In time linear in the text: a quote that nothing
 * closes is read again as a letter, a few times a file, and then quotes are letters altogether.
 */
import { IMPORT } from '../../limits.ts'

/** `line`: of its beginning, from 1. `isBroken`: a quote was never closed, or the row was too long. */
export type TakeRow = (cells: readonly string[], line: number, isBroken: boolean) => void

const REREADINGS = 4
const [QUOTE, CR, LF, SPACE, TAB] = [0x22, 0x0d, 0x0a, 0x20, 0x09] as const

export class Rows {
  readonly #delimiter: number
  readonly #take: TakeRow
  #cells: string[] = []
  #cell = ''
  /** `closing`: a quote within a quoted cell, that ends it if nothing but space stands before the next cell. */
  #state: 'start' | 'plain' | 'quoted' | 'closing' = 'start'
  /** Space behind a quote that may be the last. */
  #space = ''
  /** Of this row, as it stood. */
  #raw = ''
  #afterCr = false
  #line = 1
  #rowLine = 1
  #isSkipping = false
  #rereadings = 0

  constructor(delimiter: string, take: TakeRow) {
    this.#delimiter = delimiter.charCodeAt(0)
    this.#take = take
  }

  push(text: string): void {
    let cellStart = 0
    let rowStart = 0
    const before = this.#raw.length
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      const isSecond = unit === LF && this.#afterCr
      this.#afterCr = unit === CR
      const isEnd = unit === CR || (unit === LF && !isSecond)
      if (isEnd) this.#line += 1
      if (isSecond && this.#state === 'start' && this.#cells.length === 0) {
        cellStart = rowStart = at + 1
        continue
      }
      if (this.#isSkipping) {
        if (isEnd) this.#isSkipping = false
        cellStart = rowStart = at + 1
        this.#rowLine = this.#line
        continue
      }
      if (this.#state === 'closing') {
        const isSpace = unit !== this.#delimiter && (unit === SPACE || unit === TAB)
        if (isSpace) this.#space += text[at]
        else if (unit === this.#delimiter || isEnd) {
          this.#state = 'plain'
          this.#space = ''
        } else {
          // Two quotes are one; one before anything else is a letter, and stays.
          const isPair = unit === QUOTE && this.#space === ''
          this.#cell += `"${this.#space}`
          this.#space = ''
          this.#state = unit === QUOTE && !isPair ? 'closing' : 'quoted'
          if (isPair) {
            cellStart = at + 1
            continue
          }
        }
        cellStart = at
      }
      if (this.#state === 'closing') {
        cellStart = at + 1
      } else if (this.#state === 'quoted') {
        if (unit === QUOTE) {
          this.#cell += text.slice(cellStart, at)
          this.#state = 'closing'
        }
      } else if (isEnd) {
        this.#cell += text.slice(cellStart, at)
        this.#row(false)
        cellStart = rowStart = at + 1
        continue
      } else if (unit === this.#delimiter && this.#cells.length < IMPORT.TABLE_CELLS - 1) {
        this.#cell += text.slice(cellStart, at)
        this.#endCell()
        cellStart = at + 1
      } else if (this.#state === 'start') {
        const isQuote = unit === QUOTE && this.#rereadings < REREADINGS
        this.#state = isQuote ? 'quoted' : 'plain'
        cellStart = isQuote ? at + 1 : at
      }
      if ((rowStart === 0 ? before : 0) + at - rowStart >= IMPORT.CONTACT_BYTES) {
        this.#raw = (rowStart === 0 ? this.#raw : '') + text.slice(rowStart, at + 1)
        if (this.#state === 'plain') this.#cell += text.slice(cellStart, at + 1)
        this.#tooLong()
        this.push(text.slice(at + 1))
        return
      }
    }
    if (this.#state === 'quoted' || this.#state === 'plain') this.#cell += text.slice(cellStart)
    this.#raw = (rowStart === 0 ? this.#raw : '') + text.slice(rowStart)
  }

  end(): void {
    while (this.#state === 'quoted') this.#reread()
    if (this.#state !== 'start' || this.#cells.length > 0) this.#row(false)
  }

  #endCell(): void {
    this.#cells.push(this.#cell)
    this.#cell = ''
    this.#state = 'start'
  }

  #row(isBroken: boolean): void {
    this.#endCell()
    const cells = this.#cells
    const line = this.#rowLine
    this.#reset()
    if (cells.length > 1 || cells[0]?.trim() !== '') this.#take(cells, line, isBroken)
  }

  #reset(): void {
    this.#cells = []
    this.#cell = ''
    this.#space = ''
    this.#state = 'start'
    this.#raw = ''
    this.#rowLine = this.#line
  }

  #tooLong(): void {
    if (this.#state === 'quoted' || this.#state === 'closing') {
      this.#reread()
      return
    }
    this.#row(true)
    this.#isSkipping = true
  }

  /** The first line of the row with its quotes as letters; what follows anew. */
  #reread(): void {
    this.#rereadings += 1
    const raw = this.#raw
    const cr = raw.indexOf('\r')
    const lf = raw.indexOf('\n')
    const end = cr < 0 ? lf : lf < 0 ? cr : Math.min(cr, lf)
    const rowLine = this.#rowLine
    const first = end < 0 ? raw : raw.slice(0, end)
    const isWhole = end >= 0 || raw.length < IMPORT.CONTACT_BYTES
    this.#line = rowLine
    this.#reset()
    const cells = first.split(String.fromCharCode(this.#delimiter), IMPORT.TABLE_CELLS)
    this.#take(cells, rowLine, true)
    this.#isSkipping = !isWhole
    this.#afterCr = false
    if (end < 0) return
    this.#line = this.#rowLine = rowLine + 1
    this.push(raw.slice(end + (raw.startsWith('\r\n', end) ? 2 : 1)))
  }
}
