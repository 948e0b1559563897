/**
 * Shows the toast there is: 5 s, or 10 s when it can be undone; while the pointer or the focus is on it, the time stands still. It lies
 * over the lower start corner of the element marked `data-toast-anchor` (the timeline), else over that of the window.
 */
import { Check } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { Icon } from './Icon.tsx'
import { closeToast, currentToast, whenToastChanges, type Toast } from './toasts.ts'
import { useUiWords } from './ui-words.ts'
import styles from './Toasts.module.css'

const SHOWN_MS = 5_000
const SHOWN_WITH_UNDO_MS = 10_000
const EDGE = 16

export function Toasts() {
  const toast = useSyncExternalStore(whenToastChanges, currentToast)
  return (
    // Always there, so that what comes into it is read aloud.
    <div role="status" className={styles.region} style={cornerOfAnchor()}>
      {toast !== undefined && <ToastView key={toast.id} toast={toast} />}
    </div>
  )
}

function ToastView({ toast }: { readonly toast: Toast }) {
  const words = useUiWords()
  const [isHovered, setHovered] = useState(false)
  const [isFocused, setFocused] = useState(false)
  const isHeld = isHovered || isFocused
  const shownMs = toast.undo === undefined ? SHOWN_MS : SHOWN_WITH_UNDO_MS
  useEffect(() => {
    if (isHeld) return undefined
    const timer = setTimeout(() => closeToast(toast.id), shownMs)
    return () => clearTimeout(timer)
  }, [isHeld, toast.id, shownMs])

  const undo = () => {
    toast.undo?.()
    closeToast(toast.id)
  }
  return (
    <div
      className={styles.toast}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <Icon icon={toast.icon ?? Check} size={18} />
      <span className={styles.text}>{toast.text}</span>
      {toast.undo !== undefined && (
        <button type="button" className={styles.undo} onClick={undo}>
          {words('undo')}
        </button>
      )}
    </div>
  )
}

function cornerOfAnchor() {
  const anchor = document.querySelector('[data-toast-anchor]')?.getBoundingClientRect()
  if (anchor === undefined) return { insetInlineStart: EDGE, insetBlockEnd: EDGE }
  return { insetInlineStart: anchor.left + EDGE, insetBlockEnd: window.innerHeight - anchor.bottom + EDGE }
}
