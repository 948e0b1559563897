/**
 * Text in pieces cut anywhere, as lines without their ends: CRLF, LF and CR, mixed as they come (IMP-3). A line longer than
 * `IMPORT.LINE_CHARACTERS` is cut to that, and said to be; what follows up to its end is dropped, so that memory stays that of one line.
 */
import { IMPORT } from '../../limits.ts'

export interface LineTaker {
  /** `number` from 1. */
  line(text: string, number: number): void
  /** Comes just before the line it is about. */
  cut(number: number): void
}

export class LineSplitter {
  readonly #taker: LineTaker
  #number = 0
  /** The line that is not over yet: what of it came with pieces before. */
  #held = ''
  #isCut = false
  /** The last piece ended in CR: a LF at the start of the next belongs to it. */
  #wasCr = false

  constructor(taker: LineTaker) {
    this.#taker = taker
  }

  push(piece: string): void {
    if (piece === '') return
    let from = this.#wasCr && piece.startsWith('\n') ? 1 : 0
    this.#wasCr = false
    let lf = piece.indexOf('\n', from)
    let cr = piece.indexOf('\r', from)
    while (lf !== -1 || cr !== -1) {
      const isCr = cr !== -1 && (lf === -1 || cr < lf)
      const end = isCr ? cr : lf
      this.#emit(from === 0 && end === piece.length ? piece : piece.slice(from, end))
      from = end + 1
      if (isCr) {
        if (from === piece.length) this.#wasCr = true
        else if (lf === from) from += 1
        cr = piece.indexOf('\r', from)
      }
      if (lf !== -1 && lf < from) lf = piece.indexOf('\n', from)
    }
    if (from < piece.length) this.#hold(piece.slice(from))
  }

  /** A last line need not have an end. */
  end(): void {
    if (this.#held !== '' || this.#isCut) this.#emit('')
    this.#wasCr = false
  }

  #hold(text: string): void {
    const room = IMPORT.LINE_CHARACTERS - this.#held.length
    if (text.length > room) this.#isCut = true
    if (room > 0) this.#held += text.length > room ? text.slice(0, room) : text
  }

  #emit(text: string): void {
    this.#number += 1
    if (this.#held === '' && !this.#isCut && text.length <= IMPORT.LINE_CHARACTERS) {
      this.#taker.line(text, this.#number)
      return
    }
    this.#hold(text)
    const line = this.#held
    const isCut = this.#isCut
    this.#held = ''
    this.#isCut = false
    if (isCut) this.#taker.cut(this.#number)
    this.#taker.line(isCut ? wellCut(line) : line, this.#number)
  }
}

/** Half a character is none. */
function wellCut(line: string): string {
  const last = line.charCodeAt(line.length - 1)
  return last >= 0xd800 && last <= 0xdbff ? line.slice(0, -1) : line
}
