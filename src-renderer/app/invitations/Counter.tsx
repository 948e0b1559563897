/** One sheet for many guests: the invitation into a room, which several may use, printed on A5 from its own dialog. */
import { Printer } from 'lucide-react'
import { useState } from 'react'
import { invitationsWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { Button, Panel, PanelRow } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { InviteDialog } from '../invite/index.ts'
import { RoomFace } from '../rooms/index.ts'
import { go } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import styles from './InvitationsPage.module.css'
import { showMade, useInviting } from './inviting.ts'
import { Part } from './Part.tsx'

const NOTHING: readonly never[] = []
const SHOWN = 6

export function Counter() {
  const say = useWords(invitationsWords)
  const rooms = useEngine((state) => state.rooms) ?? NOTHING
  const how = useInviting((inviting) => inviting.how)
  const isShown = useInviting((inviting) => inviting.isShown)
  const [open, setOpen] = useState<RoomId>()
  const shared = rooms.filter(({ kind, state }) => kind !== 'direct' && state === 'open').slice(0, SHOWN)
  const print = (room: RoomId) => {
    // One sheet lies in the printer at a time.
    if (isShown && how === 'print') showMade(false)
    setOpen(room)
  }
  return (
    <Part title={say('counter')}>
      <p className={styles.text}>{say('counterText')}</p>
      {shared.length === 0 ? (
        <>
          <p className={styles.text}>{say('counterNone')}</p>
          <div className={styles.acts}>
            <Button onClick={() => go({ page: 'rooms', part: 'new' })}>{say('counterMake')}</Button>
          </div>
        </>
      ) : (
        <Panel>
          {shared.map((room) => (
            <PanelRow
              key={room.room}
              start={<RoomFace room={room} size={40} />}
              title={<bdi>{room.name}</bdi>}
              end={
                <Button size="small" icon={Printer} aria-label={say('counterRoom', { room: room.name })} onClick={() => print(room.room)}>
                  {say('print')}
                </Button>
              }
            />
          ))}
        </Panel>
      )}
      {open !== undefined && <InviteDialog room={open} onClose={() => setOpen(undefined)} />}
    </Part>
  )
}
