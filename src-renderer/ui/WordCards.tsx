/** The twelve words as cards, numbered along the row. Hidden, they keep their places and cannot be read by any means. */
import { classNames } from './class-names.ts'
import styles from './WordCards.module.css'

export interface WordCardsProps {
  readonly label: string
  readonly words: readonly string[]
  readonly isHidden?: boolean
  readonly className?: string | undefined
}

export function WordCards({ label, words, isHidden = false, className }: WordCardsProps) {
  return (
    <ol aria-label={label} className={classNames(styles.words, className)}>
      {words.map((word, place) => (
        // A word is known by its place; the same one may stand twice.
        <li key={place} className={styles.word}>
          <span className={styles.number}>{place + 1}</span>
          {isHidden ? <span className={styles.veil} /> : word}
        </li>
      ))}
    </ol>
  )
}
