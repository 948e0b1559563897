/** What lies on the sheet beside the list of people: a contact, a comparison, or an invitation to begin. */
import { ScanLine, UserPlus } from 'lucide-react'
import { peopleWords } from '../../../shared/i18n/index.ts'
import { Button, EmptyState } from '../../ui/index.ts'
import { EntryPage, SamePerson } from '../address-book/index.ts'
import { InvitationsPage } from '../invitations/index.ts'
import { go, useRoute } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import { ComparePage } from './ComparePage.tsx'
import { ContactPage } from './ContactPage.tsx'
import styles from './PeopleMain.module.css'

export function PeopleMain() {
  const route = useRoute()
  if (route.page !== 'people') return null
  if (route.contact !== undefined) return <ContactPage key={route.contact} account={route.contact} />
  if (route.part === 'compare') return <ComparePage key={route.id} id={route.id ?? ''} />
  if (route.part === 'entry') return <EntryPage key={route.id} id={route.id ?? ''} />
  if (route.part === 'same') return <SamePerson />
  if (route.part === 'invitations') return <InvitationsPage key={route.id} id={route.id} />
  return <Begin />
}

function Begin() {
  const say = useWords(peopleWords)
  return (
    <main className={styles.begin} data-pane="main" aria-label={say('title')}>
      <EmptyState drawing="lit-room" title={say('mainTitle')} text={say('mainText')}>
        <Button icon={ScanLine} onClick={() => go({ page: 'people', part: 'accept' })}>
          {say('accept')}
        </Button>
        <Button icon={UserPlus} kind="main" onClick={() => go({ page: 'people', part: 'invite' })}>
          {say('invite')}
        </Button>
      </EmptyState>
    </main>
  )
}
