/** One person of the address book: who, what is known of them, when they were invited, and who they are here. Removing stands last. */
import { Pencil, Send } from 'lucide-react'
import { useState } from 'react'
import { bookWords } from '../../../shared/i18n/index.ts'
import type { BookEntry } from '../../../shared/messenger/index.ts'
import { Button, EmptyState, GhostRows } from '../../ui/index.ts'
import { Page } from '../house/index.ts'
import { go } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import { useBook } from './book.ts'
import { EntryFacts } from './EntryFacts.tsx'
import { EntryForm } from './EntryForm.tsx'
import { EntryHead } from './EntryHead.tsx'
import { EntryHistory } from './EntryHistory.tsx'
import styles from './EntryPage.module.css'
import { EntryTies } from './EntryTies.tsx'
import { RemoveEntry } from './RemoveEntry.tsx'

const NEW = 'new'

/** `id`: of an entry, or `new` for somebody who is written down here and now. */
export function EntryPage({ id }: { readonly id: string }) {
  const say = useWords(bookWords)
  const entry = useBook(({ entries }) => entries?.find((each) => each.entry === id))
  const isLoading = useBook(({ entries }) => entries === undefined)
  const isNew = id === NEW
  return (
    <Page title={isNew ? say('newTitle') : (entry?.name ?? say('page'))} back={{ page: 'people' }}>
      {isNew ? (
        <div className={styles.column}>
          <EntryForm
            onDone={(made) => go(made === undefined ? { page: 'people' } : { page: 'people', part: 'entry', id: made }, { replace: true })}
          />
        </div>
      ) : entry !== undefined ? (
        <div className={styles.column}>
          <Known entry={entry} />
        </div>
      ) : isLoading ? (
        <GhostRows />
      ) : (
        <EmptyState title={say('goneTitle')} text={say('goneText')}>
          <Button onClick={() => go({ page: 'people' })}>{say('toPeople')}</Button>
        </EmptyState>
      )}
    </Page>
  )
}

function Known({ entry }: { readonly entry: BookEntry }) {
  const say = useWords(bookWords)
  const [isEditing, setEditing] = useState(false)
  const { account, invited } = entry
  if (isEditing) return <EntryForm entry={entry} onDone={() => setEditing(false)} />
  return (
    <>
      <EntryHead entry={entry} />
      <div className={styles.acts}>
        {account === undefined ? (
          <Button kind="main" icon={Send} onClick={() => go({ page: 'people', part: 'invitations', id: entry.entry })}>
            {say(invited.length > 0 ? 'inviteAgain' : 'invite')}
          </Button>
        ) : (
          <Button kind="main" onClick={() => go({ page: 'people', contact: account })}>
            {say('openContact')}
          </Button>
        )}
        <Button icon={Pencil} onClick={() => setEditing(true)}>
          {say('edit')}
        </Button>
      </div>
      <EntryFacts entry={entry} />
      <EntryHistory entry={entry} />
      <EntryTies entry={entry} />
      <RemoveEntry entry={entry} />
    </>
  )
}
