/** The list of friends in an export of Facebook. */
import { describe, expect, it } from 'vitest'
import { facebookFriends } from '../../../shared/importers/facebook-friends/index.ts'
import { IMPORT } from '../../../shared/limits.ts'
import { readContacts } from '../reading-contacts.ts'

/** As Facebook writes it: each byte of UTF-8 as a letter of Latin-1. */
const misread = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')
const read = (value: unknown) => readContacts(facebookFriends, JSON.stringify(value), { pieces: [5] })

describe('friends', () => {
  it('[IMP-49] have names, whose letters are put right where all of them are wrong', () => {
    const names = [misread('이서연'), 'Zoë', misread('José 😀'), '민수', 'Ben']
    const { contacts, found, warnings } = read({ friends_v2: names.map((name) => ({ name, timestamp: 1 })) })
    expect(contacts.map(({ displayName }) => displayName)).toEqual(['이서연', 'Zoë', 'José 😀', '민수', 'Ben'])
    expect({ found, warnings }).toEqual({ found: { share: 1, variant: 'friends-v2', kind: 'contacts' }, warnings: [] })
  })

  it('[IMP-49] that are none are said and cost no other', () => {
    const { contacts, warnings } = read({ friends: [{ name: 1 }, null, { name: 'Ben' }, { name: ' ' }, 'x'] })
    expect(contacts.map(({ displayName }) => displayName)).toEqual(['Ben'])
    expect(warnings.map(({ line }) => line)).toEqual([1, 2, 4, 5])
  })

  it('[IMP-49] are known by their shape', () => {
    expect(read({ friends_v2: [] }).found?.isEmpty).toBe(true)
    expect(read({ participants: [{ name: 'A' }], messages: [] }).found).toBeUndefined()
    expect(read({ friends_v2: 'x' })).toMatchObject({ found: undefined, contacts: [], warnings: [{ line: 0, code: 'ENDS_EARLY' }] })
  })

  it('[IMP-49] are at most IMPORT.FRIENDS_CHARACTERS', () => {
    const list = (size: number): string => `{"friends_v2":[{"name":"Ben"}]${' '.repeat(size - 31)}}`
    expect(readContacts(facebookFriends, list(IMPORT.FRIENDS_CHARACTERS)).contacts).toHaveLength(1)
    expect(readContacts(facebookFriends, list(IMPORT.FRIENDS_CHARACTERS + 1))).toMatchObject({
      contacts: [],
      warnings: [{ code: 'CUT_LINE' }],
    })
  })
})
