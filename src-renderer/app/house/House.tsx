/**
 * The frame of the window (ui.md §5): rail, list, and the lit sheet on which the room lies. Where there is one pane, the list and what was
 * chosen in it take turns, and the tab bar is there on the top level only.
 */
import { type ReactNode, useEffect } from 'react'
import { go, useRoute } from '../route/index.ts'
import { useKeys } from '../keys/index.ts'
import styles from './House.module.css'
import { keepFocus } from './kept-focus.ts'
import { RAIL_PX, useLayout } from './layout.ts'
import { movePane } from './panes.ts'
import { PLACES } from './places.ts'
import { Rail, TabBar } from './Rail.tsx'
import { useWidth } from './width.ts'

export interface HouseProps {
  /** Absent on pages without one. */
  readonly list?: ReactNode
  readonly main: ReactNode
  /** Something was chosen: with one pane it takes the whole window. */
  readonly isChosen: boolean
}

const MIDDLE_LIST_PX = 296

export function House({ list, main, isChosen }: HouseProps) {
  const width = useWidth()
  const listWidth = useLayout((layout) => layout.listWidth)
  const { page } = useRoute()
  useEffect(() => keepFocus(), [])
  useKeys({
    place: (digit) => {
      const place = PLACES[digit - 1]
      if (place !== undefined) go(place.route)
    },
    settings: () => go({ page: 'settings' }),
    nextPane: () => movePane(1),
    previousPane: () => movePane(-1),
  })
  if (width === 'narrow') {
    return (
      <div className={styles.one}>
        {list !== undefined && !isChosen ? list : <div className={styles.sheet}>{main}</div>}
        {!isChosen && <TabBar />}
      </div>
    )
  }
  const columns = list === undefined ? '' : `${width === 'wide' ? listWidth : MIDDLE_LIST_PX}px `
  return (
    <div className={styles.house} style={{ gridTemplateColumns: `${RAIL_PX}px ${columns}minmax(0, 1fr)` }} data-page={page}>
      <Rail />
      {list}
      <div className={styles.sheet}>{main}</div>
    </div>
  )
}
