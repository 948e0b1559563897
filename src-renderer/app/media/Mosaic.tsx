/** The places of the pictures of one message: one in its own shape within 320 × 320, two to nine as a mosaic, what is beyond behind the last pane. */
import type { ReactNode } from 'react'
import { mediaWords } from '../../../shared/i18n/index.ts'
import { classNames } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './Pictures.module.css'

const SIDE_PX = 320
/** What a press needs, and what a very long picture keeps. */
const SHORTEST_PX = 72
const PANES = 9
/** Panes of each row, by how many there are. */
const ROWS: Readonly<Record<number, readonly number[]>> = {
  2: [2],
  3: [3],
  4: [2, 2],
  5: [2, 3],
  6: [3, 3],
  7: [2, 2, 3],
  8: [2, 3, 3],
  9: [3, 3, 3],
}

/** As it stands upright; unknown of those whose sender did not say. */
export interface Sides {
  readonly width?: number | undefined
  readonly height?: number | undefined
}

export interface MosaicProps<Pane extends Sides> {
  readonly panes: readonly Pane[]
  readonly keyOf: (pane: Pane) => string
  /** What stands in a pane; `more`: how many there are behind it. */
  readonly children: (pane: Pane, place: { readonly name: string; readonly more: number }) => ReactNode
  readonly isOwn?: boolean
  /** The first of a turn has a tucked corner towards who speaks. */
  readonly isFirst?: boolean
}

export function Mosaic<Pane extends Sides>({ panes, keyOf, children, isOwn = false, isFirst = false }: MosaicProps<Pane>) {
  const say = useWords(mediaWords)
  const names = classNames(isFirst && styles.tucked, isOwn && styles.own)
  const [only] = panes
  if (only === undefined) return null
  if (panes.length === 1) {
    return (
      <div className={classNames(styles.single, names)} style={shapeOf(only)}>
        {children(only, { name: say('picture'), more: 0 })}
      </div>
    )
  }
  const shown = panes.slice(0, PANES)
  const spans = (ROWS[shown.length] ?? []).flatMap((count) => Array.from({ length: count }, () => 6 / count))
  return (
    <div role="group" aria-label={say('pictures', { count: panes.length })} className={classNames(styles.mosaic, names)}>
      {shown.map((pane, index) => (
        <div key={keyOf(pane)} className={spans[index] === 2 ? styles.third : styles.half}>
          {children(pane, {
            name: say('pictureOf', { place: index + 1, count: panes.length }),
            more: index === PANES - 1 ? panes.length - PANES : 0,
          })}
        </div>
      ))}
    </div>
  )
}

/** Known before the picture is here, so that nothing moves when it comes. In a narrow room it shrinks in proportion. */
function shapeOf({ width = SIDE_PX, height = SIDE_PX }: Sides) {
  const scale = Math.min(1, SIDE_PX / Math.max(1, width), SIDE_PX / Math.max(1, height))
  const shown = (side: number) => Math.max(SHORTEST_PX, Math.round(side * scale))
  return { inlineSize: shown(width), aspectRatio: `${shown(width)} / ${shown(height)}` }
}
