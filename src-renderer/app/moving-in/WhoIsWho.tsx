/** The people of one conversation, and who they are here: a contact, somebody of the address book, somebody new, or a name. */
import { useState } from 'react'
import { movingInWords } from '../../../shared/i18n/index.ts'
import type { AuthorIs, ChatPreview, MatchReason } from '../../../shared/messenger/index.ts'
import { Avatar, Button, PanelRow, Select, type SelectOption } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import type { ChatChoice } from './choices.ts'
import { authorOf, authorValue } from './option-values.ts'
import styles from './WhoIsWho.module.css'

export interface WhoIsWhoProps {
  readonly people: ChatPreview['people']
  readonly peopleCount: number
  readonly choice: ChatChoice
  readonly onChange: (authors: ChatChoice['authors']) => void
}

const SHOWN = 5
const REASONS = {
  'same-phone': 'samePhone',
  'same-email': 'sameEmail',
  'same-name': 'sameName',
  'similar-name': 'similarName',
  'same-room': 'sameRoom',
} as const satisfies Readonly<Record<MatchReason, keyof typeof movingInWords>>

export function WhoIsWho({ people, peopleCount, choice, onChange }: WhoIsWhoProps) {
  const say = useWords(movingInWords)
  const language = useLanguage()
  const [areAllShown, setAllShown] = useState(false)
  const me = choice.me.is === 'author' ? choice.me.name : undefined
  const others = people.filter(({ name }) => name !== me)
  const shown = areAllShown ? others : others.slice(0, SHOWN)
  const beyond = peopleCount - people.length
  if (others.length === 0) return null
  const set = (name: string, who: AuthorIs) => onChange(new Map(choice.authors).set(name, who))
  return (
    <div role="group" aria-label={say('whoIsWho')}>
      <p className={styles.title}>{say('whoIsWho')}</p>
      <ul>
        {shown.map((person) => (
          <li key={person.name}>
            <Person person={person} who={choice.authors.get(person.name) ?? { is: 'unknown' }} onChange={(who) => set(person.name, who)} />
          </li>
        ))}
      </ul>
      {!areAllShown && others.length > SHOWN && (
        <div className={styles.more}>
          <Button size="small" kind="quiet" onClick={() => setAllShown(true)}>
            {say('showAll', { count: others.length.toLocaleString(language) })}
          </Button>
        </div>
      )}
      {beyond > 0 && <p className={styles.beyond}>{say('peopleBeyond', { count: beyond.toLocaleString(language) })}</p>}
    </div>
  )
}

interface PersonProps {
  readonly person: ChatPreview['people'][number]
  readonly who: AuthorIs
  readonly onChange: (who: AuthorIs) => void
}

function Person({ person: { name, count, guess }, who, onChange }: PersonProps) {
  const say = useWords(movingInWords)
  const language = useLanguage()
  const contacts = useEngine((state) => state.contacts) ?? []
  const guessed = guess === undefined ? [] : [{ value: authorValue(guess.who), label: guess.name, text: say(REASONS[guess.why]) }]
  const all: readonly SelectOption<string>[] = [
    ...guessed,
    { value: 'new', label: say('isNew'), text: say('isNewText') },
    { value: 'unknown', label: say('isName') },
    ...contacts.filter(({ blocked }) => !blocked).map((contact) => ({ value: `contact:${contact.account}`, label: contact.name })),
  ]
  const isGuess = guess !== undefined && authorValue(who) === authorValue(guess.who)
  const messages = say(count === 1 ? 'messagesOf1' : 'messagesOf', { count: count.toLocaleString(language) })
  return (
    <PanelRow
      start={<Avatar id={name} name={name} size={40} isStone={who.is === 'unknown'} />}
      title={<bdi>{name}</bdi>}
      text={isGuess ? `${messages} · ${say(REASONS[guess.why])}` : messages}
      end={
        <Select
          kind="inline"
          label={say('whoIs', { name })}
          value={authorValue(who)}
          onChange={(value) => onChange(authorOf(value))}
          options={all.filter(({ value }, at) => all.findIndex((other) => other.value === value) === at)}
        />
      }
    />
  )
}
