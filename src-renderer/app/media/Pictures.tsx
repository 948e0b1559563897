/** The pictures of one message: one in its own shape within 320 × 320, two to nine as a mosaic, what is beyond behind the last pane. */
import { mediaWords } from '../../../shared/i18n/index.ts'
import { classNames } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './Pictures.module.css'
import { PictureTile, type PictureView } from './PictureTile.tsx'

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

export interface PicturesProps {
  readonly pictures: readonly PictureView[]
  readonly isOwn?: boolean
  /** The first of a turn has a tucked corner towards who speaks. */
  readonly isFirst?: boolean
  readonly onGet: (id: string) => void
  readonly onPause: (id: string) => void
  readonly onShow: (id: string) => void
}

export function Pictures({ pictures, isOwn = false, isFirst = false, onGet, onPause, onShow }: PicturesProps) {
  const say = useWords(mediaWords)
  const names = classNames(isFirst && styles.tucked, isOwn && styles.own)
  const acts = ({ id }: PictureView) => ({ onGet: () => onGet(id), onPause: () => onPause(id), onShow: () => onShow(id) })
  const [only] = pictures
  if (only === undefined) return null
  if (pictures.length === 1) {
    return (
      <div className={classNames(styles.single, names)} style={shapeOf(only)}>
        <PictureTile picture={only} name={say('picture')} {...acts(only)} />
      </div>
    )
  }
  const shown = pictures.slice(0, PANES)
  const spans = (ROWS[shown.length] ?? []).flatMap((panes) => Array.from({ length: panes }, () => 6 / panes))
  return (
    <div role="group" aria-label={say('pictures', { count: pictures.length })} className={classNames(styles.mosaic, names)}>
      {shown.map((picture, index) => (
        <div key={picture.id} className={spans[index] === 2 ? styles.third : styles.half}>
          <PictureTile
            picture={picture}
            name={say('pictureOf', { place: index + 1, count: pictures.length })}
            more={index === PANES - 1 ? pictures.length - PANES : 0}
            {...acts(picture)}
          />
        </div>
      ))}
    </div>
  )
}

/** Known before the picture is here, so that nothing moves when it comes. In a narrow room it shrinks in proportion. */
function shapeOf({ width = SIDE_PX, height = SIDE_PX }: PictureView) {
  const scale = Math.min(1, SIDE_PX / Math.max(1, width), SIDE_PX / Math.max(1, height))
  const shown = (side: number) => Math.max(SHORTEST_PX, Math.round(side * scale))
  return { inlineSize: shown(width), aspectRatio: `${shown(width)} / ${shown(height)}` }
}
