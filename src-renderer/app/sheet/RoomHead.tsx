/** The head of a room: who or what it is, how far it can be reached, and its tools. Pressed, it shows the details. */
import { PanelRight, Search } from 'lucide-react'
import { roomWords } from '../../../shared/i18n/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { IconButton } from '../../ui/index.ts'
import { BackButton, useWidth } from '../house/index.ts'
import { keyCaps } from '../keys/index.ts'
import { RoomFace } from '../rooms/index.ts'
import { useWords } from '../words/index.ts'
import styles from './RoomHead.module.css'
import { RoomMenu } from './RoomMenu.tsx'
import { useReachLine } from './use-reach-line.ts'

export interface RoomHeadProps {
  readonly room: RoomSummary
  readonly isSearching: boolean
  readonly onSearch: () => void
  /** Absent where there are none to show. */
  readonly details: { readonly isOpen: boolean; readonly toggle: () => void } | undefined
}

export function RoomHead({ room, isSearching, onSearch, details }: RoomHeadProps) {
  const say = useWords(roomWords)
  const line = useReachLine(room)
  // With one pane the room is what the page is about.
  const Title = useWidth() === 'narrow' ? 'h1' : 'h2'
  return (
    <header className={styles.head}>
      <BackButton to={{ page: 'rooms' }} />
      <div className={styles.who}>
        <RoomFace room={room} size={36} />
        <div className={styles.words}>
          <Title className={styles.name}>
            {details === undefined ? (
              room.name
            ) : (
              <button type="button" aria-expanded={details.isOpen} className={styles.open} onClick={details.toggle}>
                {room.name}
              </button>
            )}
          </Title>
          <p className={styles.line}>{line}</p>
        </div>
      </div>
      <div className={styles.tools}>
        <IconButton
          icon={Search}
          label={say('search')}
          shortcut={keyCaps('searchHere').join(' ')}
          isOn={isSearching}
          className={styles.wideOnly}
          onClick={onSearch}
        />
        {details !== undefined && (
          <IconButton
            icon={PanelRight}
            label={say('details')}
            shortcut={keyCaps('details').join(' ')}
            isOn={details.isOpen}
            className={styles.wideOnly}
            onClick={details.toggle}
          />
        )}
        <RoomMenu room={room} onSearch={onSearch} onDetails={details?.toggle} />
      </div>
    </header>
  )
}
