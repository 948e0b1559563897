/** The pane beside the rail: a head on the 60 px line of all heads, what stays below it, and what scrolls. */
import type { ReactNode } from 'react'
import { ListEdge } from './ListEdge.tsx'
import styles from './ListPane.module.css'
import { useWidth } from './width.ts'

export interface ListPaneProps {
  readonly title: string
  /** Buttons at the end of the head. */
  readonly tools?: ReactNode
  /** Search field, strips: does not scroll. */
  readonly top?: ReactNode
  readonly children: ReactNode
}

export function ListPane({ title, tools, top, children }: ListPaneProps) {
  const width = useWidth()
  // With one pane the list is what the window is for.
  const Landmark = width === 'narrow' ? 'main' : 'aside'
  return (
    <Landmark className={styles.pane} aria-label={title} data-pane="list">
      <header className={styles.head}>
        <h1>{title}</h1>
        {tools}
      </header>
      {top !== undefined && <div className={styles.top}>{top}</div>}
      <div className={styles.scroll}>{children}</div>
      {width === 'wide' && <ListEdge />}
    </Landmark>
  )
}
