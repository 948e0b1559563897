/** The name of a file on one line: what does not fit is left out of its middle, so that its beginning and its ending are always seen. */
import { classNames, VisuallyHidden } from '../../ui/index.ts'
import styles from './FileName.module.css'

/** The ending, and a few letters before it, as `(2)` or a date often stands there. */
const KEPT_BEFORE_ENDING = 4
const LONGEST_ENDING = 8
/** On a line of its own a last word stays whole when it is as short as one. */
const LONGEST_WORD = 8

export interface FileNameProps {
  readonly name: string
  /** On two lines, where one is too short. */
  readonly isStacked?: boolean
}

export function FileName({ name, isStacked = false }: FileNameProps) {
  const [start, end] = halves(name, isStacked)
  return (
    <bdi className={classNames(styles.name, isStacked && styles.stacked)} title={name}>
      {/* Two boxes would be read as two words. */}
      <span aria-hidden="true" className={styles.start}>
        {start}
      </span>
      <span aria-hidden="true" className={styles.end}>
        {end}
      </span>
      <VisuallyHidden>{name}</VisuallyHidden>
    </bdi>
  )
}

function halves(name: string, isAtWord: boolean): readonly [start: string, end: string] {
  const letters = [...new Intl.Segmenter().segment(name)].map(({ segment }) => segment)
  const dot = letters.lastIndexOf('.')
  const hasEnding = dot > 0 && letters.length - dot <= LONGEST_ENDING
  const stem = hasEnding ? dot : letters.length
  const space = letters.lastIndexOf(' ', stem - 1)
  const isWordNear = isAtWord && space > 0 && stem - space <= LONGEST_WORD
  const cut = isWordNear ? space + 1 : Math.max(0, stem - KEPT_BEFORE_ENDING)
  return [letters.slice(0, cut).join(''), letters.slice(cut).join('')]
}
