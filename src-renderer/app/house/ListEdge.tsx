/** The edge between list and sheet: drag it, or move it with the arrow keys; a double click puts it back. */
import { type PointerEvent, useState } from 'react'
import { houseWords } from '../../../shared/i18n/index.ts'
import { useWords } from '../words/index.ts'
import { LIST_WIDTH, RAIL_PX, setListWidth, useLayout } from './layout.ts'
import styles from './ListEdge.module.css'

const STEP_PX = 8

export function ListEdge() {
  const say = useWords(houseWords)
  const width = useLayout((layout) => layout.listWidth)
  const [isDragged, setDragged] = useState(false)
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (isDragged) setListWidth(event.clientX - RAIL_PX)
  }
  return (
    <div
      className={styles.edge}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={say('resizeList')}
      aria-valuenow={width}
      aria-valuemin={LIST_WIDTH.least}
      aria-valuemax={LIST_WIDTH.most}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setDragged(true)
      }}
      onPointerMove={drag}
      onPointerUp={() => setDragged(false)}
      onDoubleClick={() => setListWidth(LIST_WIDTH.usual)}
      onKeyDown={({ key }) => {
        if (key === 'ArrowLeft') setListWidth(width - STEP_PX)
        if (key === 'ArrowRight') setListWidth(width + STEP_PX)
      }}
    />
  )
}
