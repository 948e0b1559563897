/** Face, name, how many, and what the room says of itself; changed in place by whoever may. */
import { Pencil } from 'lucide-react'
import { useRef, useState } from 'react'
import { detailsWords } from '../../../shared/i18n/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { Button, IconButton } from '../../ui/index.ts'
import { RoomFace } from '../rooms/index.ts'
import { useWords } from '../words/index.ts'
import { EditRoom } from './EditRoom.tsx'
import styles from './RoomTop.module.css'

export function RoomTop({ room, mayChange = false }: { readonly room: RoomSummary; readonly mayChange?: boolean }) {
  const say = useWords(detailsWords)
  const [isEditing, setEditing] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const line = useRoomLine(room)
  if (isEditing && mayChange) {
    const close = () => {
      setEditing(false)
      requestAnimationFrame(() => opener.current?.focus())
    }
    return <EditRoom room={room} onClose={close} />
  }
  return (
    <div className={styles.top}>
      <RoomFace room={room} size={72} />
      <div className={styles.title}>
        <h3>{room.name}</h3>
        {mayChange && (
          <IconButton ref={opener} icon={Pencil} size="small" iconSize={16} label={say('edit')} onClick={() => setEditing(true)} />
        )}
      </div>
      <p className={styles.line}>{line}</p>
      {room.description !== '' && <p className={styles.description}>{room.description}</p>}
      {room.description === '' && mayChange && (
        <Button kind="quiet" size="small" onClick={() => setEditing(true)}>
          {say('addDescription')}
        </Button>
      )}
    </div>
  )
}

function useRoomLine({ kind, members, state }: RoomSummary): string {
  const say = useWords(detailsWords)
  if (kind === 'self') return say('lineSelf')
  if (state === 'left' || state === 'removed' || state === 'joining') return ''
  const people = members <= 1 ? say('justMe') : say('people', { count: members })
  if (kind === 'notice') return say('lineNotice', { people })
  return kind === 'shop' ? say('lineShop', { people }) : say('lineGroup', { people })
}
