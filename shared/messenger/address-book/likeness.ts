/** How entries are told to be about one person: by what they are compared, and when they are the same. */
import type { EntryFields } from '../api-address-book.ts'
import type { EntryRecord } from './entry-record.ts'
import { type Matchable, plainName } from './matching.ts'

export function matchableOf({ name, family, given, e164, emails }: EntryRecord): Matchable {
  const names = [name, `${family}${given}`, `${given} ${family}`].map((each) => each.trim()).filter((each) => each !== '')
  return { names: [...new Set(names)], e164, emails: emails.map(({ value }) => value) }
}

/** Whether a whole number is one of those a person has typed. */
export function isAmong({ phones = [] }: EntryFields, number: string): boolean {
  const digits = number.replaceAll(/\D/g, '')
  return phones.some(({ value }) => digits.endsWith(value.replaceAll(/\D/g, '').replace(/^0/, '')) && value.trim() !== '')
}

/** Equal for one person out of two exports of one address book. */
export function likenessOf({ name, e164, phones, emails }: EntryRecord): string {
  const numbers = e164.length > 0 ? e164 : phones.map(({ value }) => value.replaceAll(/[^\d+]/g, ''))
  return JSON.stringify([plainName(name), numbers.toSorted(), emails.map(({ value }) => value.trim().toLowerCase()).toSorted()])
}

/** The same whichever is named first. */
export function pairOf(one: string, other: string): string {
  return [one, other].toSorted().join('/')
}
