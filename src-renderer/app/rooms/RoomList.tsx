/** The list of rooms at the side; what waits to be said above it: the engine starting again, words not written down. */
import { Archive, KeyRound, SquarePen } from 'lucide-react'
import { recoveryWords, roomsWords } from '../../../shared/i18n/index.ts'
import { Button, EmptyState, GhostRows, IconButton, Strip } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { ComingStrip, RevokedStrip, useLinkingStrip } from '../linking/index.ts'
import { ListPane, RestartStrip, useWidth } from '../house/index.ts'
import { ReturningStrip, useIsReturning } from '../recovery/index.ts'
import { ArchiveRows } from '../imported/index.ts'
import { OutageStrip, useOutageStrip } from '../outage/index.ts'
import { keyCaps } from '../keys/index.ts'
import { formatRoute, go, useRoute } from '../route/index.ts'
import { TransferIndicator } from '../transfers/index.ts'
import { useWords } from '../words/index.ts'
import { JumpButton } from './JumpButton.tsx'
import { archivedRooms, listedRooms } from './order.ts'
import { RoomRows } from './RoomRows.tsx'
import styles from './RoomList.module.css'

export function RoomList() {
  const say = useWords(roomsWords)
  const rooms = useEngine((state) => state.rooms)
  // Elsewhere it stands in the rail.
  const isNarrow = useWidth() === 'narrow'
  return (
    <ListPane
      title={say('title')}
      tools={
        <>
          {isNarrow && <TransferIndicator />}
          <IconButton
            icon={SquarePen}
            label={say('newRoom')}
            shortcut={keyCaps('newRoom').join('+')}
            onClick={() => go({ page: 'rooms', part: 'new' })}
          />
        </>
      }
      top={
        <>
          <JumpButton />
          <Notice />
        </>
      }
    >
      {rooms === undefined ? <GhostRows /> : <Rooms />}
    </ListPane>
  )
}

function Rooms() {
  const say = useWords(roomsWords)
  const rooms = useEngine((state) => state.rooms) ?? []
  const listed = listedRooms(rooms, useOpenRoom())
  const archived = archivedRooms(rooms).length
  // Where the sheet is beside the list, it says what to do.
  const isNarrow = useWidth() === 'narrow'
  return (
    <>
      {listed.length === 0 && !isNarrow ? (
        <p className={styles.none}>{say('emptyList')}</p>
      ) : listed.length === 0 ? (
        <EmptyState drawing="lit-room" title={say('emptyTitle')} text={say('emptyText')}>
          <Button kind="main" onClick={() => go({ page: 'people', part: 'invite' })}>
            {say('invite')}
          </Button>
        </EmptyState>
      ) : (
        <RoomRows rooms={listed} />
      )}
      <ArchiveRows />
      {archived > 0 && (
        <a className={styles.archive} href={formatRoute({ page: 'archive' })}>
          <Archive size={18} strokeWidth={1.75} aria-hidden="true" />
          {say('archiveCount', { count: archived })}
        </a>
      )}
    </>
  )
}

/** One strip at a time, the worst first. */
function Notice() {
  const linking = useLinkingStrip()
  const recovery = useWords(recoveryWords)
  const isReturning = useIsReturning()
  const outage = useOutageStrip()
  const isAway = useEngine(({ connection, host }) => connection.phase !== 'open' || host?.phase === 'opening')
  const isDue = useEngine(({ me, contacts }) => me?.wordsKept === true && (contacts ?? []).length >= CONTACTS_BEFORE_REMINDER)
  if (isAway) return <RestartStrip />
  if (linking === 'revoked') return <RevokedStrip />
  if (linking === 'coming') return <ComingStrip />
  if (outage !== undefined) return <OutageStrip news={outage} />
  if (isReturning) return <ReturningStrip />
  if (!isDue) return null
  return (
    <Strip tone="lamp" icon={KeyRound} action={recovery('write')} onAction={() => go({ page: 'settings', section: 'words' })}>
      {recovery('reminder')}
    </Strip>
  )
}

/** The words are asked for again once there is something to lose. */
const CONTACTS_BEFORE_REMINDER = 2

function useOpenRoom() {
  const route = useRoute()
  return route.page === 'rooms' ? route.room : undefined
}
