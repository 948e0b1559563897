/**
 * The feed itself: a virtual list that stands at the newest message until somebody scrolls away, and then never moves what is being read,
 * whatever comes above or below. It asks for more before an end comes into sight.
 */
import { type ReactNode, useCallback, useDeferredValue, useLayoutEffect, useRef, useState } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { timelineWords } from '../../../shared/i18n/index.ts'
import { useWords } from '../words/index.ts'
import { useFeed, useFrame, useView } from './context.ts'
import type { Listing } from './listing.ts'
import { leaveAt } from './places.ts'
import type { Row } from './rows.ts'
import styles from './Scroller.module.css'
import { type Stage, stageOf } from './stages.ts'
import { TimelineRow } from './TimelineRow.tsx'
import { ToNewest } from './ToNewest.tsx'
import { useFeedKeys } from './use-feed-keys.ts'
import { useHover } from './use-hover.ts'
import { useReading } from './use-reading.ts'
import { useStand } from './use-stand.ts'
import { useSteadyPress } from './use-steady-press.ts'
import { messageIdOf } from './window.ts'

/** Drawn beyond the edges, so that a fast wheel finds rows there. */
const BUFFER_PX = 1_200
/** The virtual list draws ahead only where it scrolls to; it follows what comes, and whoever then turns the wheel back finds these. */
const KEPT_AT_END = 30
/** More is asked for this far before an end. */
const NEAR_PX = 2_400
/** Closer than this is at the end. */
const AT_END_PX = 24
/** For so long after a wheel or a key the person is the one who scrolls. */
const BY_HAND_MS = 600

export interface ScrollerProps {
  readonly rows: readonly Row[]
  /** Stands above the rows while they are few. */
  readonly above?: ReactNode
}

