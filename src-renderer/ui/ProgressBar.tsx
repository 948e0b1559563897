/** How much of something is here, as a bar of 4 px. The amount stands in words beside it, so the bar itself is not read. */
import { classNames } from './class-names.ts'
import styles from './ProgressBar.module.css'

export interface ProgressBarProps {
  /** 0 to 1. */
  readonly value: number
  readonly className?: string | undefined
}

export function ProgressBar({ value, className }: ProgressBarProps) {
  const part = Math.min(1, Math.max(0, value))
  return (
    <span aria-hidden="true" className={classNames(styles.bar, className)}>
      <span className={styles.done} style={{ inlineSize: `${part * 100}%` }} />
    </span>
  )
}
