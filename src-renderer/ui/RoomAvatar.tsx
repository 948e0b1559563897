/**
 * What stands for a room: its picture, else the other person of a direct room, else the lattice of its members, else one character of
 * its name. Rooms of notices and one's own notes have an icon.
 */
import { Megaphone, NotebookPen } from 'lucide-react'
import { Avatar, type AvatarSize } from './Avatar.tsx'
import { Lattice, type LatticeFace } from './Lattice.tsx'
import type { ReachShape } from './ReachMark.tsx'

export interface RoomAvatarProps {
  readonly room: {
    readonly id: string
    readonly kind: 'direct' | 'group' | 'shop' | 'notice' | 'self'
    readonly name: string
    readonly peer: string | undefined
    readonly faces: readonly LatticeFace[]
    readonly picture: string | undefined
  }
  readonly size?: AvatarSize
  readonly reach?: ReachShape | undefined
  readonly className?: string | undefined
}

export function RoomAvatar({ room, reach, ...look }: RoomAvatarProps) {
  const { id, kind, name, peer, faces, picture } = room
  if (kind === 'direct') {
    return <Avatar id={peer ?? id} name={name} picture={picture ?? faces[0]?.picture} reach={reach} {...look} />
  }
  if (picture !== undefined) return <Avatar id={id} name={name} picture={picture} shape="room" {...look} />
  if (kind === 'notice') return <Avatar id={id} name={name} icon={Megaphone} isStone shape="room" {...look} />
  if (kind === 'self') return <Avatar id={id} name={name} icon={NotebookPen} shape="room" {...look} />
  if (faces.length > 1) return <Lattice faces={faces} {...look} />
  return <Avatar id={id} name={name} shape="room" {...look} />
}
