/** A short fact in a word or two, in the colour of its meaning; or, with `onPress`, a choice that stays pressed. */
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'
import styles from './Chip.module.css'

export interface ChipProps {
  readonly tone?: 'plain' | 'pine' | 'night' | 'lamp' | 'brick'
  readonly icon?: LucideIcon | undefined
  readonly children: ReactNode
  readonly className?: string | undefined
}

export function Chip({ tone = 'plain', icon, children, className }: ChipProps) {
  return (
    <span className={classNames(styles.chip, styles[tone], className)}>
      {icon !== undefined && <Icon icon={icon} size={14} />}
      {children}
    </span>
  )
}

export interface FilterChipProps {
  readonly isOn: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}

/** One of a row of filters. */
export function FilterChip({ isOn, onPress, children }: FilterChipProps) {
  return (
    <button type="button" aria-pressed={isOn} className={classNames(styles.chip, styles.filter, isOn && styles.on)} onClick={onPress}>
      {children}
    </button>
  )
}
