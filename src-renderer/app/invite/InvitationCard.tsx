/** Who invites to what, as far as the invitation says it. A name in it is somebody's own word, and looks like one. */
import { DoorOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { acceptWords } from '../../../shared/i18n/index.ts'
import { Avatar, Sentences } from '../../ui/index.ts'
import { useDates, useWords } from '../words/index.ts'
import styles from './InvitationCard.module.css'
import type { ReadInvitation } from './read-invitation.ts'

export type Invited = Extract<ReadInvitation, { kind: 'contact' | 'room' }>

export function InvitationCard({ invitation }: { readonly invitation: Invited }) {
  return invitation.kind === 'contact' ? <FromPerson invitation={invitation} /> : <IntoRoom invitation={invitation} />
}

function FromPerson({ invitation }: { readonly invitation: Extract<Invited, { kind: 'contact' }> }) {
  const say = useWords(acceptWords)
  const dates = useDates()
  const { account, name, contact, expires } = invitation
  const isPaired = contact?.state === 'paired'
  const title = contact?.name ?? name ?? say('nobody')
  return (
    <Card
      face={<Avatar id={account} name={title} picture={contact?.picture} isStone={!isPaired} size={56} />}
      title={contact === undefined && name !== undefined ? say('callsSelf', { name }) : title}
      lines={isPaired ? [say('knownText')] : [say('contactText'), say('until', { date: dates.day(expires) })]}
    />
  )
}

function IntoRoom({ invitation }: { readonly invitation: Extract<Invited, { kind: 'room' }> }) {
  const say = useWords(acceptWords)
  const dates = useDates()
  const { title, inviter, isReader, expires } = invitation
  return (
    <Card
      face={<Avatar id={title} name={title} shape="room" icon={DoorOpen} isStone size={56} />}
      title={title === '' ? say('roomNameless') : title}
      lines={[
        inviter === undefined ? say('roomByStranger') : say('roomBy', { name: inviter.name }),
        ...(isReader ? [say('roleReader')] : []),
        say('roomTerms'),
        say('until', { date: dates.day(expires) }),
      ]}
    />
  )
}

function Card({ face, title, lines }: { readonly face: ReactNode; readonly title: string; readonly lines: readonly string[] }) {
  return (
    <section className={styles.card} aria-live="polite">
      {face}
      <div className={styles.words}>
        <h3 className={styles.title}>
          <bdi>{title}</bdi>
        </h3>
        <p className={styles.text}>
          <Sentences text={lines.join(' ')} />
        </p>
      </div>
    </section>
  )
}
