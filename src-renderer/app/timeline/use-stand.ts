/** Goes where the feed says one shall stand, once the rows for it are drawn: the newest message, the first unread one, or one that was looked for. */
import { useLayoutEffect, useRef } from 'react'
import { useFeed, useFrame } from './context.ts'
import type { Stand } from './feed.ts'
import type { Row } from './rows.ts'
import type { Listing } from './listing.ts'

const FLASH_MS = 1_200
/** While a jump settles, its scrolling is not the person's. */
const MOVING_MS = 250
/** Above the first unread message something read stays in sight. */
const ABOVE_UNREAD_PX = 48

export function useStand({ scroller, list, rows, sticks }: Listing, isDrawn: boolean): { readonly isMoving: () => boolean } {
  const { view } = useFrame()
  const stand = useFeed((state) => state.stand)
  const stood = useRef(0)
  const moved = useRef(0)
  useLayoutEffect(() => {
    const virtual = list.current
    if (!isDrawn || virtual === null || rows.length === 0 || stood.current === stand.number) return
    stood.current = stand.number
    moved.current = performance.now()
    const index = indexOf(stand, rows)
    const row = rows[index]
    if (stand.at === 'newest' || row === undefined) {
      sticks.current = true
      virtual.scrollToIndex(rows.length - 1, { align: 'end' })
      const box = scroller.current
      if (box !== null) box.scrollTop = box.scrollHeight
    } else {
      sticks.current = false
      if (stand.at === 'unread') virtual.scrollToIndex(index, { align: 'start', offset: -ABOVE_UNREAD_PX })
      else if (stand.offset !== undefined) virtual.scrollToIndex(index, { align: 'start', offset: stand.offset })
      else virtual.scrollToIndex(index, { align: 'center' })
    }
    if (stand.at === 'message' && stand.flash === true && row !== undefined) {
      view.setState({ flashed: row.key, active: row.key })
      setTimeout(() => view.getState().flashed === row.key && view.setState({ flashed: undefined }), FLASH_MS)
    }
    if (stand.at === 'newest') view.setState({ active: undefined })
  }, [stand, rows, isDrawn, list, scroller, sticks, view])
  return { isMoving: () => performance.now() - moved.current < MOVING_MS }
}

function indexOf(stand: Stand, rows: readonly Row[]): number {
  if (stand.at === 'newest') return rows.length - 1
  if (stand.at === 'unread') return rows.findIndex(({ kind }) => kind === 'unread')
  return rows.findIndex(({ key }) => key === stand.id)
}
