/**
 * What one can do with a thing: from a button (`Menu`), or on the thing itself by the second button, the menu key or a long press
 * (`ContextMenu`). Arrows, letters and Esc; what destroys stands last, after a line. One list of items serves both. What floats lies outside
 * the landmarks of the page, so it is one of its own while it is open.
 */
import { ContextMenu as BaseContext } from '@base-ui/react/context-menu'
import { Menu as Base } from '@base-ui/react/menu'
import { Check, ChevronRight, type LucideIcon } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import floating from './floating.module.css'
import { useUiWords } from './ui-words.ts'

export interface MenuProps {
  /** The button that opens it: takes a ref and props. */
  readonly trigger?: ReactElement
  readonly anchor?: Element | null
  readonly isOpen?: boolean
  readonly onOpenChange?: (isOpen: boolean) => void
  readonly side?: 'top' | 'bottom' | 'inline-start' | 'inline-end'
  readonly align?: 'start' | 'center' | 'end'
  readonly children: ReactNode
}

export function Menu({ trigger, anchor, isOpen, onOpenChange, side = 'bottom', align = 'end', children }: MenuProps) {
  const say = useUiWords()
  return (
    <Base.Root {...(isOpen !== undefined && { open: isOpen })} onOpenChange={(isNowOpen) => onOpenChange?.(isNowOpen)}>
      {trigger !== undefined && <Base.Trigger render={trigger} />}
      <Base.Portal role="region" aria-label={say('menu')}>
        <Base.Backdrop className={floating.backdrop} />
        <Base.Positioner
          className={floating.positioner}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          {...(anchor !== undefined && { anchor })}
        >
          <Base.Popup className={classNames(floating.surface, floating.list)}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export interface ContextMenuProps {
  /** The thing itself: takes a ref and props. */
  readonly target: ReactElement
  readonly onOpenChange?: (isOpen: boolean) => void
  readonly children: ReactNode
}

export function ContextMenu({ target, onOpenChange, children }: ContextMenuProps) {
  const say = useUiWords()
  return (
    <BaseContext.Root onOpenChange={(isNowOpen) => onOpenChange?.(isNowOpen)}>
      <BaseContext.Trigger render={target} />
      <BaseContext.Portal role="region" aria-label={say('menu')}>
        <BaseContext.Backdrop className={floating.backdrop} />
        <BaseContext.Positioner className={floating.positioner} collisionPadding={8}>
          <BaseContext.Popup className={classNames(floating.surface, floating.list)}>{children}</BaseContext.Popup>
        </BaseContext.Positioner>
      </BaseContext.Portal>
    </BaseContext.Root>
  )
}

export interface MenuItemProps {
  readonly icon?: LucideIcon | undefined
  readonly shortcut?: string | undefined
  readonly kind?: 'plain' | 'brick'
  /** A second line: why it is off, or what it will do. */
  readonly text?: string | undefined
  readonly isOff?: boolean
  readonly onSelect: () => void
  readonly children: ReactNode
}

export function MenuItem({ icon, shortcut, kind = 'plain', text, isOff = false, onSelect, children }: MenuItemProps) {
  return (
    // Its name is what it shows, so that it can be called by that.
    <Base.Item disabled={isOff} onClick={onSelect} className={classNames(floating.item, kind === 'brick' && floating.brick)}>
      {icon !== undefined && <Icon icon={icon} size={18} />}
      <span className={floating.text}>
        {children}
        {text !== undefined && <span className={floating.second}>{text}</span>}
      </span>
      {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
    </Base.Item>
  )
}

export interface MenuChoicesProps<Value extends string> {
  readonly label?: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  /** `text`: a second line, as what it weighs. */
  readonly options: readonly { readonly value: Value; readonly label: string; readonly text?: string | undefined }[]
}

/** One of several, in a menu: the present one bears a check. */
export function MenuChoices<Value extends string>({ label, value, onChange, options }: MenuChoicesProps<Value>) {
  const choose = (wanted: unknown) => {
    const option = options.find((known) => known.value === wanted)
    if (option !== undefined) onChange(option.value)
  }
  return (
    <Base.Group>
      {label !== undefined && <Base.GroupLabel className={floating.label}>{label}</Base.GroupLabel>}
      <Base.RadioGroup value={value} onValueChange={choose}>
        {options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} closeOnClick className={floating.item}>
            <span className={floating.check}>
              <Base.RadioItemIndicator>
                <Icon icon={Check} size={18} />
              </Base.RadioItemIndicator>
            </span>
            <span className={floating.text}>
              {option.label}
              {option.text !== undefined && <span className={floating.second}>{option.text}</span>}
            </span>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  )
}

export interface SubmenuProps {
  readonly icon?: LucideIcon | undefined
  readonly label: string
  readonly children: ReactNode
}

export function Submenu({ icon, label, children }: SubmenuProps) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className={floating.item}>
        {icon !== undefined && <Icon icon={icon} size={18} />}
        <span className={floating.text}>{label}</span>
        <Icon icon={ChevronRight} size={16} />
      </Base.SubmenuTrigger>
      <Base.Portal role="region" aria-label={label}>
        <Base.Positioner className={floating.positioner} sideOffset={4} alignOffset={-6} collisionPadding={8}>
          <Base.Popup className={classNames(floating.surface, floating.list)}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  )
}

export function MenuLine() {
  return <Base.Separator className={floating.line} />
}
