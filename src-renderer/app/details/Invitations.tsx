/** Invitations that still let somebody in: how many came, until when, who made them. Withdrawn ones cannot be brought back, so it asks. */
import { Link, X } from 'lucide-react'
import { useState } from 'react'
import { detailsWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { InviteView, RoomSummary } from '../../../shared/messenger/index.ts'
import { Disc, IconButton, ListLine, SectionLabel } from '../../ui/index.ts'
import { RevokeDialog } from '../invite/index.ts'
import { useDates, useWords } from '../words/index.ts'
import styles from './Invitations.module.css'
import { mayRevoke } from '../room/index.ts'

export interface InvitationsProps {
  readonly room: RoomId
  readonly invites: readonly InviteView[]
  readonly role: RoomSummary['role']
  readonly me: string | undefined
}

export function Invitations({ room, invites, role, me }: InvitationsProps) {
  const say = useWords(detailsWords)
  const dates = useDates()
  const [asked, setAsked] = useState<InviteView>()
  if (invites.length === 0) return null
  return (
    <section aria-label={say('invitations')}>
      <SectionLabel beside={invites.length} className={styles.label}>
        {say('invitations')}
      </SectionLabel>
      <ul className={styles.list}>
        {invites.map((invite) => {
          const { uses, max, by, expires, ask } = invite
          const until = dates.full(expires)
          return (
            <li key={invite.invite}>
              <ListLine
                height={48}
                className={styles.row}
                face={<Disc icon={Link} />}
                name={say('inviteUses', { uses, max })}
                text={
                  <>
                    {say('inviteUntil', { time: until })}
                    <br />
                    {by.account === me ? say('inviteByMe') : say('inviteBy', { name: by.name })}
                    {invite.role === 0 && ` · ${say('inviteReads')}`}
                    {ask && ` · ${say('inviteAsks')}`}
                  </>
                }
                isTextWhole
                side={
                  mayRevoke(role, me, invite) && (
                    <IconButton
                      icon={X}
                      size="small"
                      iconSize={16}
                      label={say('revokeThis', { time: until })}
                      onClick={() => setAsked(invite)}
                    />
                  )
                }
              />
            </li>
          )
        })}
      </ul>
      {asked !== undefined && <RevokeDialog room={room} invite={asked.invite} onClose={() => setAsked(undefined)} />}
    </section>
  )
}
