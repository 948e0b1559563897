/** A button that shows an icon alone: search, more, close, back, attach, emoji, microphone, send. Its name is in a tooltip and read aloud. */
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, MouseEvent } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconSize } from './Icon.tsx'
import { Tooltip } from './Tooltip.tsx'
import styles from './IconButton.module.css'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'disabled' | 'children' | 'aria-label' | 'aria-disabled'> {
  readonly icon: LucideIcon
  readonly label: string
  readonly shortcut?: string | undefined
  /** For a button that stays pressed: told aloud as a toggle. */
  readonly isOn?: boolean | undefined
  /** Why it cannot be pressed now. */
  readonly off?: string | undefined
  /** `main` is the send button; `small` 32 px stands in hover bars and fields; `round` floats over content. */
  readonly kind?: 'plain' | 'main' | 'brick'
  readonly size?: 'regular' | 'small'
  readonly iconSize?: IconSize
  readonly tooltipSide?: 'top' | 'bottom' | 'inline-start' | 'inline-end'
}

export function IconButton(props: IconButtonProps) {
  const {
    icon,
    label,
    shortcut,
    isOn,
    off,
    kind = 'plain',
    size = 'regular',
    iconSize = 20,
    tooltipSide,
    className,
    onClick,
    ...rest
  } = props
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (off === undefined) return onClick?.(event)
    event.preventDefault()
    event.stopPropagation()
  }
  const names = classNames(
    styles.button,
    styles[kind],
    styles[size],
    isOn === true && styles.on,
    off !== undefined && styles.off,
    className,
  )
  return (
    <Tooltip text={off ?? label} shortcut={off === undefined ? shortcut : undefined} {...(tooltipSide && { side: tooltipSide })}>
      <button
        type="button"
        {...rest}
        {...(isOn !== undefined && { 'aria-pressed': isOn })}
        {...(off !== undefined && { 'aria-disabled': true, 'aria-description': off })}
        aria-label={label}
        className={names}
        onClick={press}
      >
        <Icon icon={icon} size={iconSize} />
      </button>
    </Tooltip>
  )
}
