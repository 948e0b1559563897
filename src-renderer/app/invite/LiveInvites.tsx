/** Invitations into a room that still let somebody in, whoever made them, each to be withdrawn. */
import { useCallback, useEffect, useState } from 'react'
import { inviteWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { InviteView } from '../../../shared/messenger/index.ts'
import { Button, Panel, PanelRow, SectionLabel, showToast } from '../../ui/index.ts'
import { call, onEvent, useEngine } from '../engine/index.ts'
import { mayRevoke } from '../room/index.ts'
import { useDates, useErrorText, useWords } from '../words/index.ts'
import styles from './LiveInvites.module.css'

export interface LiveInvitesProps {
  readonly room: RoomId
  readonly onRevoked: (invite: string) => void
}

export function LiveInvites({ room, onRevoked }: LiveInvitesProps) {
  const say = useWords(inviteWords)
  const explain = useErrorText()
  const dates = useDates()
  const me = useEngine((state) => state.me?.account)
  const role = useEngine(({ rooms }) => rooms?.find((each) => each.room === room)?.role)
  const { invites, read } = useLiveInvites(room)
  const revoke = async ({ invite }: InviteView) => {
    const answer = await call('rooms.revokeInvite', { room, invite })
    showToast({ text: answer.ok ? say('revoked') : explain(answer.error.code) })
    if (answer.ok) onRevoked(invite)
    void read()
  }
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
                <Button size="small" onClick={() => void revoke(invite)}>
                  {say('revoke')}
                </Button>
              )
            }
          />
        ))}
      </Panel>
    </section>
  )
}

function useLiveInvites(room: RoomId): { readonly invites: readonly InviteView[]; readonly read: () => Promise<void> } {
  const [invites, setInvites] = useState<readonly InviteView[]>([])
  const read = useCallback(async () => {
    const answer = await call('rooms.invites', { room })
    if (answer.ok) setInvites(answer.value)
  }, [room])
  useEffect(() => {
    void read()
    return onEvent((event) => {
      if (event.type === 'lagged' || (event.type === 'room' && event.room === room)) void read()
    })
  }, [room, read])
  return { invites, read }
}
