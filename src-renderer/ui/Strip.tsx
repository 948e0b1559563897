/**
 * News that stays until it is over, under the head it concerns: plain for no network, night for calm news, lamp for something to be
 * done, brick for damage or no room. One at a time, with at most one button.
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
  readonly busy?: string | undefined
  readonly children: ReactNode
  readonly className?: string | undefined
}

export function Strip({ tone = 'plain', icon, action, onAction, busy, children, className }: StripProps) {
  return (
    <div role="status" className={classNames(styles.strip, styles[tone], className)}>
      <Icon icon={icon} />
      <span className={styles.text}>{children}</span>
      {action !== undefined && (
        <Button kind="tinted" size="small" busy={busy} onClick={onAction}>
          {action}
        </Button>
      )}
    </div>
  )
}
