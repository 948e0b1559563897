/** Six digits to compare with another screen, in tiles of 3 + 3. They are read aloud one by one, with a pause in the middle. */
import { classNames } from './class-names.ts'
import { VisuallyHidden } from './VisuallyHidden.tsx'
import styles from './DigitTiles.module.css'

const GROUP = 3

export interface DigitTilesProps {
  readonly digits: string
  readonly className?: string | undefined
}

export function DigitTiles({ digits, className }: DigitTilesProps) {
  const groups = [digits.slice(0, GROUP), digits.slice(GROUP)]
  return (
    <div className={classNames(styles.code, className)}>
      <VisuallyHidden>{groups.map((group) => [...group].join(' ')).join(', ')}</VisuallyHidden>
      {groups.map((group, side) => (
        <span key={side} aria-hidden="true" className={styles.group}>
          {[...group].map((digit, place) => (
            <b key={place} className={styles.tile}>
              {digit}
            </b>
          ))}
        </span>
      ))}
    </div>
  )
}
