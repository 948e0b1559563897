/** Eight small panes of a paper window that sum up reach: lit straight, half lit through someone, dark not now. */
import { classNames } from './class-names.ts'
import type { ReachShape } from './ReachMark.tsx'
import styles from './ReachPanes.module.css'

const PANES = 8

export interface ReachPanesProps {
  /** One for each person; more than eight are summed up in proportion, so that one who is reached is never lost. */
  readonly shapes: readonly ReachShape[]
  readonly className?: string | undefined
}

export function ReachPanes({ shapes, className }: ReachPanesProps) {
  return (
    <span aria-hidden="true" className={classNames(styles.panes, className)}>
      {panesOf(shapes).map((shape, place) => (
        // A pane is its place.
        <span key={place} className={classNames(styles.pane, shape === 'straight' && styles.lit, shape === 'via' && styles.half)} />
      ))}
    </span>
  )
}

export function panesOf(shapes: readonly ReachShape[]): readonly ReachShape[] {
  const count = (wanted: ReachShape) => shapes.filter((shape) => shape === wanted).length
  const share = (people: number) => (shapes.length <= PANES ? people : people && Math.max(1, Math.round((people / shapes.length) * PANES)))
  const lit = Math.min(PANES, share(count('straight')))
  const half = Math.min(PANES - lit, share(count('via')))
  return Array.from({ length: PANES }, (_, place) => (place < lit ? 'straight' : place < lit + half ? 'via' : 'none'))
}
