/**
 * One picture in the conversation: its place is kept from the first moment, a blurred preview fills it until the picture is here, and a press
 * either gets it or shows it large. It does for a bubble of its own and for a pane of a mosaic.
 */
import { Clock3, Download, ImageOff, type LucideIcon, Pause, Play, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { mediaWords } from '../../../shared/i18n/index.ts'
import { classNames, Icon, ProgressBar } from '../../ui/index.ts'
import { useSizes, useWords } from '../words/index.ts'
import { type Arrival, arrivalAct, arrivalParts, arrivalShare } from './arrival.ts'
import { onFirstClick } from './first-click.ts'
import styles from './PictureTile.module.css'
import { useTabIndex } from './tab-stop.ts'

export interface PictureView {
  readonly id: string
  /** As it stands upright; unknown of those whose sender did not say. */
  readonly width?: number | undefined
  readonly height?: number | undefined
  readonly size: number
  /** A tiny picture that came with the message. */
  readonly preview?: string | undefined
  /** The picture itself, once it is here. */
  readonly src?: string | undefined
  readonly arrival: Arrival
  /** It moves: a press plays it. */
  readonly isVideo?: boolean | undefined
  /** How long it lasts, `1:05`. */
  readonly duration?: string | undefined
  /** It is here and yet not drawn: why. A press goes on to `onShow`, which knows what can be done with it. */
  readonly refusal?: string | undefined
}

export interface PictureTileProps {
  readonly picture: PictureView
  /** "사진", "사진 3장 중 2번째". */
  readonly name: string
  readonly onGet: () => void
  readonly onPause: () => void
  readonly onShow: () => void
  /** What was to be the picture is none: whoever gave `src` may know better. Without it the tile says so itself. */
  readonly onBroken?: (() => void) | undefined
  /** How many more there are behind it. */
  readonly more?: number
  readonly tabIndex?: number | undefined
  readonly className?: string | undefined
}

const ICONS: Readonly<Partial<Record<ReturnType<typeof arrivalAct>, LucideIcon>>> = { toRetry: RotateCw, toPause: Pause, toWait: Clock3 }

export function PictureTile({ picture, name, onGet, onPause, onShow, onBroken, more = 0, tabIndex, className }: PictureTileProps) {
  const say = useWords(mediaWords)
  const stop = useTabIndex()
  const sizeText = useSizes()
  const [isBroken, setBroken] = useState(false)
  const { arrival, src, preview, size, isVideo = false, duration, refusal } = picture
  const isRefused = arrival.kind === 'here' && refusal !== undefined
  // Of a picture that is here and not opened yet the preview is shown, and nothing is said.
  const isHere = isRefused || (arrival.kind === 'here' && !isBroken)
  const act = arrivalAct(arrival)
  const parts = () => arrivalParts(isBroken ? { kind: 'failed', bytes: 0 } : arrival, size, say, sizeText)
  // Before it is here its length stands in the line, afterwards in a corner.
  const state = isRefused
    ? refusal
    : isHere || arrival.kind === 'unknown'
      ? undefined
      : [...(duration === undefined ? [] : [duration]), ...parts()].join(' · ')
  const share = arrivalShare(arrival, size)
  const percent = share === undefined || isHere ? undefined : say('percent', { percent: Math.floor(share * 100) })
  const beyond = more > 0 ? say('more', { count: more }) : undefined
  const press = () => {
    if (isHere || more > 0) return onShow()
    if (act === 'toPause') return onPause()
    if (act !== 'toWait' && act !== 'toOpen') onGet()
  }
  return (
    <button
      type="button"
      tabIndex={tabIndex ?? stop}
      className={classNames(styles.tile, className)}
      aria-label={[name, isHere ? duration : undefined, percent, state, beyond].filter((one) => one !== undefined).join(', ')}
      {...(isRefused && { title: state })}
      {...(!isHere && arrival.kind !== 'unknown' && { 'aria-description': say(act) })}
      onClick={onFirstClick(press)}
    >
      {preview !== undefined && <img src={preview} alt="" className={styles.preview} draggable={false} />}
      {src !== undefined && !isBroken && !isRefused && !isVideo && (
        <img src={src} alt="" className={styles.picture} draggable={false} onError={onBroken ?? (() => setBroken(true))} />
      )}
      {isRefused && (
        <span className={styles.state}>
          <span className={styles.disc}>
            <Icon icon={ImageOff} size={18} />
          </span>
          <span className={classNames(styles.line, styles.words)}>{state}</span>
        </span>
      )}
      {isVideo && isHere && !isRefused && (
        <span className={styles.state}>
          <span className={classNames(styles.disc, styles.large)}>
            <Icon icon={Play} size={24} className={styles.sign} />
          </span>
        </span>
      )}
      {!isHere && arrival.kind !== 'unknown' && (
        <span className={styles.state}>
          <span className={styles.disc}>
            <Icon icon={isBroken ? RotateCw : (ICONS[act] ?? Download)} size={18} />
          </span>
          {percent === undefined ? (
            <span className={classNames(styles.line, styles.words)}>{state}</span>
          ) : (
            <span className={styles.line}>{percent}</span>
          )}
          {share !== undefined && <ProgressBar value={share} className={styles.bar} />}
        </span>
      )}
      {isHere && duration !== undefined && beyond === undefined && <span className={styles.duration}>{duration}</span>}
      {beyond !== undefined && <span className={styles.more}>{beyond}</span>}
    </button>
  )
}
