/** Invitations into a room that still let somebody in, whoever made them, each to be withdrawn. */
import { useEffect, useState } from 'react'
import { inviteWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { InviteView } from '../../../shared/messenger/index.ts'
import { Button, Panel, PanelRow, SectionLabel } from '../../ui/index.ts'
import { call, onEvent, useEngine } from '../engine/index.ts'
import { mayRevoke } from '../room/index.ts'
import { useDates, useWords } from '../words/index.ts'
import styles from './LiveInvites.module.css'
import { RevokeDialog } from './RevokeDialog.tsx'

export interface LiveInvitesProps {
  readonly room: RoomId
  readonly onRevoked: (invite: string) => void
}

export function LiveInvites({ room, onRevoked }: LiveInvitesProps) {
  const say = useWords(inviteWords)
  const dates = useDates()
  const me = useEngine((state) => state.me?.account)
  const role = useEngine(({ rooms }) => rooms?.find((each) => each.room === room)?.role)
  const invites = useLiveInvites(room)
  const [asked, setAsked] = useState<string>()
  if (invites.length === 0) return null
  return (
    <section className={styles.live} aria-label={say('live')}>
      <SectionLabel size="page" beside={invites.length}>
        {say('live')}
      </SectionLabel>
      <Panel>
        {invites.map((invite) => (
          <PanelRow
            key={invite.invite}
            title={invite.by.account === me ? say('liveMine') : say('liveBy', { name: invite.by.name })}
            text={say('liveUses', { uses: invite.uses, max: invite.max, date: dates.day(invite.expires) })}
            end={
              mayRevoke(role, me, invite) && (
                <Button size="small" onClick={() => setAsked(invite.invite)}>
                  {say('revoke')}
                </Button>
              )
            }
          />
        ))}
      </Panel>
      {asked !== undefined && (
        <RevokeDialog room={room} invite={asked} onRevoked={() => onRevoked(asked)} onClose={() => setAsked(undefined)} />
      )}
    </section>
  )
}

function useLiveInvites(room: RoomId): readonly InviteView[] {
  const [invites, setInvites] = useState<readonly InviteView[]>([])
  useEffect(() => {
    const read = async () => {
      const answer = await call('rooms.invites', { room })
      if (answer.ok) setInvites(answer.value)
    }
    void read()
    return onEvent((event) => {
      if (event.type === 'lagged' || (event.type === 'room' && event.room === room)) void read()
    })
  }, [room])
  return invites
}
