/** A few faces that overlap, and how many more there are: the two sides of a split, who read a message. */
import { Avatar, type AvatarSize } from './Avatar.tsx'
import { classNames } from './class-names.ts'
import type { LatticeFace } from './Lattice.tsx'
import styles from './AvatarGroup.module.css'

export interface AvatarGroupProps {
  readonly faces: readonly LatticeFace[]
  readonly size?: AvatarSize
  readonly most?: number
  readonly isAway?: boolean
  readonly className?: string | undefined
}

export function AvatarGroup({ faces, size = 24, most = 4, isAway = false, className }: AvatarGroupProps) {
  const rest = faces.length - most
  return (
    <span aria-hidden="true" className={classNames(styles.group, className)}>
      {faces.slice(0, most).map(({ account, name, picture }) => (
        <Avatar key={account} id={account} name={name} picture={picture} size={size} isAway={isAway} className={styles.face} />
      ))}
      {rest > 0 && <span className={styles.rest}>+{rest}</span>}
    </span>
  )
}
