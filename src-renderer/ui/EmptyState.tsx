/** Nothing here yet: a drawing, one line, what to do next. Never an empty pane without a step. */
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Drawing, type DrawingName } from './Drawing.tsx'
import { Sentences } from './Sentences.tsx'
import styles from './EmptyState.module.css'

export interface EmptyStateProps {
  readonly drawing?: DrawingName | undefined
  readonly title: string
  /** Of its heading: 1 where it is all there is. */
  readonly level?: 1 | 2
  readonly text?: string | undefined
  /** Buttons: the main one first. */
  readonly children?: ReactNode
  readonly className?: string | undefined
}

export function EmptyState({ drawing, title, level = 2, text, children, className }: EmptyStateProps) {
  const Title = `h${level}` as const
  return (
    <div className={classNames(styles.empty, className)}>
      {drawing !== undefined && <Drawing name={drawing} className={styles.drawing} />}
      <Title className={styles.title}>{title}</Title>
      {text !== undefined && (
        <p className={styles.text}>
          <Sentences text={text} />
        </p>
      )}
      {children !== undefined && <div className={styles.acts}>{children}</div>}
    </div>
  )
}
