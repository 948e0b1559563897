/**
 * Pictures over the whole window (ui.md §6 Media viewer): one at a time, its neighbours in a strip beneath. The focus stays within and returns to
 * what opened it. What the keys do is also on buttons.
 */
import { Dialog as Base } from '@base-ui/react/dialog'
import { ChevronLeft, ChevronRight, Copy, Download, Forward, Maximize, X, ZoomIn, ZoomOut } from 'lucide-react'
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'
import { viewerWords } from '../../../shared/i18n/index.ts'
import { Button, IconButton, VisuallyHidden } from '../../ui/index.ts'
import { useDates, useWords } from '../words/index.ts'
import styles from './MediaViewer.module.css'
import { Neighbours } from './Neighbours.tsx'
import { useZoom } from './use-zoom.ts'
import type { ViewedPicture } from './viewed-picture.ts'
import type { Place } from './zoom.ts'

const ZOOM_STEP = 1.5
const MOVE_PX = 64

export interface MediaViewerProps {
  readonly pictures: readonly ViewedPicture[]
  /** Which one is shown; undefined: the viewer is closed. */
  readonly shown: string | undefined
  readonly onShow: (id: string) => void
  readonly onClose: () => void
  readonly onSave: (id: string) => void
  /** Missing where the page may not write to the clipboard. */
  readonly onCopy?: ((id: string) => void) | undefined
  readonly onForward?: ((id: string) => void) | undefined
  /** The address of the picture that is shown led to no picture. */
  readonly onBroken?: (() => void) | undefined
  /** Why the one that is shown is not seen, and what can be done about it; default: it is not here yet. */
  readonly missing?: string | undefined
  readonly missingAct?: { readonly label: string; readonly onPress: () => void } | undefined
  /** Instead of a picture: a film. */
  readonly children?: ReactNode
}

