/**
 * JSON of one value a line. Some exporters write line ends raw inside strings: a line that ends inside a value is joined with those after it
 * until the value is over. A line that is a value of its own ends such a wait, so that one cut line costs itself only. Linear: each line is
 * scanned once, and parsed at most twice.
 */
import { IMPORT } from '../../limits.ts'
import { parseRecord } from './record.ts'

export interface JsonLineTaker {
  /** Lines from 1; `text` is what stood there. */
  take(value: unknown, firstLine: number, lastLine: number, text: string): void
  bad(firstLine: number): void
}

export class JsonLines {
  readonly #taker: JsonLineTaker
  #line = 1
  #held = ''
  #isTooLong = false
  /** A value that goes on behind its line. */
  #value = ''
  #first = 0
  readonly #state = { depth: 0, deepest: 0, inString: false }

  constructor(taker: JsonLineTaker) {
    this.#taker = taker
  }

  push(piece: string): void {
    let from = 0
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', from)) {
      this.#hold(piece.slice(from, end))
      this.#emit()
      from = end + 1
    }
    this.#hold(piece.slice(from))
  }

  /** True: the text ended inside a value. */
  end(): boolean {
    if (this.#held !== '' || this.#isTooLong) this.#emit()
    const isCut = this.#value !== ''
    this.#value = ''
    return isCut
  }

  #hold(text: string): void {
    if (this.#held.length + text.length > IMPORT.JSON_RECORD_CHARACTERS) this.#isTooLong = true
    if (this.#isTooLong) this.#held = ''
    else this.#held += text
  }

  #emit(): void {
    const line = this.#held
    const wasTooLong = this.#isTooLong
    const number = this.#line
    this.#line += 1
    this.#held = ''
    this.#isTooLong = false
    if (wasTooLong) {
      this.#abandon()
      this.#taker.bad(number)
    } else if (this.#value === '') this.#begin(line, number)
    else this.#goOn(line, number)
  }

  #begin(line: string, number: number): void {
    if (/^[\s\uFEFF]*$/.test(line)) return
    Object.assign(this.#state, { depth: 0, deepest: 0, inString: false })
    this.#value = line.startsWith('\uFEFF') ? line.slice(1) : line
    this.#first = number
    this.#scan(line, number)
  }

  #goOn(line: string, number: number): void {
    const own = looksWhole(line) ? parseRecord(line) : undefined
    if (own !== undefined || this.#value.length + line.length >= IMPORT.JSON_RECORD_CHARACTERS) {
      this.#abandon()
      this.#begin(line, number)
      return
    }
    this.#value += `\n${line}`
    this.#scan(line, number)
  }

  #abandon(): void {
    if (this.#value !== '') this.#taker.bad(this.#first)
    this.#value = ''
  }

  #scan(line: string, number: number): void {
    const state = this.#state
    for (let at = 0; at < line.length; at += 1) {
      const code = line.charCodeAt(at)
      if (state.inString) {
        if (code === 92) at += 1
        else if (code === 34) state.inString = false
      } else if (code === 34) state.inString = true
      else if (code === 123 || code === 91) {
        state.depth += 1
        state.deepest = Math.max(state.deepest, state.depth)
      } else if (code === 125 || code === 93) state.depth -= 1
    }
    if (state.inString || state.depth > 0) return
    const text = this.#value
    this.#value = ''
    const value = state.deepest > IMPORT.JSON_DEPTH || !looksWhole(text) ? undefined : parseRecord(text)
    if (value === undefined) this.#taker.bad(this.#first)
    else this.#taker.take(value, this.#first, number, text)
  }
}

/** Spares the attempt, which is a hundred times as dear where it fails. */
function looksWhole(text: string): boolean {
  const trimmed = text.trim()
  return trimmed.startsWith('{"') && trimmed.endsWith('}')
}
