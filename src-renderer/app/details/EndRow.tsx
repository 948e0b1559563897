/** A row at the end of the details: putting away, going out. */
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classNames, Icon } from '../../ui/index.ts'
import styles from './EndRow.module.css'

export interface EndRowProps extends Omit<ComponentProps<'button'>, 'className'> {
  readonly icon: LucideIcon
  readonly kind?: 'plain' | 'brick'
}

export function EndRow({ icon, kind = 'plain', children, ...rest }: EndRowProps) {
  return (
    <button type="button" {...rest} className={classNames(styles.row, kind === 'brick' && styles.brick)}>
      <Icon icon={icon} size={18} />
      {children}
    </button>
  )
}
