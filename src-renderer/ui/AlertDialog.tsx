/**
 * Asks before what cannot be undone. Both buttons say what they do ("지우기", "그대로 두기"), the focus starts on the safe one, and a press
 * beside it answers nothing.
 */
import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import { useRef } from 'react'
import { Button } from './Button.tsx'
import { classNames } from './class-names.ts'
import { Sentences } from './Sentences.tsx'
import styles from './Dialog.module.css'

export interface AlertDialogProps {
  readonly isOpen: boolean
  readonly title: string
  /** What happens, to whom, and when. */
  readonly text: string
  readonly action: string
  readonly onAction: () => void
  readonly safe: string
  /** The safe answer: also Esc. */
  readonly onClose: () => void
  /** What is going on after the action was chosen. */
  readonly busy?: string | undefined
  /** Another way, for who is not in the plain case: said under the text. */
  readonly instead?: { readonly label: string; readonly onPress: () => void } | undefined
}

export function AlertDialog({ isOpen, title, text, action, onAction, safe, onClose, busy, instead }: AlertDialogProps) {
  const safeRef = useRef<HTMLButtonElement>(null)
  return (
    <Base.Root open={isOpen} onOpenChange={(isNowOpen) => !isNowOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.scrim} />
        <Base.Viewport className={styles.viewport}>
          <Base.Popup className={classNames(styles.dialog, styles.question)} initialFocus={safeRef}>
            <header className={styles.head}>
              <Base.Title className={styles.title}>{title}</Base.Title>
            </header>
            <div className={styles.body}>
              <Base.Description className={styles.text}>
                <Sentences text={text} />
              </Base.Description>
              {instead !== undefined && (
                <Button kind="quiet" className={styles.instead} onClick={instead.onPress}>
                  {instead.label}
                </Button>
              )}
            </div>
            <footer className={styles.foot}>
              <Base.Close render={<Button ref={safeRef}>{safe}</Button>} />
              <Button kind="brick" busy={busy} onClick={onAction}>
                {action}
              </Button>
            </footer>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
