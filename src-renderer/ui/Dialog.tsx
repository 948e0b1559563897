/**
 * A question or a task that takes the whole attention; a sheet from the bottom edge where there is one pane. Its main button is at the
 * end of the foot. A press on the scrim closes it, unless something was typed (`isGuarded`). What cannot be undone asks by AlertDialog.
 */
import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useRef, type ReactNode, type RefObject } from 'react'
import { classNames } from './class-names.ts'
import { IconButton } from './IconButton.tsx'
import { Sentences } from './Sentences.tsx'
import { useUiWords } from './ui-words.ts'
import { VisuallyHidden } from './VisuallyHidden.tsx'
import styles from './Dialog.module.css'

const FIELD = 'input:not([type=hidden]), textarea'

export interface DialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  /** A question of 400, a form of 560, or 760. */
  readonly width?: 'question' | 'form' | 'wide'
  /** One sentence under the title; read with it. */
  readonly text?: ReactNode
  /** Something was typed: a press beside the dialog does not throw it away. */
  readonly isGuarded?: boolean
  readonly hasClose?: boolean
  /** Said and not shown: for a dialog that is one field. */
  readonly isTitleHidden?: boolean
  readonly initialFocus?: RefObject<HTMLElement | null> | undefined
  /** Without space around the body: for lists that reach the edge. */
  readonly isBare?: boolean
  /** Words at the start of the foot, buttons at its end, the main one last. */
  readonly foot?: ReactNode
  readonly children?: ReactNode
  readonly className?: string | undefined
}

export function Dialog(props: DialogProps) {
  const { isOpen, onClose, title, width = 'form', text, isGuarded = false, initialFocus, isBare = false, foot, children, className } = props
  const isTitleHidden = props.isTitleHidden ?? false
  const hasClose = props.hasClose ?? width !== 'question'
  const words = useUiWords()
  const bodyRef = useRef<HTMLDivElement>(null)
  // What is to be filled in comes before the ×. By touch it does not: the keyboard would cover what is asked.
  const firstField = (by: string) => (by === 'touch' ? true : (bodyRef.current?.querySelector<HTMLElement>(FIELD) ?? true))
  return (
    <Base.Root open={isOpen} disablePointerDismissal={isGuarded} onOpenChange={(isNowOpen) => !isNowOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.scrim} />
        <Base.Viewport className={styles.viewport}>
          <Base.Popup className={classNames(styles.dialog, styles[width], className)} initialFocus={initialFocus ?? firstField}>
            {isTitleHidden ? (
              <VisuallyHidden>
                <Base.Title>{title}</Base.Title>
              </VisuallyHidden>
            ) : (
              <header className={styles.head}>
                <Base.Title className={styles.title}>{title}</Base.Title>
                {hasClose && <Base.Close render={<IconButton icon={X} label={words('close')} shortcut="Esc" />} />}
              </header>
            )}
            <div ref={bodyRef} className={classNames(styles.body, isBare && styles.bare)}>
              {text !== undefined && (
                <Base.Description className={styles.text}>{typeof text === 'string' ? <Sentences text={text} /> : text}</Base.Description>
              )}
              {children}
            </div>
            {foot !== undefined && <footer className={styles.foot}>{foot}</footer>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
