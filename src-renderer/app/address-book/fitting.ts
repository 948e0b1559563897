/** Finding somebody of the address book by what was typed. */
import type { BookEntry } from '../../../shared/messenger/index.ts'
import { matchesName } from '../../../shared/matching/index.ts'

/** By name with initial consonants, or by digits of a number. */
export function fitting(entries: readonly BookEntry[], typed: string): readonly BookEntry[] {
  const wanted = typed.trim()
  if (wanted === '') return entries
  const digits = /^[\d\s()+.-]+$/.test(wanted) ? digitsOf(wanted) : ''
  return entries.filter(
    ({ name, phones }) =>
      matchesName(name, wanted) !== undefined || (digits.length > 2 && phones.some(({ value }) => digitsOf(value).includes(digits))),
  )
}

function digitsOf(text: string): string {
  return text.replaceAll(/\D/gu, '')
}
