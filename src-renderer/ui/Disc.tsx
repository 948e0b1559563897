/** An icon on a round ground, where a row of a list would have a face. */
import type { LucideIcon } from 'lucide-react'
import { classNames } from './class-names.ts'
import styles from './Disc.module.css'
import { Icon } from './Icon.tsx'

export interface DiscProps {
  readonly icon: LucideIcon
  /** inviting: something to do. */
  readonly kind?: 'quiet' | 'inviting'
}

export function Disc({ icon, kind = 'quiet' }: DiscProps) {
  return (
    <span className={classNames(styles.disc, styles[kind])}>
      <Icon icon={icon} size={18} />
    </span>
  )
}
