/** One of the acts under a face: an icon over a word. */
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { Icon } from '../../ui/index.ts'
import styles from './ActTile.module.css'

export interface ActTileProps extends Omit<ComponentProps<'button'>, 'className'> {
  readonly icon: LucideIcon
}

export function ActTile({ icon, children, ...rest }: ActTileProps) {
  return (
    <button type="button" {...rest} className={styles.tile}>
      <Icon icon={icon} />
      {children}
    </button>
  )
}

export function ActTiles({ children }: { readonly children: ReactNode }) {
  return <div className={styles.tiles}>{children}</div>
}
