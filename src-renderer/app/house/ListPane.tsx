/** The pane beside the rail: a head on the 60 px line of all heads, what stays below it, and what scrolls. */
import type { ReactNode } from 'react'
import styles from './ListPane.module.css'

export interface ListPaneProps {
  readonly title: string
  /** Buttons at the end of the head. */
  readonly tools?: ReactNode
  /** Search field, strips: does not scroll. */
  readonly top?: ReactNode
  readonly children: ReactNode
}

export function ListPane({ title, tools, top, children }: ListPaneProps) {
  return (
    <aside className={styles.pane} aria-label={title} data-pane="list">
      <header className={styles.head}>
        <h1>{title}</h1>
        {tools}
      </header>
      {top !== undefined && <div className={styles.top}>{top}</div>}
      <div className={styles.scroll}>{children}</div>
    </aside>
  )
}