export function MediaViewer(props: MediaViewerProps) {
  const { pictures, shown, onClose } = props
  const index = pictures.findIndex(({ id }) => id === shown)
  const picture = pictures[index]
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={picture !== undefined} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Popup ref={popup} initialFocus={popup} className={styles.viewer}>
          {picture !== undefined && <Open {...props} picture={picture} index={index} />}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

interface OpenProps extends MediaViewerProps {
  readonly picture: ViewedPicture
  readonly index: number
}

function Open(props: OpenProps) {
  const { pictures, picture, index, onShow, onSave, onCopy, onForward, onBroken, missing, missingAct, children } = props
  const say = useWords(viewerWords)
  const { full } = useDates()
  const { id, who, at } = picture
  const title = say('title', { place: index + 1, count: pictures.length, who, when: full(at) })
  const go = (by: number) => {
    const next = pictures[index + by]
    if (next !== undefined) onShow(next.id)
  }
  return (
    <>
      <VisuallyHidden>
        <Base.Title aria-live="polite">{title}</Base.Title>
      </VisuallyHidden>
      <header className={styles.head}>
        <p className={styles.about}>
          <bdi className={styles.who}>{who}</bdi>
          <span className={styles.when}>{full(at)}</span>
        </p>
        <IconButton icon={Download} label={say('save')} shortcut="S" className={styles.tool} onClick={() => onSave(id)} />
        {onCopy !== undefined && <IconButton icon={Copy} label={say('copy')} className={styles.tool} onClick={() => onCopy(id)} />}
        {onForward !== undefined && (
          <IconButton icon={Forward} label={say('forward')} className={styles.tool} onClick={() => onForward(id)} />
        )}
        <Base.Close render={<IconButton icon={X} label={say('close')} shortcut="Esc" className={styles.tool} />} />
      </header>
      <Stage
        key={id}
        picture={picture}
        film={children}
        missing={missing ?? say('notHere')}
        missingAct={missingAct}
        onStep={go}
        onSave={() => onSave(id)}
        onCopy={onCopy && (() => onCopy(id))}
        onBroken={onBroken}
      />
      {index > 0 && (
        <IconButton
          icon={ChevronLeft}
          label={say('previous')}
          shortcut="←"
          className={`${styles.arrow} ${styles.previous}`}
          onClick={() => go(-1)}
        />
      )}
      {index < pictures.length - 1 && (
        <IconButton
          icon={ChevronRight}
          label={say('next')}
          shortcut="→"
          className={`${styles.arrow} ${styles.next}`}
          onClick={() => go(1)}
        />
      )}
      {pictures.length > 1 && <Neighbours pictures={pictures} shown={id} onShow={onShow} />}
    </>
  )
}

interface StageProps {
  readonly picture: ViewedPicture
  readonly film: ReactNode
  readonly missing: string
  readonly missingAct: MediaViewerProps['missingAct']
  readonly onStep: (by: number) => void
  readonly onSave: () => void
  readonly onCopy: (() => void) | undefined
  readonly onBroken: (() => void) | undefined
}

function Stage({ picture: { src, preview }, film, missing, missingAct, onStep, onSave, onCopy, onBroken }: StageProps) {
  const say = useWords(viewerWords)
  const stage = useRef<HTMLDivElement>(null)
  const image = useRef<HTMLImageElement>(null)
  const { zoom, zoomBy, fit, moveBy, handlers } = useZoom(stage, image)
  // Wherever in the viewer the focus is; its buttons know none of these keys.
  const press = useEffectEvent((event: KeyboardEvent) => {
    const isFilm = event.target instanceof HTMLVideoElement
    if ((event.ctrlKey || event.metaKey) && event.code === 'KeyC' && onCopy !== undefined) {
      onCopy()
      return event.preventDefault()
    }
    // In a film the arrows go through the film.
    if (event.ctrlKey || event.altKey || event.metaKey || isFilm) return
    const way = ARROWS[event.key]
    if (way !== undefined && event.shiftKey) moveBy(way)
    else if (event.key === 'ArrowLeft') onStep(-1)
    else if (event.key === 'ArrowRight') onStep(1)
    else if (event.key === '+' || event.key === '=') zoomBy(ZOOM_STEP)
    else if (event.key === '-') zoomBy(1 / ZOOM_STEP)
    else if (event.key === '0') fit()
    else if (event.code === 'KeyS') onSave()
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  useEffect(() => {
    const viewer = stage.current?.parentElement
    viewer?.addEventListener('keydown', press)
    return () => viewer?.removeEventListener('keydown', press)
  }, [])
  const shownSrc = src ?? preview
  const hasFilm = film !== undefined && film !== false
  return (
    <>
      <div ref={stage} className={styles.stage} {...(src === undefined ? {} : handlers)}>
        {film}
        {shownSrc !== undefined && !hasFilm && (
          <img
            ref={image}
            src={shownSrc}
            alt=""
            draggable={false}
            {...(src !== undefined && onBroken !== undefined && { onError: onBroken })}
            className={src === undefined ? styles.blurred : styles.picture}
            style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}
          />
        )}
        {src === undefined && !hasFilm && missing !== '' && (
          <div className={styles.missing}>
            <p role="status">{missing}</p>
            {missingAct !== undefined && (
              <Button size="small" onClick={missingAct.onPress}>
                {missingAct.label}
              </Button>
            )}
          </div>
        )}
      </div>
      {!hasFilm && (
        <div className={styles.zoom}>
          <IconButton
            icon={ZoomOut}
            label={say('smaller')}
            shortcut="−"
            tooltipSide="top"
            className={styles.tool}
            onClick={() => zoomBy(1 / ZOOM_STEP)}
          />
          <IconButton icon={Maximize} label={say('fit')} shortcut="0" tooltipSide="top" className={styles.tool} onClick={fit} />
          <IconButton
            icon={ZoomIn}
            label={say('larger')}
            shortcut="+"
            tooltipSide="top"
            className={styles.tool}
            onClick={() => zoomBy(ZOOM_STEP)}
          />
        </div>
      )}
    </>
  )
}

const ARROWS: Readonly<Record<string, Place>> = {
  ArrowLeft: { x: MOVE_PX, y: 0 },
  ArrowRight: { x: -MOVE_PX, y: 0 },
  ArrowUp: { x: 0, y: MOVE_PX },
  ArrowDown: { x: 0, y: -MOVE_PX },
}
