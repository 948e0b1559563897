/** A hairline, or words between two of them: a day, "여기부터 안 읽었어요" in the lamp's ink. */
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './Divider.module.css'

export interface DividerProps {
  readonly tone?: 'plain' | 'lamp'
  readonly children?: ReactNode
  readonly className?: string | undefined
}

export function Divider({ tone = 'plain', children, className }: DividerProps) {
  if (children === undefined) return <hr className={className} />
  return <div className={classNames(styles.divider, tone === 'lamp' && styles.lamp, className)}>{children}</div>
}
