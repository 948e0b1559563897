/** A group without a picture: up to four of its members, as the panes of a paper window. */
import { avatarColour, avatarLetter } from './avatar-look.ts'
import colours from './avatar-colours.module.css'
import type { AvatarSize } from './Avatar.tsx'
import { classNames } from './class-names.ts'
import styles from './Lattice.module.css'

export interface LatticeFace {
  readonly account: string
  readonly name: string
  readonly picture?: string | undefined
}

export interface LatticeProps {
  readonly faces: readonly LatticeFace[]
  readonly size?: AvatarSize
  readonly className?: string | undefined
}

const PANES = 4

export function Lattice({ faces, size = 44, className }: LatticeProps) {
  const shown = faces.slice(0, PANES)
  return (
    <span aria-hidden="true" data-panes={shown.length} className={classNames(styles.lattice, styles[`size${size}`], className)}>
      {shown.map(({ account, name, picture }) => (
        <span key={account} className={classNames(styles.pane, colours[avatarColour(account)])}>
          {picture === undefined ? avatarLetter(name) : <img src={picture} alt="" draggable={false} className={styles.picture} />}
        </span>
      ))}
    </span>
  )
}