export function Scroller({ rows, above }: ScrollerProps) {
  const say = useWords(timelineWords)
  const { feed, room, name } = useFrame()
  const stretch = useFeed((state) => state.stretch)
  const isBusy = useFeed((state) => state.fetching.older || state.fetching.newer)
  const active = useView((state) => state.active)
  const surfaced = useView((state) => state.surface?.message.id)
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const sticks = useRef(true)
  const movedByHand = useRef(0)
  /** The heights at which it stood last: a scroll between equal ones is somebody's, any other may be the layout's. */
  const heights = useRef('')
  const [isFar, setFar] = useState(false)
  const [shown, setShown] = useState<Stage<Row> & { readonly stretch: number }>({ rows: [], isAbove: false, stretch })

  useLayoutEffect(() => {
    setShown((before) => {
      if (before.stretch !== stretch) return { rows, isAbove: false, stretch }
      if (before.rows === rows) return before
      return { ...stageOf(before.rows, rows, firstInSight(list.current, before.rows), isSteady), stretch }
    })
  }, [rows, stretch])

  const listing: Listing = { scroller, list, rows: shown.rows, sticks }
  const stand = useStand(listing, shown.rest === undefined && shown.stretch === stretch)

  const toEnd = useCallback(() => {
    const box = scroller.current
    if (box !== null && sticks.current) box.scrollTop = box.scrollHeight
  }, [])

  const newestSeen = () => {
    const [virtual, box] = [list.current, scroller.current]
    if (virtual === null || box === null) return undefined
    const last = virtual.findItemIndex(box.scrollTop + box.clientHeight - AT_END_PX)
    const row = shown.rows.slice(0, last + 1).findLast(({ kind }) => kind === 'message')
    const id = row?.kind === 'message' ? messageIdOf(row.message) : undefined
    return row?.kind === 'message' && id !== undefined ? { id, time: row.message.time } : undefined
  }
  const seen = useReading(room, newestSeen)

  const fetchNear = useCallback(() => {
    const box = scroller.current
    if (box === null) return
    const below = box.scrollHeight - box.scrollTop - box.clientHeight
    if (box.scrollTop < NEAR_PX) void feed.fetchOlder()
    if (below < NEAR_PX) void feed.fetchNewer()
  }, [feed])

  useLayoutEffect(() => {
    if (shown.rest !== undefined) return setShown({ rows: shown.rest, isAbove: false, stretch: shown.stretch })
    toEnd()
    fetchNear()
    seen()
  }, [shown, toEnd, fetchNear, seen])

  const onScroll = () => {
    const box = scroller.current
    if (box === null) return
    const below = box.scrollHeight - box.scrollTop - box.clientHeight
    const { hasNewer } = feed.store.getState().window
    const now = `${box.scrollHeight} ${box.clientHeight}`
    const isMoved = now === heights.current || performance.now() - movedByHand.current < BY_HAND_MS
    heights.current = now
    if (below < AT_END_PX) sticks.current = !hasNewer
    else if (isMoved) sticks.current = false
    else toEnd()
    setFar(hasNewer || below > box.clientHeight)
    if (!stand.isMoving()) fetchNear()
    feed.trim(messageInSight(list.current, shown.rows))
    seen()
  }

  const place = useRef<() => ReturnType<typeof placeNow>>(() => undefined)
  useLayoutEffect(() => {
    place.current = () => (sticks.current ? undefined : placeNow(list.current, shown.rows))
  })
  const onScrollEnd = () => {
    leaveAt(room, place.current())
  }

  const byHand = () => {
    movedByHand.current = performance.now()
  }
  const keys = useFeedKeys(listing)
  const hover = useHover()
  const press = useSteadyPress()
  // What is in sight is drawn first.
  const buffer = useDeferredValue(BUFFER_PX, 0)
  const keptAtEnd = useDeferredValue(isFar ? 0 : KEPT_AT_END, 0)
  const kept = [active, surfaced].flatMap((key) => {
    const index = key === undefined ? -1 : shown.rows.findIndex((row) => row.key === key)
    return index === -1 ? [] : [index]
  })
  for (let index = Math.max(0, shown.rows.length - keptAtEnd); index < shown.rows.length; index++) kept.push(index)
  const newestKey = shown.rows.at(-1)?.key
  return (
    <>
      <div
        ref={scroller}
        role="feed"
        aria-label={say('feedOf', { room: name })}
        aria-busy={isBusy}
        className={styles.scroller}
        tabIndex={-1}
        onWheel={byHand}
        onTouchMove={byHand}
        onPointerDown={byHand}
        onPointerMove={(event) => event.buttons !== 0 && byHand()}
        onKeyDownCapture={byHand}
        {...keys}
        {...hover}
        {...press}
      >
        <div className={styles.room}>{above}</div>
        <Virtualizer
          key={shown.stretch}
          ref={list}
          data={shown.rows}
          shift={shown.isAbove}
          bufferSize={buffer}
          keepMounted={kept}
          onScroll={onScroll}
          onScrollEnd={onScrollEnd}
          onResize={toEnd}
        >
          {(row: Row) => <TimelineRow key={row.key} row={row} isNewest={row.key === newestKey} />}
        </Virtualizer>
      </div>
      <ToNewest isShown={isFar} />
    </>
  )
}

/** Whether a row stays with its neighbours: others go where they are needed. */
function isSteady({ kind }: Row): boolean {
  return kind === 'message' || kind === 'system' || kind === 'notice'
}

function firstInSight(list: VirtualizerHandle | null, rows: readonly Row[]): string | undefined {
  return list === null ? undefined : rows[list.findItemIndex(list.scrollOffset)]?.key
}

function messageInSight(list: VirtualizerHandle | null, rows: readonly Row[]): string | undefined {
  if (list === null) return undefined
  const middle = list.findItemIndex(list.scrollOffset + list.viewportSize / 2)
  return rows.slice(0, middle + 1).findLast(({ kind }) => kind === 'message')?.key
}

/** The first message that begins in sight, and how far it is below the edge. */
function placeNow(list: VirtualizerHandle | null, rows: readonly Row[]) {
  if (list === null) return undefined
  for (let index = list.findItemIndex(list.scrollOffset); index < rows.length; index++) {
    const row = rows[index]
    const id = row?.kind === 'message' ? messageIdOf(row.message) : undefined
    if (id !== undefined) return { id, offset: list.scrollOffset - list.getItemOffset(index) }
  }
  return undefined
}
