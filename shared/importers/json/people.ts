/** Contacts that stand in exports of conversations: a name and a few numbers. */
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min'
import { NO_CONTACT, type ImportedContact } from '../model.ts'

export interface PersonFields {
  readonly displayName?: string | undefined
  readonly given: string
  readonly family: string
  readonly phones: readonly string[]
}

/** undefined: nothing to know anybody by. `region`: two letters, of numbers without a country. */
export function personOf(person: PersonFields, region: string): ImportedContact | undefined {
  const phones = person.phones.filter((phone) => phone !== '')
  const displayName = person.displayName ?? [person.given, person.family].filter((part) => part !== '').join(' ')
  if (displayName === '' && phones.length === 0) return undefined
  return {
    ...NO_CONTACT,
    displayName: displayName === '' ? (phones[0] ?? '') : displayName,
    family: person.family,
    given: person.given,
    phones: phones.map((value) => ({ value })),
    e164: [...new Set(phones.flatMap((phone) => e164(phone, region)))],
  }
}

function e164(phone: string, region: string): string[] {
  if (phone.length > 64) return []
  const parsed = parsePhoneNumberFromString(phone, isCountry(region) ? region : undefined)
  return parsed?.isPossible() === true ? [parsed.number] : []
}

function isCountry(region: string): region is CountryCode {
  return /^[A-Z]{2}$/.test(region)
}
