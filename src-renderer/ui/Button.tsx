/**
 * A button with a word. `main` is the one thing a view is for; `brick` only for what cannot be undone. While `busy` it keeps its focus
 * and width and says what is going on; `off` says why it cannot be pressed now, and it stays reachable so that the reason can be read.
 */
import type { LucideIcon } from 'lucide-react'
import { useState, type ComponentProps, type MouseEvent } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconSize } from './Icon.tsx'
import { Spinner } from './Spinner.tsx'
import { Tooltip } from './Tooltip.tsx'
import styles from './Button.module.css'

export type ButtonKind = 'main' | 'plain' | 'quiet' | 'brick' | 'tinted'
export type ButtonSize = 'small' | 'regular' | 'large'

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled' | 'aria-busy' | 'aria-disabled'> {
  /** `tinted` takes the ink of the coloured ground it stands on (a strip, a banner). */
  readonly kind?: ButtonKind
  readonly size?: ButtonSize
  readonly icon?: LucideIcon | undefined
  readonly iconEnd?: LucideIcon | undefined
  /** What is going on, as a word that replaces the label: "추가하는 중". */
  readonly busy?: string | undefined
  /** Why it cannot be pressed now. */
  readonly off?: string | undefined
  /** As wide as what holds it. */
  readonly wide?: boolean
}

const ICON_SIZE = { small: 16, regular: 18, large: 20 } as const satisfies Readonly<Record<ButtonSize, IconSize>>

export function Button(props: ButtonProps) {
  const { kind = 'plain', size = 'regular', icon, iconEnd, busy, off, wide = false, className, children, onClick, style, ...rest } = props
  const [width, setWidth] = useState<number>()
  const isBusy = busy !== undefined
  const isOff = off !== undefined

  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (isBusy || isOff) {
      event.preventDefault()
      event.stopPropagation()
      return
    }
    setWidth(event.currentTarget.offsetWidth)
    onClick?.(event)
  }

  const button = (
    <button
      type="button"
      {...rest}
      {...((isBusy || isOff) && { 'aria-disabled': true })}
      {...(isBusy && { 'aria-busy': true })}
      {...(isOff && { 'aria-description': off })}
      className={classNames(styles.button, styles[kind], styles[size], isOff && styles.off, wide && styles.wide, className)}
      style={isBusy && width !== undefined ? { ...style, minInlineSize: width } : style}
      onClick={press}
    >
      {isBusy ? <Spinner size={18} /> : icon !== undefined && <Icon icon={icon} size={ICON_SIZE[size]} />}
      {busy ?? children}
      {iconEnd !== undefined && !isBusy && <Icon icon={iconEnd} size={ICON_SIZE[size]} />}
    </button>
  )
  return isOff ? <Tooltip text={off}>{button}</Tooltip> : button
}
