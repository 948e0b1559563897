/** Two who may be one, with the reason: the person says so, or says no, and until then nothing changes. */
import { bookWords } from '../../../shared/i18n/index.ts'
import type { BookGuess, MatchReason } from '../../../shared/messenger/index.ts'
import { Avatar, Button, Chip, EmptyState, GhostRows } from '../../ui/index.ts'
import { Page } from '../house/index.ts'
import { go } from '../route/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import { useBook } from './book.ts'
import { useEntryActs } from './entry-acts.ts'
import styles from './SamePerson.module.css'
import { useStandingText } from './standing-text.ts'

const REASONS = {
  'same-phone': 'samePhone',
  'same-email': 'sameEmail',
  'same-name': 'sameName',
  'similar-name': 'similarName',
  'same-room': 'sameRoom',
} as const satisfies Readonly<Record<MatchReason, keyof typeof bookWords>>
const SHOWN = 20

export function SamePerson() {
  const say = useWords(bookWords)
  const language = useLanguage()
  const guesses = useBook((book) => book.guesses)
  const isLoading = useBook(({ entries }) => entries === undefined)
  const beyond = guesses.length - SHOWN
  return (
    <Page title={say('sameTitle')} back={{ page: 'people' }}>
      {isLoading ? (
        <GhostRows />
      ) : guesses.length === 0 ? (
        <EmptyState title={say('sameNone')} text={say('sameNoneText')}>
          <Button onClick={() => go({ page: 'people' })}>{say('toPeople')}</Button>
        </EmptyState>
      ) : (
        <div className={styles.column}>
          <p className={styles.text}>{say('sameText')}</p>
          <ul className={styles.cards}>
            {guesses.slice(0, SHOWN).map((guess) => (
              <li key={keyOf(guess)}>
                <Card guess={guess} />
              </li>
            ))}
          </ul>
          {beyond > 0 && <p className={styles.text}>{say('toSameText', { count: beyond.toLocaleString(language) })}</p>}
        </div>
      )}
    </Page>
  )
}

function Card({ guess }: { readonly guess: BookGuess }) {
  const say = useWords(bookWords)
  const acts = useEntryActs()
  const { entry, other, name, otherName, why } = guess
  const same = () => (other.is === 'entry' ? acts.merge({ entry, name }, other.entry) : acts.link({ entry, name }, other.account))
  return (
    <section className={styles.card} aria-label={say('samePair', { name, other: otherName })}>
      <Chip tone="night">{say(REASONS[why])}</Chip>
      <div className={styles.pair}>
        <Half id={entry} name={name} />
        <Half id={other.is === 'entry' ? other.entry : other.account} name={otherName} isContact={other.is === 'contact'} />
      </div>
      <div className={styles.acts}>
        <Button kind="quiet" aria-label={say('sameNoNamed', { name, other: otherName })} onClick={() => void acts.decline(guess)}>
          {say('sameNo')}
        </Button>
        <Button aria-label={say('sameYesNamed', { name, other: otherName })} onClick={() => void same()}>
          {say('sameYes')}
        </Button>
      </div>
    </section>
  )
}

function Half({ id, name, isContact = false }: { readonly id: string; readonly name: string; readonly isContact?: boolean }) {
  const say = useWords(bookWords)
  const standing = useStandingText()
  const entry = useBook(({ entries }) => entries?.find((each) => each.entry === id))
  const line = isContact ? say('sameIsContact') : (entry?.phones[0]?.value ?? entry?.emails[0]?.value)
  return (
    <div className={styles.half}>
      <Avatar id={id} name={name} isStone={!isContact} />
      <span className={styles.words}>
        <bdi className={styles.name}>{name}</bdi>
        {line !== undefined && <span className={styles.line}>{line}</span>}
        {entry !== undefined && <span className={styles.line}>{standing(entry)}</span>}
      </span>
    </div>
  )
}

function keyOf({ entry, other }: BookGuess): string {
  return `${entry} ${other.is === 'entry' ? other.entry : other.account}`
}
