/**
 * A small surface beside what opened it; where there is one pane, a sheet from the bottom edge. With a `title` the focus goes there, so
 * that it is read first. Esc and a press outside close it, and the focus returns to what opened it.
 */
import { Popover as Base } from '@base-ui/react/popover'
import { useRef, type ReactElement, type ReactNode, type RefObject } from 'react'
import { classNames } from './class-names.ts'
import { useNarrow } from './use-narrow.ts'
import floating from './floating.module.css'
import styles from './Popover.module.css'

export interface PopoverProps {
  /** The control that opens it: takes a ref and props. Without one give `isOpen` and `anchor`. */
  readonly trigger?: ReactElement
  readonly anchor?: Element | null
  readonly isOpen?: boolean
  readonly onOpenChange?: (isOpen: boolean) => void
  readonly title?: string
  /** The name read aloud where no title is shown. */
  readonly label?: string
  readonly side?: 'top' | 'bottom' | 'inline-start' | 'inline-end'
  readonly align?: 'start' | 'center' | 'end'
  /** Without inner space: for what brings its own (an emoji picker). */
  readonly isBare?: boolean
  /** Where the focus goes when it closes; without it, to what opened it. */
  readonly finalFocus?: RefObject<HTMLElement | null> | undefined
  readonly className?: string | undefined
  readonly children: ReactNode
}

export function Popover(props: PopoverProps) {
  const {
    trigger,
    anchor,
    isOpen,
    onOpenChange,
    title,
    label,
    side = 'bottom',
    align = 'center',
    isBare = false,
    finalFocus,
    className,
    children,
  } = props
  const isNarrow = useNarrow()
  const titleRef = useRef<HTMLHeadingElement>(null)
  return (
    <Base.Root modal={isNarrow} {...(isOpen !== undefined && { open: isOpen })} onOpenChange={(isNowOpen) => onOpenChange?.(isNowOpen)}>
      {trigger !== undefined && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={floating.backdrop} />
        <Base.Positioner
          className={floating.positioner}
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={8}
          {...(anchor !== undefined && { anchor })}
        >
          <Base.Popup
            {...(title !== undefined && { initialFocus: titleRef })}
            {...(finalFocus !== undefined && { finalFocus })}
            {...(label !== undefined && { 'aria-label': label })}
            className={classNames(floating.surface, !isBare && styles.padded, className)}
          >
            {title !== undefined && (
              <Base.Title ref={titleRef} tabIndex={-1} className={styles.title}>
                {title}
              </Base.Title>
            )}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** A control within that closes it when pressed. */
export function PopoverClose({ children }: { readonly children: ReactElement }) {
  return <Base.Close render={children} />
}
