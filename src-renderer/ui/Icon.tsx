/**
 * The one way to show an icon: Lucide's, in six sizes whose strokes are drawn to look equally strong. An icon is a picture beside a
 * word and is not read aloud; where it stands alone, its button bears the word (IconButton).
 */
import type { LucideIcon } from 'lucide-react'

export type IconSize = 14 | 16 | 18 | 20 | 22 | 24

const STROKE = { 14: 2, 16: 1.9, 18: 1.75, 20: 1.75, 22: 1.7, 24: 1.6 } as const satisfies Readonly<Record<IconSize, number>>

export interface IconProps {
  readonly icon: LucideIcon
  readonly size?: IconSize
  readonly className?: string | undefined
}

export function Icon({ icon: Drawing, size = 20, className = '' }: IconProps) {
  return <Drawing size={size} strokeWidth={STROKE[size]} className={className} aria-hidden="true" focusable="false" />
}
