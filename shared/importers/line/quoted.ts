/**
 * A body with line breaks stands in quotation marks, and those in it are doubled (IMP-28). Whether a mark opens such a body is known only at the
 * line that closes it: until then lines are held, and given back when one of them cannot be part of it. A line that opens can never be one that
 * is held, so no line is looked at more than twice.
 */
import { IMPORT } from '../../limits.ts'

export interface HeldLine {
  readonly text: string
  readonly number: number
}

/** `"first line`, and no single mark after the first. */
export function opensQuoted(text: string): boolean {
  return text.startsWith('"') && hasOnlyPairs(text, 1, text.length)
}

export class QuotedBody {
  readonly #lines: HeldLine[] = []
  readonly #first: string
  #size = 0

  constructor(first: string) {
    this.#first = first
  }

  /** `failed`: the line and those before are no part of a body in quotation marks. */
  take(text: string, number: number): 'more' | 'closed' | 'failed' {
    const last = text.length - 1
    const isClosing = text.endsWith('"') && hasOnlyPairs(text, 0, last)
    if (!isClosing && !hasOnlyPairs(text, 0, text.length)) return 'failed'
    this.#size += text.length + 1
    if (this.#size > IMPORT.BODY_CHARACTERS) return 'failed'
    this.#lines.push({ text, number })
    return isClosing ? 'closed' : 'more'
  }

  /** Those after the first. */
  get held(): readonly HeldLine[] {
    return this.#lines
  }

  /** Of a body that closed. */
  get lines(): readonly string[] {
    const all = [this.#first.slice(1), ...this.#lines.map(({ text }) => text)]
    const last = all.length - 1
    return all.map((line, at) => (at === last ? line.slice(0, -1) : line).replaceAll('""', '"'))
  }
}

function hasOnlyPairs(text: string, from: number, to: number): boolean {
  for (let at = text.indexOf('"', from); at !== -1 && at < to; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"' || at + 1 >= to) return false
  }
  return true
}
