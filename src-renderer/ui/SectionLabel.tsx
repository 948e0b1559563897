/** Names a part of a list (small) or of a page (large), with a short word beside it: how many. */
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'
import styles from './SectionLabel.module.css'

export interface SectionLabelProps {
  readonly size?: 'list' | 'page'
  readonly level?: 2 | 3 | 4
  readonly icon?: LucideIcon | undefined
  readonly beside?: ReactNode
  readonly id?: string | undefined
  readonly children: ReactNode
  readonly className?: string | undefined
}

export function SectionLabel({ size = 'list', level = 3, icon, beside, id, children, className }: SectionLabelProps) {
  const Heading = `h${level}` as const
  return (
    <Heading id={id} className={classNames(styles[size], className)}>
      {icon !== undefined && <Icon icon={icon} size={14} />}
      {children}
      {beside !== undefined && <span className={styles.beside}>{beside}</span>}
    </Heading>
  )
}
