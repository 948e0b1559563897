/**
 * Whom I know and who is not here yet: a list one walks through by keys, with one stop for Tab. An address book has thousands, so only some rows
 * are drawn, and more when asked for; typing a name finds the others.
 */
import { Combine, PackageOpen, Send, UserPlus } from 'lucide-react'
import { memo, useId, useMemo, useState } from 'react'
import { bookWords } from '../../../shared/i18n/index.ts'
import type { BookEntry } from '../../../shared/messenger/index.ts'
import { Avatar, Button, Disc, ListLink, SectionLabel } from '../../ui/index.ts'
import { useBook, useStandingText } from '../address-book/index.ts'
import { formatRoute, go, useRoute } from '../route/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import styles from './EntryRows.module.css'
import { usePersonKeys } from './person-keys.ts'

export interface EntryRowsProps {
  /** Who fits what was typed. */
  readonly entries: readonly BookEntry[]
  readonly isFiltered: boolean
  readonly isBookEmpty: boolean
}

const SHOWN = 50

export function EntryRows({ entries, isFiltered, isBookEmpty }: EntryRowsProps) {
  const say = useWords(bookWords)
  const language = useLanguage()
  const id = useId()
  if (isFiltered && entries.length === 0) return null
  return (
    <section aria-labelledby={id} className={styles.section}>
      <SectionLabel level={2} id={id}>
        {isFiltered || isBookEmpty ? say('outsideLabel') : say('outside', { count: entries.length.toLocaleString(language) })}
      </SectionLabel>
      {!isFiltered && !isBookEmpty && <Doors />}
      {isBookEmpty && !isFiltered && <p className={styles.none}>{say('noneText')}</p>}
      {/* What was typed is another list, shown from its beginning. */}
      <Rows key={isFiltered ? 'found' : 'all'} entries={entries} />
      {!isFiltered && (
        <div className={styles.acts}>
          <Button size="small" icon={PackageOpen} onClick={() => go({ page: 'settings', section: 'moving' })}>
            {say('moveIn')}
          </Button>
          <Button size="small" kind="quiet" icon={UserPlus} onClick={() => go({ page: 'people', part: 'entry', id: 'new' })}>
            {say('addByHand')}
          </Button>
        </div>
      )}
    </section>
  )
}

/** The ways to what is done with many of them. */
function Doors() {
  const say = useWords(bookWords)
  const route = useRoute()
  const guesses = useBook((book) => book.guesses.length)
  const open = route.page === 'people' ? route.part : undefined
  return (
    <ul className={styles.rows}>
      <li>
        <ListLink
          height={60}
          href={formatRoute({ page: 'people', part: 'invitations' })}
          isSelected={open === 'invitations'}
          face={
            <span className={styles.door}>
              <Disc icon={Send} kind="inviting" />
            </span>
          }
          name={say('toInvitations')}
          text={say('toInvitationsText')}
        />
      </li>
      {guesses > 0 && (
        <li>
          <ListLink
            height={60}
            href={formatRoute({ page: 'people', part: 'same' })}
            isSelected={open === 'same'}
            face={
              <span className={styles.door}>
                <Disc icon={Combine} />
              </span>
            }
            name={say('toSame')}
            text={say('toSameText', { count: guesses })}
          />
        </li>
      )}
    </ul>
  )
}

function Rows({ entries }: { readonly entries: readonly BookEntry[] }) {
  const say = useWords(bookWords)
  const route = useRoute()
  const standing = useStandingText()
  const [shown, setShown] = useState(SHOWN)
  const [focused, setFocused] = useState<string>()
  const open = route.page === 'people' && route.part === 'entry' ? route.id : undefined
  const drawn = useMemo(() => entries.slice(0, shown), [entries, shown])
  const press = usePersonKeys(useMemo(() => drawn.map(({ entry, name }) => ({ id: entry, name })), [drawn]))
  const stop = drawn.find(({ entry }) => entry === focused) ?? drawn.find(({ entry }) => entry === open) ?? drawn[0]
  const beyond = entries.length - drawn.length
  return (
    <>
      <ul
        className={styles.rows}
        onKeyDown={press}
        onFocus={({ target }) => setFocused(target.closest<HTMLElement>('[data-person]')?.dataset.person)}
      >
        {drawn.map((entry, index) => (
          <EntryRow
            key={entry.entry}
            entry={entry}
            line={[...entry.phones.slice(0, 1).map(({ value }) => value), standing(entry)].join(' · ')}
            isOpen={entry.entry === open}
            isStop={entry === stop}
            place={index + 1}
            count={entries.length}
          />
        ))}
      </ul>
      {beyond > 0 && (
        <div className={styles.acts}>
          <Button size="small" kind="quiet" onClick={() => setShown(shown + SHOWN)}>
            {say('more', { count: Math.min(SHOWN, beyond) })}
          </Button>
        </div>
      )}
    </>
  )
}

interface EntryRowProps {
  readonly entry: BookEntry
  readonly line: string
  readonly isOpen: boolean
  readonly isStop: boolean
  readonly place: number
  readonly count: number
}

const EntryRow = memo(function EntryRow({ entry: { entry, name }, line, isOpen, isStop, place, count }: EntryRowProps) {
  return (
    <li className={styles.row} aria-setsize={count} aria-posinset={place}>
      <ListLink
        height={60}
        href={formatRoute({ page: 'people', part: 'entry', id: entry })}
        data-person={entry}
        tabIndex={isStop ? 0 : -1}
        isSelected={isOpen}
        face={<Avatar id={entry} name={name} isStone />}
        name={<bdi>{name}</bdi>}
        text={line}
      />
    </li>
  )
})
