/**
 * All emoji, to be found in Korean and English, with a skin tone and the ones used last. Its code and data come when it is first opened; until
 * then its place is kept. Give it a surface of its own, or take EmojiPopover.
 */
import { lazy, Suspense } from 'react'
import type { EmojiPanelProps } from './EmojiPanel.tsx'
import styles from './EmojiPicker.module.css'

const EmojiPanel = lazy(async () => ({ default: (await import('./EmojiPanel.tsx')).EmojiPanel }))

export function EmojiPicker(props: EmojiPanelProps) {
  return (
    <div className={styles.picker}>
      <Suspense fallback={null}>
        <EmojiPanel {...props} />
      </Suspense>
    </div>
  )
}
