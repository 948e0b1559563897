/** Of what was brought in: a stone with the sign of what lies behind us, and nobody's face. */
import { History } from 'lucide-react'
import { Avatar, type AvatarSize } from '../../ui/index.ts'

export function ArchiveFace({ size = 44 }: { readonly size?: AvatarSize }) {
  return <Avatar id="" name="" size={size} shape="room" isStone icon={History} />
}
