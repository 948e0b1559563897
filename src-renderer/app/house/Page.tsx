/** What lies on the sheet where it is no room: a head on the line of all heads, and a body that scrolls. */
import type { ReactNode } from 'react'
import styles from './Page.module.css'
import { PageHead, type PageHeadProps } from './PageHead.tsx'

export interface PageProps extends PageHeadProps {
  /** Nothing in the body can be pressed: then the keys scroll it all the same. */
  readonly isForReading?: boolean
  readonly children: ReactNode
}

export function Page({ isForReading = false, children, ...head }: PageProps) {
  return (
    <main className={styles.page} aria-label={head.title} data-pane="main">
      <PageHead {...head} />
      <div className={styles.scroll} tabIndex={isForReading ? 0 : -1}>
        {children}
      </div>
    </main>
  )
}
