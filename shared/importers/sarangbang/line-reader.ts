/** Lines of our own files out of pieces cut anywhere. A line feed ends one; what some program put before it (CR) is not part of it, since ours are escaped. */
import { IMPORT } from '../../limits.ts'

export interface NumberedLine {
  readonly text: string
  /** From 1. */
  readonly number: number
  /** It was longer than a line may be; the rest is not here. */
  readonly isCut: boolean
}

export class LineReader {
  readonly #take: (line: NumberedLine) => void
  #held = ''
  #isCut = false
  #number = 1

  constructor(take: (line: NumberedLine) => void) {
    this.#take = take
  }

  push(piece: string): void {
    let from = 0
    for (let end = piece.indexOf('\n'); end !== -1; end = piece.indexOf('\n', from)) {
      this.#hold(piece.slice(from, end))
      this.#give()
      from = end + 1
    }
    this.#hold(piece.slice(from))
  }

  end(): void {
    if (this.#held !== '' || this.#isCut) this.#give()
  }

  #hold(part: string): void {
    const room = IMPORT.LINE_CHARACTERS - this.#held.length
    if (part.length > room) this.#isCut = true
    if (room > 0) this.#held += part.slice(0, room)
  }

  #give(): void {
    const text = this.#held.endsWith('\r') && !this.#isCut ? this.#held.slice(0, -1) : this.#held
    this.#take({ text: this.#number === 1 ? text.replace(/^\ufeff/, '') : text, number: this.#number, isCut: this.#isCut })
    this.#held = ''
    this.#isCut = false
    this.#number += 1
  }
}
