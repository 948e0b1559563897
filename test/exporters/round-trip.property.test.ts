/** Out and in again: whatever is in a person, the same person comes back, as often as it is done. */
import * as fc from 'fast-check'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type ExportedContact, googleCsv, vcards } from '../../shared/exporters/index.ts'
import type { ImportedContact } from '../../shared/importers/index.ts'
import { ROOT } from '../docs/sources.ts'
import { type ReadContacts, readCards, readTable } from '../importers/reading-contacts.ts'

/** Readers trim what has to fit a line of a list, and line ends come back as LF. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\n',
        ';',
        ',',
        '\\',
        '\\n',
        ':',
        '"',
        "'",
        '=1+1',
        '+',
        '-',
        '@',
        '\t',
        '이',
        '민',
        '😀',
        'שלום',
        '\u202E',
        'END:VCARD',
        'BEGIN:VCARD',
        '=\n',
        ' ',
        '(',
        ')',
        '^n',
        'https://x?a=b',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) =>
    parts
      .join('')
      .replace(/(?![\t\n\x80-\x9f])\p{Cc}/gu, '')
      .toWellFormed(),
  )
const trimmed = hostile.map((text) => text.trim())
const named = trimmed.filter((text) => text !== '')
const labelled = fc
  .record({
    value: named,
    label: fc.option(
      named.filter((text) => !/^(?:voice|pref|internet|msg)/i.test(text)),
      { nil: undefined },
    ),
  })
  .map(({ value, label }) => (label === undefined ? { value } : { value, label }))
const birthday = fc.constantFrom(null, '1985-04-12', '--02-29', '2024-02-29')
const kept = hostile.map((text) => `X-A;P=1:${text.replaceAll('\n', '\\n')}`)

const contact: fc.Arbitrary<ImportedContact> = fc.record({
  displayName: named,
  family: trimmed,
  given: trimmed,
  phones: fc.array(
    labelled.map((phone) => ({ ...phone, value: phone.value.replace(/^tel:/i, '') })),
    { maxLength: 3 },
  ),
  e164: fc.constant([]),
  emails: fc.array(
    labelled.map((email) => ({ ...email, value: email.value.replace(/^mailto:/i, '') })),
    { maxLength: 3 },
  ),
  org: trimmed,
  note: hostile,
  birthday,
  labels: fc.uniqueArray(named, { maxLength: 3 }),
  unknown: fc.array(kept, { maxLength: 3 }),
})

const exported = (person: ImportedContact): ExportedContact => ({ ...person, uid: 'urn:uuid:1' })
const out = (person: ImportedContact, version: '3.0' | '4.0'): ReadContacts => readCards([...vcards([exported(person)], version)].join(''))
/** What our own export adds. */
const ours = /^(?:UID|X-SARANGBANG-[A-Z]+)[:;]/
const comparable = ({ e164: _e164, unknown = [], ...person }: ImportedContact) => ({
  ...person,
  unknown: unknown.filter((line) => !ours.test(line)).toSorted(),
})

describe.each(['3.0', '4.0'] as const)('[EXP-34] a card of %s', (version) => {
  it('gives back names, numbers, labels, notes and what nothing reads', () => {
    fc.assert(
      fc.property(contact, (person) => {
        const { contacts, warnings } = out(person, version)
        expect(warnings).toEqual([])
        expect(contacts.map(comparable)).toEqual([comparable(person)])
        const again = out(contacts[0]!, version)
        expect(again.contacts.map(comparable)).toEqual([comparable(person)])
      }),
      { numRuns: 500 },
    )
  })

  it('gives back a note of a million letters', () => {
    for (const letter of ['가', ',', '\n', '😀', 'x']) {
      const note = letter.repeat(1_048_576 / letter.length)
      expect(out({ ...fc.sample(contact, 1)[0]!, note }, version).contacts[0]?.note === note).toBe(true)
    }
  })

  const folder = `${ROOT}/../shared/reference/import-samples/contacts`
  const samples = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.vcf')) : []
  it.skipIf(samples.length === 0)('gives back cards of other programs', () => {
    for (const name of samples) {
      const { contacts } = readCards(readFileSync(`${folder}/${name}`))
      for (const person of contacts) expect(out(person, version).contacts.map(comparable)).toEqual([comparable(person)])
    }
  })
})

describe('[EXP-36] a table', () => {
  it('gives back names, numbers, addresses, labels, notes and birthdays', () => {
    const plain = fc.record({
      family: trimmed,
      given: named,
      // Several values in a cell, and the guard of a label, are Google's own signs.
      phones: fc.array(
        fc.constantFrom('010-1111-2222', '+82 10-3333-4444', '02-111-2222').map((value) => ({ value, label: '휴대폰' })),
        { maxLength: 2 },
      ),
      org: trimmed,
      note: hostile.filter((note) => note.trim() !== ''),
      birthday,
    })
    fc.assert(
      fc.property(plain, (parts) => {
        const person = { ...parts, displayName: parts.given, e164: [], emails: [], labels: ['가족', 'myContacts'] }
        const { contacts, warnings } = readTable([...googleCsv([exported(person)])].join(''))
        expect(warnings).toEqual([])
        expect(contacts).toHaveLength(1)
        expect(contacts[0]).toMatchObject({ ...parts, labels: person.labels })
      }),
      { numRuns: 500 },
    )
  })
})
