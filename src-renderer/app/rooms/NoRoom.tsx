/** No room is open yet. */
import { roomsWords } from '../../../shared/i18n/index.ts'
import { EmptyState } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './NoRoom.module.css'

export function NoRoom() {
  const say = useWords(roomsWords)
  return (
    <main className={styles.none} data-pane="main">
      <EmptyState drawing="lit-room" title={say('noRoomTitle')} text={say('noRoomText')} />
    </main>
  )
}
