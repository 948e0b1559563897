/** Cells of one line of a table (IMP-15). What lies between quotes may go on in the next line: then the line alone does not tell. */

const QUOTE = 0x22
const COMMA = 0x2c

/** `end`: where it ends in the line. `open`: its quote is not closed. `bad`: after its closing quote something else follows: no quoted cell. */
export type QuotedEnd = { readonly state: 'closed'; readonly end: number } | { readonly state: 'open' } | { readonly state: 'bad' }

/** From inside the quotes; two of them stand for one. */
export function quotedEnd(line: string, from: number): QuotedEnd {
  let at = line.indexOf('"', from)
  while (at !== -1) {
    const next = line.charCodeAt(at + 1)
    if (next !== QUOTE) return at + 1 === line.length || next === COMMA ? { state: 'closed', end: at } : { state: 'bad' }
    at = line.indexOf('"', at + 2)
  }
  return { state: 'open' }
}

export function unquoted(text: string): string {
  return text.includes('""') ? text.replaceAll('""', '"') : text
}

export interface Cell {
  readonly text: string
  readonly isQuoted: boolean
  /** Where the next one begins; longer than the line: there is none. */
  readonly next: number
}

/** A cell that ends in its line: bare ones at a comma. */
export function cellAt(line: string, from: number): Cell {
  if (line.charCodeAt(from) === QUOTE) {
    const closing = quotedEnd(line, from + 1)
    if (closing.state === 'closed') return { text: unquoted(line.slice(from + 1, closing.end)), isQuoted: true, next: closing.end + 2 }
  }
  const comma = line.indexOf(',', from)
  const end = comma === -1 ? line.length : comma
  return { text: line.slice(from, end), isQuoted: false, next: end + 1 }
}

/** The rest of a row that has more cells than it should: they were one before somebody forgot the quotes. */
export function restOf(line: string, from: number): string {
  const cells: string[] = []
  for (let at = from; at <= line.length;) {
    const cell = cellAt(line, at)
    cells.push(cell.text)
    at = cell.next
  }
  return cells.join(',')
}
