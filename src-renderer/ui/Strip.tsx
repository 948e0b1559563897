/**
 * News that stays until it is over, under the head it concerns: plain for no network, night for calm news, lamp for something to be
 * done, brick for damage or no room. One at a time, with at most one button, or with that and a way to
 * put it away, below the words.
 */
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'
import styles from './Strip.module.css'

export interface StripProps {
  readonly tone?: 'plain' | 'night' | 'lamp' | 'brick'
  readonly icon: LucideIcon
  readonly action?: string | undefined
  readonly onAction?: (() => void) | undefined
  /** To put it away, where there is something to do as well. */
  readonly later?: string | undefined
  readonly onLater?: (() => void) | undefined
  readonly busy?: string | undefined
  readonly children: ReactNode
  readonly className?: string | undefined
}

export function Strip({ tone = 'plain', icon, action, onAction, later, onLater, busy, children, className }: StripProps) {
  return (
    <div role="status" className={classNames(styles.strip, styles[tone], later !== undefined && styles.tall, className)}>
      <Icon icon={icon} />
      <span className={styles.text}>{children}</span>
      {later !== undefined && (
        <Button kind="quiet" size="small" onClick={onLater}>
          {later}
        </Button>
      )}
      {action !== undefined && (
        <Button kind="tinted" size="small" busy={busy} onClick={onAction}>
          {action}
        </Button>
      )}
    </div>
  )
}
