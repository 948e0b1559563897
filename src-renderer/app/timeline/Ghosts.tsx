/** Where bubbles will be: only after 150 ms, so that a quick room does not blink, and without a shimmer. */
import { timelineWords } from '../../../shared/i18n/index.ts'
import { useAfter, VisuallyHidden } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './Ghosts.module.css'

const WIDTHS = [220, 132, 268, 180, 96, 244, 160]

export function Ghosts() {
  const say = useWords(timelineWords)
  const isDue = useAfter(150)
  return (
    <div className={styles.ghosts} data-toast-anchor>
      {isDue && (
        <>
          <VisuallyHidden role="status">{say('loadingOlder')}</VisuallyHidden>
          {WIDTHS.map((width, place) => (
            <span key={width} aria-hidden="true" className={place % 3 === 1 ? styles.own : styles.other} style={{ inlineSize: width }} />
          ))}
        </>
      )}
    </div>
  )
}
