/**
 * Cells of a table that a spreadsheet shows and never runs (EXP-35). A text that begins like a formula gets an apostrophe before it; so does one that
 * begins with apostrophes and then so, and therefore taking one off (`unguardCell` of the import) always gives back what was.
 */

const DANGEROUS = /^'*[=+\-@\t\r\n＝＋－＠]/
/** A number with its country is text to all who read address books, and must stay as it is. */
const NUMBER = /^\+\d[\d\s().-]{0,40}$/

export function guardCell(text: string): string {
  return DANGEROUS.test(text) ? `'${text}` : text
}

/** For columns of numbers. */
export function guardNumber(text: string): string {
  return NUMBER.test(text) ? text : guardCell(text)
}

/** Always in quotes; lone surrogates become U+FFFD, NUL goes. */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${cell.toWellFormed().replaceAll('\0', '').replaceAll('"', '""')}"`).join(',')}\r\n`
}
