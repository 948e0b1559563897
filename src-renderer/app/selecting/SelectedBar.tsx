/**
 * What can be done with several things at once: how many there are, a way to let them go, and the acts as its children. How many is said by an
 * element that is there before the first one was selected, since what comes with its words is not read everywhere.
 */
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { timelineWords } from '../../../shared/i18n/index.ts'
import { classNames, IconButton, VisuallyHidden } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './SelectedBar.module.css'

export interface SelectedBarProps {
  readonly label: string
  /** undefined: nothing is being selected. */
  readonly count: number | undefined
  readonly onStop: () => void
  readonly className?: string | undefined
  readonly children: ReactNode
}

export function SelectedBar({ label, count, onStop, className, children }: SelectedBarProps) {
  const say = useWords(timelineWords)
  const text = count === undefined ? '' : say('selectedCount', { count })
  return (
    <>
      <VisuallyHidden>
        <p role="status">{text}</p>
      </VisuallyHidden>
      {count !== undefined && (
        <div role="toolbar" aria-label={label} className={classNames(styles.bar, className)}>
          <IconButton icon={X} label={say('stopSelecting')} shortcut="Esc" onClick={onStop} />
          <span className={styles.count}>{text}</span>
          {children}
        </div>
      )}
    </>
  )
}
