/** Choosing out of thousands: filters, a search, all that fit at once, and one by one. */
import { useMemo, useState } from 'react'
import { invitationsWords } from '../../../shared/i18n/index.ts'
import type { BookEntry } from '../../../shared/messenger/index.ts'
import { Avatar, Button, FilterChip, SearchField } from '../../ui/index.ts'
import { fitting, useStandingText } from '../address-book/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import styles from './InvitationsPage.module.css'
import { choose } from './inviting.ts'
import { type Chosen, type Filter, filtered, toggled, withAll } from './selection.ts'

export interface ChoosePeopleProps {
  readonly entries: readonly BookEntry[]
  readonly chosen: Chosen
  /** The import one comes from. */
  readonly batch: number | undefined
}

const SHOWN = 50
const FILTERS = { all: 'filterAll', phone: 'filterPhone', uninvited: 'filterUninvited', import: 'filterImport' } as const

export function ChoosePeople({ entries, chosen, batch }: ChoosePeopleProps) {
  const say = useWords(invitationsWords)
  const language = useLanguage()
  const standing = useStandingText()
  const [filter, setFilter] = useState<Filter>(batch === undefined ? 'all' : 'import')
  const [typed, setTyped] = useState('')
  const [shown, setShown] = useState(SHOWN)
  const found = useMemo(() => fitting(filtered(entries, filter, batch), typed), [entries, filter, batch, typed])
  const beyond = found.length - shown
  const filters = (['all', 'phone', 'uninvited', 'import'] as const).filter((each) => each !== 'import' || batch !== undefined)
  const show = (change: () => void) => {
    change()
    setShown(SHOWN)
  }
  return (
    <>
      <div role="group" aria-label={say('who')} className={styles.chips}>
        {filters.map((each) => (
          <FilterChip key={each} isOn={filter === each} onPress={() => show(() => setFilter(each))}>
            {say(FILTERS[each])}
          </FilterChip>
        ))}
      </div>
      <SearchField label={say('search')} value={typed} onChange={(text) => show(() => setTyped(text))} />
      <div className={styles.acts}>
        {found.length > 0 && (
          <Button size="small" onClick={() => choose(withAll(chosen, found))}>
            {say('selectAll', { count: found.length.toLocaleString(language) })}
          </Button>
        )}
        {chosen.size > 0 && (
          <Button size="small" kind="quiet" onClick={() => choose(new Set())}>
            {say('selectNone')}
          </Button>
        )}
        <span role="status" className={styles.line}>
          {say('selected', { count: chosen.size.toLocaleString(language) })}
        </span>
      </div>
      {found.length === 0 ? (
        <p className={styles.text}>{say('noneFit')}</p>
      ) : (
        <div className={styles.people}>
          <ul aria-label={say('who')}>
            {found.slice(0, shown).map((entry) => (
              <li key={entry.entry}>
                <label className={styles.person}>
                  <input type="checkbox" checked={chosen.has(entry.entry)} onChange={() => choose(toggled(chosen, entry.entry))} />
                  <Avatar id={entry.entry} name={entry.name} isStone size={36} />
                  <span className={styles.words}>
                    <bdi className={styles.name}>{entry.name}</bdi>
                    <span className={styles.line}>
                      {[...entry.phones.slice(0, 1).map(({ value }) => value), standing(entry)].join(' · ')}
                    </span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
          {beyond > 0 && (
            <Button size="small" kind="quiet" onClick={() => setShown(shown + SHOWN)}>
              {say('more', { count: Math.min(SHOWN, beyond) })}
            </Button>
          )}
        </div>
      )}
    </>
  )
}
