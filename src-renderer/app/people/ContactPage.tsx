/** One contact: who, how they are reached, what one does with them, and by what one knows that it is them. Blocking stands last. */
import { Clock3, Laptop } from 'lucide-react'
import { contactWords } from '../../../shared/i18n/index.ts'
import type { AccountId } from '../../../shared/ids/index.ts'
import type { Contact } from '../../../shared/messenger/index.ts'
import { Button, EmptyState, GhostRows, Note, showToast, Strip } from '../../ui/index.ts'
import { call, refresh, useEngine } from '../engine/index.ts'
import { Page } from '../house/index.ts'
import { go } from '../route/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { useContactCalled } from './called.ts'
import { BlockPanel, useBlocking } from './BlockPanel.tsx'
import { ContactActs } from './ContactActs.tsx'
import { ContactHead } from './ContactHead.tsx'
import { ContactDevices } from './ContactDevices.tsx'
import styles from './ContactPage.module.css'
import { RoomsTogether } from './RoomsTogether.tsx'
import { SafetyNumber } from './SafetyNumber.tsx'
import { WhatIShow } from './WhatIShow.tsx'
import { WrittenDown } from './WrittenDown.tsx'

export function ContactPage({ account }: { readonly account: AccountId }) {
  const say = useWords(contactWords)
  const contact = useEngine(({ contacts }) => contacts?.find((each) => each.account === account))
  const isLoading = useEngine(({ contacts }) => contacts === undefined)
  return (
    <Page title={contact?.name ?? say('label')} back={{ page: 'people' }}>
      {contact !== undefined ? (
        <div className={styles.column}>
          <Known contact={contact} />
        </div>
      ) : isLoading ? (
        <GhostRows />
      ) : (
        <EmptyState title={say('unknownTitle')} text={say('unknownText')}>
          <Button kind="main" onClick={() => go({ page: 'people', part: 'invite' })}>
            {say('invite')}
          </Button>
        </EmptyState>
      )}
    </Page>
  )
}

function Known({ contact }: { readonly contact: Contact }) {
  const say = useWords(contactWords)
  const blocking = useBlocking(contact)
  const { blocked, state } = contact
  if (blocked) {
    return (
      <>
        <Strip icon={blocking.icon} action={say('unblock')} onAction={() => void blocking.block(false)}>
          {say('blockedStrip', { name: contact.name })}
        </Strip>
        <ContactHead contact={contact} />
      </>
    )
  }
  const isPaired = state === 'paired'
  return (
    <>
      <NewDevice contact={contact} />
      <ContactHead contact={contact} />
      {isPaired ? <ContactActs contact={contact} /> : <Note icon={Clock3} title={say('askedTitle')} text={say('askedText')} />}
      <SafetyNumber contact={contact} />
      {isPaired && (
        <>
          <RoomsTogether contact={contact} />
          <WhatIShow />
          <ContactDevices contact={contact} />
          <WrittenDown account={contact.account} />
        </>
      )}
      <BlockPanel contact={contact} />
    </>
  )
}

/** KEY-9: a new device of theirs stays marked until somebody here has asked about it. */
function NewDevice({ contact }: { readonly contact: Contact }) {
  const say = useWords(contactWords)
  const explain = useErrorText()
  const called = useContactCalled()
  if (!contact.deviceViews.some(({ isNew }) => isNew)) return null
  const seen = async () => {
    const answer = await call('people.devicesSeen', { account: contact.account })
    if (!answer.ok) showToast({ text: explain(answer.error.code) })
    refresh('contacts')
  }
  return (
    <Strip tone="lamp" icon={Laptop} action={say('newSeen')} onAction={() => void seen()}>
      <b>{say('newTitle', { name: called(contact) })}</b>
      <br />
      {say('newText')}
    </Strip>
  )
}
