/** What a spreadsheet did to a cell, undone where that is sure. */
import { looksLikePhone, toE164 } from '../phone.ts'

/** Marks that keep a text from being run; `guardCell` of the export puts the same before it. */
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/
const SCIENTIFIC = /^\d(?:[.,]\d{1,20})?E\+?\d{1,3}$/i
const SEVERAL = ' ::: '
const MOST_IN_A_CELL = 20

/** Line ends as LF, guards of spreadsheets off. */
export function cellText(cell: string): string {
  const text = cell.replace(/\r\n?/g, '\n')
  if (GUARDED.test(text)) return text.slice(1)
  return text.startsWith('="') && text.endsWith('"') && text.length > 2 ? text.slice(2, -1) : text
}

/** Several values that Google put into one cell. */
export function valuesOf(cell: string): readonly string[] {
  return cellText(cell)
    .split(SEVERAL)
    .map((value) => value.trim())
    .filter((value) => value !== '')
}

/** Numbers of one cell. Two in one, as people write them, are divided only where each of them is a possible number. */
export function numbersOf(cell: string, region: string): readonly string[] {
  return valuesOf(cell).flatMap((value) => {
    const text = value.startsWith("'") ? value.slice(1).trim() : value
    if (toE164(text, region) !== undefined) return [text]
    const parts = text
      .split(/[/,;|\n]/, MOST_IN_A_CELL)
      .map((part) => part.trim())
      .filter((part) => part !== '')
    return parts.length > 1 && parts.every((part) => looksLikePhone(part) && toE164(part, region) !== undefined)
      ? parts
      : text === ''
        ? []
        : [text]
  })
}

/** A number whose last digits a spreadsheet has forgotten. */
export function isRounded(text: string): boolean {
  return SCIENTIFIC.test(text)
}

/** A whole number that a spreadsheet gave a decimal place. */
export function withoutDecimals(text: string): string {
  return /^\d{1,20}\.0$/.test(text) ? text.slice(0, -2) : text
}
