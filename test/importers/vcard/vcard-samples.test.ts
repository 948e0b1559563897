/** Cards that other programs wrote, beside what is known of them. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../docs/sources.ts'
import { readCards } from '../reading-contacts.ts'

const FOLDER = `${ROOT}/../shared/reference/import-samples/contacts`
const isThere = existsSync(FOLDER)
if (!isThere) console.warn(`skipped: no samples at ${FOLDER}`)

interface Expected {
  readonly variant: string
  readonly contactCount: number
  readonly contacts: readonly {
    readonly displayName: string
    readonly family?: string
    readonly given?: string
    readonly org?: string
    readonly phoneCount: number
    readonly emailCount: number
    readonly phonesInclude?: readonly string[]
    readonly emailsInclude?: readonly string[]
  }[]
}

describe.skipIf(!isThere)('samples', () => {
  const names = isThere ? readdirSync(FOLDER).filter((name) => name.endsWith('.vcf')) : []

  it.each(names)('[IMP-40] %s is what it is known to be', (name) => {
    const expected = JSON.parse(readFileSync(`${FOLDER}/${name}.expected.json`, 'utf8')) as Expected
    const { contacts, found, warnings } = readCards(readFileSync(`${FOLDER}/${name}`), { pieces: [7, 1, 64] })
    expect(found).toEqual({ share: 1, variant: expected.variant, kind: 'contacts' })
    expect(contacts).toHaveLength(expected.contactCount)
    expect(warnings.filter(({ code }) => code !== 'BAD_VALUE')).toEqual([])
    for (const [at, { phoneCount, emailCount, phonesInclude = [], emailsInclude = [], ...plain }] of expected.contacts.entries()) {
      const contact = contacts[at]!
      expect(contact).toMatchObject(plain)
      expect([contact.phones.length, contact.emails.length]).toEqual([phoneCount, emailCount])
      expect(contact.phones.map(({ value }) => value)).toEqual(expect.arrayContaining([...phonesInclude]))
      expect(contact.emails.map(({ value }) => value)).toEqual(expect.arrayContaining([...emailsInclude]))
    }
  })
})
