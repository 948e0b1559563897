/** Numbers and addresses as they are typed: one a line, or separated by commas. */
import { BOOK } from '../../../shared/limits.ts'
import type { BookEntry } from '../../../shared/messenger/index.ts'

type Values = BookEntry['phones']

/** What stays keeps what it was called: mobile, work. */
export function valuesOf(typed: string, before: Values): { value: string; label?: string }[] {
  return pieces(typed, '\n').map((value) => {
    const label = before.find((each) => each.value === value)?.label
    return label === undefined ? { value } : { value, label }
  })
}

export function labelsOf(typed: string): string[] {
  return pieces(typed, ',')
}

/** What of it the address book would not take. */
export function valuesTrouble(values: readonly string[]): 'tooMany' | 'tooLong' | undefined {
  if (values.length > BOOK.VALUES) return 'tooMany'
  return values.some((value) => value.length > BOOK.VALUE_CHARACTERS) ? 'tooLong' : undefined
}

function pieces(typed: string, between: string): string[] {
  const found = typed
    .split(between)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
  return [...new Set(found)]
}
