/** Whom one can introduce: oneself, one's people, and who stands in the address book; each with what is known of them. */
import type { ReactNode } from 'react'
import { introducingWords } from '../../../shared/i18n/index.ts'
import { MEDIA } from '../../../shared/limits.ts'
import type { BookEntry } from '../../../shared/messenger/index.ts'
import { Avatar } from '../../ui/index.ts'
import { useBook } from '../address-book/index.ts'
import { useEngine } from '../engine/index.ts'
import { useWords } from '../words/index.ts'

export interface Person {
  readonly key: string
  /** In the list. */
  readonly shown: string
  /** On the card. */
  readonly name: string
  readonly face: ReactNode
  readonly phones: readonly string[]
  readonly mails: readonly string[]
  readonly isMe: boolean
}

const FACE = 36

/** undefined: not told yet. */
export function usePeople(): readonly Person[] | undefined {
  const say = useWords(introducingWords)
  const me = useEngine((state) => state.me)
  const contacts = useEngine((state) => state.contacts)
  const entries = useBook((book) => book.entries)
  if (me === undefined || contacts === undefined || entries === undefined) return undefined
  const known = contacts.filter(({ blocked }) => !blocked)
  const ofAccount = (account: string) => entries.find((entry) => entry.account === account)
  return [
    {
      key: 'me',
      shown: say('me', { name: me.name }),
      name: me.name,
      face: <Avatar id={me.account} name={me.name} picture={me.picture} size={FACE} />,
      phones: [],
      mails: [],
      isMe: true,
    },
    ...known.map(({ account, name, picture }) => ({
      key: account,
      shown: name,
      name,
      face: <Avatar id={account} name={name} picture={picture} size={FACE} />,
      ...valuesOf(ofAccount(account)),
      isMe: false,
    })),
    ...entries
      .filter(({ account }) => account === undefined || !known.some((contact) => contact.account === account))
      .map((entry) => ({
        key: entry.entry,
        shown: entry.name,
        name: entry.name,
        face: <Avatar id={entry.entry} name={entry.name} size={FACE} />,
        ...valuesOf(entry),
        isMe: false,
      })),
  ]
}

function valuesOf(entry: BookEntry | undefined): Pick<Person, 'phones' | 'mails'> {
  const lines = (values: BookEntry['phones'] = []) =>
    [...new Set(values.map(({ value }) => value.replaceAll(/\s+/g, ' ').trim()))]
      .filter((value) => value !== '' && value.length <= MEDIA.CARD_VALUE_CHARACTERS)
      .slice(0, MEDIA.CARD_VALUES)
  return { phones: lines(entry?.phones), mails: lines(entry?.emails) }
}
