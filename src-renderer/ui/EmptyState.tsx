/** Nothing here yet: a drawing, one line, what to do next. Never an empty pane without a step. */
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Drawing, type DrawingName } from './Drawing.tsx'
import { Sentences } from './Sentences.tsx'
import styles from './EmptyState.module.css'

export interface EmptyStateProps {
  readonly drawing?: DrawingName | undefined
  readonly title: string
  readonly text?: string | undefined
  /** Buttons: the main one first. */
  readonly children?: ReactNode
  readonly className?: string | undefined
}

export function EmptyState({ drawing, title, text, children, className }: EmptyStateProps) {
  return (
    <div className={classNames(styles.empty, className)}>
      {drawing !== undefined && <Drawing name={drawing} className={styles.drawing} />}
      <h2 className={styles.title}>{title}</h2>
      {text !== undefined && (
        <p className={styles.text}>
          <Sentences text={text} />
        </p>
      )}
      {children !== undefined && <div className={styles.acts}>{children}</div>}
    </div>
  )
}
