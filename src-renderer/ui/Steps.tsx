/** How far one has come: bars of 28×4 and "4단계 중 3단계". */
import { classNames } from './class-names.ts'
import { useUiWords } from './ui-words.ts'
import styles from './Steps.module.css'

export interface StepsProps {
  /** Counted from one. */
  readonly step: number
  readonly of: number
  readonly className?: string | undefined
}

export function Steps({ step, of, className }: StepsProps) {
  const words = useUiWords()
  return (
    <div className={classNames(styles.steps, className)}>
      {Array.from({ length: of }, (_, place) => (
        // A bar is its place.
        <span key={place} aria-hidden="true" className={classNames(styles.bar, place < step && styles.done)} />
      ))}
      <span className={styles.words}>{words('stepOf', { step, of })}</span>
    </div>
  )
}
