/** How many are unread: at most 99+ in figures, so that the width of a row stays what it was. Its words stand in the name of the row. */
import { classNames } from './class-names.ts'
import styles from './Badge.module.css'

const MOST_SHOWN = 99

export interface BadgeProps {
  readonly count: number
  /** For a muted room: counted, but not calling. */
  readonly isQuiet?: boolean
  /** On a rail entry. */
  readonly isSmall?: boolean
  readonly className?: string | undefined
}

export function Badge({ count, isQuiet = false, isSmall = false, className }: BadgeProps) {
  if (count <= 0) return null
  return (
    <span className={classNames(styles.badge, isQuiet && styles.quiet, isSmall && styles.small, className)} aria-hidden="true">
      {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
    </span>
  )
}
