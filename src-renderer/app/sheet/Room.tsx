/**
 * An open room as it lies on the sheet: head, what is the matter with the network, pins, the conversation, and where one writes. What one
 * writes with, and the details beside, are given by whoever puts the screen together.
 */
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react'
import { roomWords } from '../../../shared/i18n/index.ts'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { Button, EmptyState } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { RestartStrip, setDetailsOpen, useLayout, useWidth } from '../house/index.ts'
import { useArchive } from '../imported/index.ts'
import { useKeys } from '../keys/index.ts'
import { whyReadOnly } from '../room/index.ts'
import { go, useRoute } from '../route/index.ts'
import { focusComposer, focusNewest, Timeline } from '../timeline/index.ts'
import { DropZone, type DropZoneProps, trayOf } from '../tray/index.ts'
import { useWords } from '../words/index.ts'
import { Archive } from './Archive.tsx'
import { PinsStrip } from './PinsStrip.tsx'
import { ReadOnlyNote } from './ReadOnlyNote.tsx'
import styles from './Room.module.css'
import { RoomHead } from './RoomHead.tsx'
import { SearchBar } from './SearchBar.tsx'
import { SplitBanner } from './SplitBanner.tsx'
import { useOneOfPair } from './use-one-of-pair.ts'

export interface RoomProps {
  readonly room: RoomId
  /** A message to go to. */
  readonly message?: MessageId | undefined
  readonly composer?: ((room: RoomSummary) => ReactNode) | undefined
  readonly details?: ((room: RoomSummary, close: () => void, search: () => void) => ReactNode) | undefined
}

export function Room(props: RoomProps) {
  const say = useWords(roomWords)
  const summary = useEngine((state) => state.rooms?.find(({ room }) => room === props.room))
  const isKnown = useEngine((state) => state.rooms !== undefined)
  const archive = useArchive(props.room)
  const areArchivesKnown = useEngine((state) => state.archives !== undefined)
  const isMissing = isKnown && areArchivesKnown && summary === undefined && archive === undefined
  const isUnknown = useOneOfPair(props.room, props.message, isMissing)
  if (summary !== undefined) return <OpenRoom key={props.room} summary={summary} {...props} />
  if (archive !== undefined) return <Archive key={props.room} archive={archive} message={props.message} />
  return (
    <main className={styles.none} data-pane="room" aria-busy={!isUnknown}>
      {isUnknown && (
        <EmptyState drawing="maru" title={say('noRoomTitle')} text={say('noRoomText')}>
          <Button onClick={() => go({ page: 'rooms' })}>{say('toRooms')}</Button>
        </EmptyState>
      )}
    </main>
  )
}

function OpenRoom({ summary, message, composer, details }: RoomProps & { readonly summary: RoomSummary }) {
  const say = useWords(roomWords)
  const { room, name } = summary
  const [isSearching, setSearching] = useState(false)
  const pane = useDetails(room)
  const isRevoked = useEngine(({ devices }) => devices?.isRevoked === true)
  const reason = isRevoked ? 'revoked' : whyReadOnly(summary)
  const hasDetails = details !== undefined
  useKeys({
    searchHere: () => setSearching(true),
    ...(hasDetails && { details: pane.toggle }),
  })
  const drop: DropZoneProps['onFiles'] = (files) => {
    trayOf(room).add(files)
    focusComposer()
  }
  const toNewest = (event: KeyboardEvent) => {
    if (event.key !== 'F6' || event.shiftKey || event.nativeEvent.isComposing) return
    if (focusNewest()) event.preventDefault()
  }
  return (
    <div className={styles.sheet} data-details={hasDetails && pane.isOpen ? pane.kind : 'none'}>
      <main className={styles.room} data-pane="room" aria-label={name}>
        <RoomHead
          room={summary}
          isSearching={isSearching}
          onSearch={() => setSearching(!isSearching)}
          details={hasDetails ? { isOpen: pane.isOpen, toggle: pane.toggle } : undefined}
        />
        {isSearching && (
          <SearchBar
            room={room}
            name={name}
            onClose={() => {
              setSearching(false)
              focusComposer()
            }}
          />
        )}
        <SplitBanner room={room} />
        <PinsStrip room={room} mayUnpin={reason === undefined} />
        <DropZone isOff={reason !== undefined} onFiles={drop}>
          <Timeline room={summary} target={message} />
          {reason !== undefined ? (
            <ReadOnlyNote reason={reason} />
          ) : (
            <div
              data-composer
              data-pane-stop
              tabIndex={-1}
              className={styles.composer}
              onFocus={(event) => event.target === event.currentTarget && focusComposer()}
              onKeyDown={toNewest}
            >
              <RestartStrip className={styles.restarting} />
              {composer?.(summary)}
            </div>
          )}
        </DropZone>
      </main>
      {hasDetails && pane.isOpen && (
        <aside
          className={styles.details}
          data-pane="details"
          aria-label={say('details')}
          onKeyDown={(event) => event.key === 'Escape' && pane.kind === 'over' && pane.close()}
        >
          {details(summary, pane.close, () => {
            if (pane.kind === 'over') pane.close()
            setSearching(true)
          })}
        </aside>
      )}
    </div>
  )
}

interface DetailsPane {
  readonly isOpen: boolean
  /** Beside the room, where there is room for three panes; else over it. */
  readonly kind: 'beside' | 'over'
  readonly toggle: () => void
  readonly close: () => void
}

/** Beside the room it is remembered; over it, it is open until it is closed. */
function useDetails(room: RoomId): DetailsPane {
  const isWide = useWidth() === 'wide'
  const isRemembered = useLayout(({ detailsOf }) => detailsOf.includes(room))
  const [isOver, setOver] = useState(false)
  const isOpen = isWide ? isRemembered : isOver
  const set = (isNowOpen: boolean) => (isWide ? setDetailsOpen(room, isNowOpen) : setOver(isNowOpen))
  // Somebody was led to what stands in them.
  const route = useRoute()
  const isAsked = route.page === 'rooms' && route.room === room && route.part === 'keepers'
  useEffect(() => {
    if (!isAsked) return
    if (isWide) setDetailsOpen(room, true)
    else setOver(true)
  }, [isAsked, isWide, room])
  return { isOpen, kind: isWide ? 'beside' : 'over', toggle: () => set(!isOpen), close: () => set(false) }
}
