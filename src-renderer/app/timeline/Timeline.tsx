/**
 * What was said in a room, or in what was brought in and stands in none: the feed, the surfaces that open over its messages, and what stands
 * there while there is nothing to show. One of these a room: another room is another timeline (`key`).
 */
import { CircleAlert } from 'lucide-react'
import { type MouseEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { timelineWords } from '../../../shared/i18n/index.ts'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { ContextMenu, Spinner, Strip, VisuallyHidden } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { whyReadOnly } from '../room/index.ts'
import { currentRoute, go } from '../route/index.ts'
import { stopVoice } from '../media/index.ts'
import { useErrorText, useLanguage, useWords } from '../words/index.ts'
import { FileSurfaces, useFileActs } from '../attachments/index.ts'
import { messageActs } from './acts.ts'
import { TimelineProvider, type TimelineFrame, useFeed, useFrame } from './context.ts'
import { EmptyRoom } from './EmptyRoom.tsx'
import { fateOf } from './fate.ts'
import { createFeed, type Feed } from './feed.ts'
import { Ghosts } from './Ghosts.tsx'
import type { MessageMenuProps } from './menu-props.ts'
import { MessageMenu } from './MessageMenu.tsx'
import { NewsLog } from './NewsLog.tsx'
import { openFeeds } from './open-feeds.ts'
import { type Row, rowsOf } from './rows.ts'
import { Scroller } from './Scroller.tsx'
import { SelectBar } from './SelectBar.tsx'
import { Surfaces } from './Surfaces.tsx'
import styles from './Timeline.module.css'
import { keyAt } from './use-hover.ts'
import { isWatching } from './use-reading.ts'
import { Viewed } from './Viewed.tsx'
import { createViewState } from './view-state.ts'
import { isMessage } from './window.ts'

export interface TimelineProps {
  readonly room: RoomSummary
  /** A message to go to; each change of it is another jump. */
  readonly target?: MessageId | undefined
}

export function Timeline({ room, target }: TimelineProps) {
  return (
    <Conversation
      place={{ room: room.room, name: room.name, isDirect: room.kind === 'direct', mayWrite: whyReadOnly(room) === undefined }}
      target={target}
      empty={<EmptyRoom isJoining={room.state === 'joining'} isSelf={room.kind === 'self'} />}
    />
  )
}

export interface ConversationProps {
  readonly place: Pick<TimelineFrame, 'room' | 'name' | 'isDirect' | 'mayWrite'>
  readonly target?: MessageId | undefined
  /** Instead of messages, where there are none: an article, as a feed holds. */
  readonly empty: ReactNode
}

export function Conversation({ place: { room, name, isDirect, mayWrite }, target, empty }: ConversationProps) {
  const say = useWords(timelineWords)
  const explain = useErrorText()
  const language = useLanguage()
  const files = useFileActs()
  const me = useEngine((state) => state.me?.account)
  const [feed] = useState(() => createFeed(room, isWatching))
  const [view] = useState(createViewState)
  const acts = useMemo(() => messageActs({ say, explain, language, files }), [say, explain, language, files])
  const frame = useMemo<TimelineFrame>(
    () => ({ room, name, isDirect, peer: isDirect ? name : undefined, me, mayWrite, feed, view, acts }),
    [room, name, isDirect, me, mayWrite, feed, view, acts],
  )
  useFollowing(room, feed, target)
  useEffect(() => openFeeds.add(room, feed), [room, feed])
  // A voice goes on while one scrolls, and ends with the room.
  useEffect(() => stopVoice, [])
  return (
    <TimelineProvider value={frame}>
      <Body empty={empty} />
      <Surfaces />
      <Viewed />
      <FileSurfaces />
      <NewsLog />
    </TimelineProvider>
  )
}

/** Opens it, at the target if there is one; goes to later targets; and reads anew what was missed while the engine was away. */
function useFollowing(room: RoomId, feed: Feed, target: MessageId | undefined): void {
  const isConnected = useEngine(({ connection }) => connection.phase === 'open')
  const wasOpened = useRef(false)
  useEffect(() => feed.follow(), [feed])
  useEffect(() => {
    if (!isConnected) return
    if (target !== undefined) void feed.jumpTo(target).then(() => arrivedAt(room, target))
    else if (!wasOpened.current || feed.store.getState().phase !== 'ready') void feed.open()
    wasOpened.current = true
  }, [feed, room, target, isConnected])
  const wasConnected = useRef(isConnected)
  useEffect(() => {
    if (isConnected && !wasConnected.current && feed.store.getState().phase === 'ready') void feed.readAnew()
    wasConnected.current = isConnected
  }, [feed, isConnected])
}

/** The address names the room again, so that the same link leads there another time. */
function arrivedAt(room: RoomId, message: MessageId): void {
  const route = currentRoute()
  if (route.page === 'rooms' && route.room === room && route.message === message) go({ page: 'rooms', room }, { replace: true })
}

function Body({ empty }: Pick<ConversationProps, 'empty'>) {
  const say = useWords(timelineWords)
  const { feed } = useFrame()
  const phase = useFeed((known) => known.phase)
  const isFetchingOlder = useFeed((known) => known.fetching.older)
  const rows = useRows()
  const isEmpty = useFeed(({ window }) => !window.hasOlder && !window.hasNewer && !window.messages.some(isMessage)) && phase === 'ready'
  const [about, setAbout] = useState<MessageMenuProps>()
  const choose = (event: MouseEvent<HTMLElement>) => {
    const message = messageAt(event.target, rows)
    setAbout(message === undefined ? undefined : { message, ...markedAt(event.target), file: fileAt(event.target) })
    // Beside a message there is nothing to choose.
    if (message === undefined) event.stopPropagation()
  }
  if (phase === 'loading') return <Ghosts />
  const body = (
    <div className={styles.timeline} data-toast-anchor onContextMenuCapture={choose}>
      {phase === 'failed' && (
        <Strip tone="plain" icon={CircleAlert} action={say('again')} onAction={() => void feed.open()} className={styles.strip}>
          {say('failed')}
        </Strip>
      )}
      {isFetchingOlder && (
        <div className={styles.older}>
          <Spinner size={20} />
          <VisuallyHidden>{say('loadingOlder')}</VisuallyHidden>
        </div>
      )}
      <Scroller rows={rows} above={isEmpty ? empty : undefined} />
      <SelectBar />
    </div>
  )
  return <ContextMenu target={body}>{about !== undefined && <MessageMenu {...about} />}</ContextMenu>
}

function useRows(): readonly Row[] {
  const say = useWords(timelineWords)
  const { me, peer, isDirect } = useFrame()
  const window = useFeed((state) => state.window)
  const firstUnread = useFeed((state) => state.firstUnread)
  const before = useRef<readonly Row[]>([])
  const rows = useMemo(
    () =>
      rowsOf(
        {
          messages: window.messages,
          me,
          firstUnread,
          isDirect,
          hasNewer: window.hasNewer,
          fateOf: (message, isNewest) => fateOf({ message, peer, isNewest }, say)?.text,
        },
        before.current,
      ),
    [window, me, firstUnread, isDirect, peer, say],
  )
  useEffect(() => {
    before.current = rows
  }, [rows])
  return rows
}

function messageAt(target: EventTarget, rows: readonly Row[]) {
  const key = keyAt(target)
  const row = rows.find((each) => each.key === key)
  return row?.kind === 'message' || row?.kind === 'notice' ? row.message : undefined
}

/** Which file of the message was pressed. */
function fileAt(target: EventTarget): number | undefined {
  const index = target instanceof Element ? target.closest<HTMLElement>('[data-file]')?.dataset.file : undefined
  return index === undefined ? undefined : Number(index)
}

function markedAt(target: EventTarget): Omit<MessageMenuProps, 'message' | 'file'> {
  const element = target instanceof Element ? target : undefined
  const link = element?.closest('a')?.href
  const selection = getSelection()
  const article = element?.closest('article') ?? undefined
  const isHere = selection !== null && !selection.isCollapsed && article?.contains(selection.anchorNode) === true
  return { anchor: article, ...(link !== undefined && { link }), ...(isHere && { marked: selection.toString() }) }
}
