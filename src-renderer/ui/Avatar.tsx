/**
 * Somebody's picture, or one character on the colour of their account. People are circles, rooms rounded squares. The name always
 * stands beside it, so it is not read aloud.
 */
import type { LucideIcon } from 'lucide-react'
import { avatarColour, avatarLetter } from './avatar-look.ts'
import colours from './avatar-colours.module.css'
import { classNames } from './class-names.ts'
import { Icon, type IconSize } from './Icon.tsx'
import { ReachMark, type ReachShape } from './ReachMark.tsx'
import styles from './Avatar.module.css'

export type AvatarSize = 20 | 24 | 32 | 36 | 40 | 44 | 56 | 72 | 88

export interface AvatarProps {
  /** The account or the room: decides the colour. */
  readonly id: string
  readonly name: string
  readonly picture?: string | undefined
  readonly size?: AvatarSize
  readonly shape?: 'person' | 'room'
  /** Nobody we know, or a room of notices. */
  readonly isStone?: boolean
  /** On the other side of a split. */
  readonly isAway?: boolean
  readonly reach?: ReachShape | undefined
  /** Instead of the character: a megaphone for notices. */
  readonly icon?: LucideIcon | undefined
  readonly className?: string | undefined
}

export function Avatar(props: AvatarProps) {
  const { id, name, picture, size = 44, shape = 'person', isStone = false, isAway = false, reach, icon, className } = props
  const colour = isStone ? 'stone' : avatarColour(id)
  return (
    <span aria-hidden="true" data-colour={colour} className={classNames(styles.avatar, styles[`size${size}`], className)}>
      <span className={classNames(styles.face, colours[colour], shape === 'room' && styles.room, isAway && styles.away)}>
        {picture !== undefined ? (
          <img src={picture} alt="" draggable={false} className={styles.picture} />
        ) : icon !== undefined ? (
          <Icon icon={icon} size={iconSize(size)} />
        ) : (
          avatarLetter(name)
        )}
      </span>
      {reach !== undefined && <ReachMark shape={reach} size={markSize(size)} className={styles.mark} />}
    </span>
  )
}

function iconSize(size: AvatarSize): IconSize {
  if (size <= 24) return 14
  return size <= 36 ? 18 : size <= 44 ? 20 : 24
}

function markSize(size: AvatarSize): 'small' | 'regular' | 'large' {
  if (size <= 36) return 'small'
  return size < 72 ? 'regular' : 'large'
}
