/** Where rows will be: only after 150 ms, so that what is quick does not blink, and without a shimmer. */
import { useEffect, useState } from 'react'
import { useUiWords } from './ui-words.ts'
import { VisuallyHidden } from './VisuallyHidden.tsx'
import styles from './GhostRows.module.css'

const SHOWN_AFTER_MS = 150

export function GhostRows({ count = 8, height = 66 }: { readonly count?: number; readonly height?: 66 | 60 | 48 }) {
  const words = useUiWords()
  const isDue = useAfter(SHOWN_AFTER_MS)
  if (!isDue) return null
  return (
    <div role="status" className={styles.ghosts}>
      <VisuallyHidden>{words('loading')}</VisuallyHidden>
      {Array.from({ length: count }, (_, place) => (
        // Ghosts differ in nothing but their place.
        <span key={place} aria-hidden="true" className={styles.row} style={{ blockSize: height }} />
      ))}
    </div>
  )
}

/** True once this long has passed since the first drawing. */
export function useAfter(ms: number): boolean {
  const [isDue, setDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return isDue
}
