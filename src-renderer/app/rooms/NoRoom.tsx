/** No room is open yet: which one, or where there is none, how one begins. */
import { roomsWords } from '../../../shared/i18n/index.ts'
import { Button, EmptyState } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { go } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import styles from './NoRoom.module.css'
import { listedRooms } from './order.ts'

export function NoRoom() {
  const say = useWords(roomsWords)
  const hasRooms = useEngine(({ rooms }) => rooms === undefined || listedRooms(rooms).length > 0)
  return (
    <main className={styles.none} data-pane="main">
      {hasRooms ? (
        <EmptyState drawing="lit-room" title={say('noRoomTitle')} text={say('noRoomText')} />
      ) : (
        <EmptyState drawing="lit-room" title={say('emptyTitle')} text={say('emptyText')}>
          <Button kind="main" onClick={() => go({ page: 'people', part: 'invite' })}>
            {say('invite')}
          </Button>
        </EmptyState>
      )}
    </main>
  )
}
