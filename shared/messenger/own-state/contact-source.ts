/** Contacts as they follow the person: what both sides add to (cards, secrets) is joined, what he chose is his last word. */
import { bool, readUtf8, toHex, utf8 } from '../../codec/index.ts'
import { cleanName } from '../../identity/index.ts'
import { type AccountId, parseId } from '../../ids/index.ts'
import { type ContactRecord, type SharedPeople, contactRecord } from '../people/index.ts'
import type { OwnSource } from './own-state.ts'

const FIELDS = ['contact', 'given', 'announced', 'verified', 'blocked'] as const
type Field = (typeof FIELDS)[number]

const NOTHING = new Uint8Array(0)

/** All items of one contact. */
export function contactItems(account: AccountId): readonly string[] {
  return FIELDS.map((each) => `${each}/${account}`)
}

export function contactSource(people: SharedPeople): OwnSource {
  return {
    owns: (item) => partsOf(item) !== undefined,
    isJoined: (item) => item.startsWith('contact/'),
    names: () => people.accounts().flatMap(contactItems),
    read(item) {
      const [part, account] = partsOf(item) ?? []
      const record = account === undefined ? undefined : people.record(account)
      return part === undefined || record === undefined ? NOTHING : valueOf(part, record)
    },
    write(item, value) {
      const [part, account] = partsOf(item) ?? []
      return part !== undefined && account !== undefined && write(people, part, account, value)
    },
  }
}

function valueOf(part: Field, record: ContactRecord): Uint8Array {
  switch (part) {
    case 'contact':
      return contactRecord.encode({
        card: record.card,
        pairings: record.pairings.toSorted((a, b) => (toHex(a.secret) < toHex(b.secret) ? -1 : 1)),
        isVerified: false,
        isBlocked: false,
        state: record.state,
        since: record.since,
        unseen: [],
        owesRoom: false,
        ...(record.isStranger === true && { isStranger: true }),
      })
    case 'given':
      return record.given === undefined ? NOTHING : utf8(record.given)
    case 'announced':
      return record.announced === undefined ? NOTHING : utf8(record.announced)
    case 'verified':
      return record.isVerified ? bool.encode(true) : NOTHING
    case 'blocked':
      return record.isBlocked ? bool.encode(true) : NOTHING
  }
}

function write(people: SharedPeople, part: Field, account: AccountId, value: Uint8Array): boolean {
  if (part === 'contact') {
    if (value.length === 0) people.forget(account)
    const read = contactRecord.decode(value)
    if (read.ok) people.join(account, read.value)
    return true
  }
  const isOn = value.length > 0
  if (part === 'verified') return people.change(account, { isVerified: isOn })
  if (part === 'blocked') return people.change(account, { isBlocked: isOn })
  const called = isOn ? nameIn(value) : undefined
  if (isOn && called === undefined) return true
  return people.change(account, part === 'given' ? { given: called } : { announced: called })
}

function nameIn(value: Uint8Array): string | undefined {
  const called = cleanName(readUtf8(value) ?? '')
  return called === '' ? undefined : called
}

function partsOf(item: string): readonly [Field, AccountId] | undefined {
  const at = item.indexOf('/')
  const part = FIELDS.find((each) => each === item.slice(0, at))
  const account = parseId('account', item.slice(at + 1))
  return part === undefined || account === undefined ? undefined : [part, account]
}
