/** Inviting those of the address book who are not here yet, many at once: reminders first, then choosing or what was made, then who came. */
import { useEffect, useMemo, useRef } from 'react'
import { invitationsWords } from '../../../shared/i18n/index.ts'
import type { BookEntry } from '../../../shared/messenger/index.ts'
import { Button, EmptyState, GhostRows, VisuallyHidden } from '../../ui/index.ts'
import { outside, useBook } from '../address-book/index.ts'
import { Page } from '../house/index.ts'
import { go } from '../route/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import { Choosing } from './Choosing.tsx'
import { Counter } from './Counter.tsx'
import styles from './InvitationsPage.module.css'
import { choose, useInviting } from './inviting.ts'
import { Ledger } from './Ledger.tsx'
import { MadeOnes } from './MadeOnes.tsx'
import { Reminders } from './Reminders.tsx'
import { withAll } from './selection.ts'

/** `id`: an entry or an import, to be chosen from the start. */
export function InvitationsPage({ id }: { readonly id: string | undefined }) {
  const say = useWords(invitationsWords)
  const entries = useBook((book) => book.entries)
  const isShown = useInviting((inviting) => inviting.isShown)
  const outcome = useInviting((inviting) => inviting.outcome)
  const language = useLanguage()
  const absent = useMemo(() => outside(entries ?? []), [entries])
  useChosenFirst(absent, id)
  return (
    <Page title={say('title')} back={{ page: 'people' }}>
      {entries === undefined ? (
        <GhostRows />
      ) : entries.length === 0 ? (
        <EmptyState title={say('emptyTitle')} text={say('emptyText')}>
          <Button kind="main" onClick={() => go({ page: 'settings', section: 'moving' })}>
            {say('moveIn')}
          </Button>
        </EmptyState>
      ) : (
        <div className={styles.column}>
          <VisuallyHidden role="status">
            {outcome === undefined || outcome.made === 0
              ? ''
              : outcome.made === 1
                ? say('made1')
                : say('made', { count: outcome.made.toLocaleString(language) })}
          </VisuallyHidden>
          {isShown && <MadeOnes entries={entries} />}
          <Reminders />
          {isShown ? null : absent.length === 0 ? (
            <EmptyState title={say('allHereTitle')} text={say('allHereText')}>
              <Button onClick={() => go({ page: 'settings', section: 'moving' })}>{say('moveIn')}</Button>
            </EmptyState>
          ) : (
            <Choosing entries={absent} batch={batchOf(id)} />
          )}
          <Counter />
          <Ledger entries={entries} />
        </div>
      )}
    </Page>
  )
}

/** Imports have numbers, entries 32 digits. */
function batchOf(id: string | undefined): number | undefined {
  return id !== undefined && /^\d{1,15}$/.test(id) ? Number(id) : undefined
}

/** Whoever comes from somebody's page, or from an import, finds them chosen; once, so that they can be taken out again. */
function useChosenFirst(absent: readonly BookEntry[], id: string | undefined): void {
  const isDone = useRef(false)
  useEffect(() => {
    if (isDone.current || id === undefined || absent.length === 0) return
    isDone.current = true
    const batch = batchOf(id)
    const those = absent.filter((entry) => entry.entry === id || (batch !== undefined && entry.batch === batch))
    if (those.length > 0) choose(withAll(new Set(), those))
  }, [absent, id])
}
