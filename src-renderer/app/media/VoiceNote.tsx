/**
 * A voice note (ui.md §6): play, bars that are a slider, what is left of it, how fast. Space plays, arrows go 5 seconds, Shift and arrows go to
 * the note before and after. Not heard yet is a lamp dot, and a word for who hears the page.
 */
import { Download, Pause, Play, RotateCw } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { mediaWords } from '../../../shared/i18n/index.ts'
import { classNames, Icon, VisuallyHidden } from '../../ui/index.ts'
import { useSizes, useWords } from '../words/index.ts'
import { type Arrival, arrivalAct, arrivalParts } from './arrival.ts'
import { clockText, lengthText } from './clock-text.ts'
import { chooseSpeed, type PlayableVoice, seekVoice, SPEEDS, toggleVoice, useVoicePlayer } from './voice-player.ts'
import { FileName } from './FileName.tsx'
import { useTabIndex } from './tab-stop.ts'
import styles from './VoiceNote.module.css'
import { Waveform } from './Waveform.tsx'

const BARS = 30
const STEP_MS = 5_000

export interface VoiceView {
  readonly id: string
  readonly size: number
  readonly durationMs: number
  /** 0 to 255 a bar, at most WAVEFORM_BARS of them. */
  readonly bars: Uint8Array
  readonly src?: string | undefined
  readonly isHeard: boolean
  readonly arrival: Arrival
  /** Of a sound that is no voice note: what its file is called. */
  readonly name?: string | undefined
}

export interface VoiceNoteProps {
  readonly voice: VoiceView
  readonly isOwn?: boolean
  readonly onGet: () => void
  readonly onHeard?: () => void
  /** The next one that was not heard, to go on with. */
  readonly next?: PlayableVoice['next']
}

export function VoiceNote({ voice, isOwn = false, onGet, onHeard, next }: VoiceNoteProps) {
  const say = useWords(mediaWords)
  const sizeText = useSizes()
  const tabIndex = useTabIndex()
  const { id, src, arrival, name } = voice
  const isCurrent = useVoicePlayer((state) => state.id === id)
  const isPlaying = useVoicePlayer((state) => state.id === id && state.isPlaying)
  const durationMs = useVoicePlayer((state) => (state.id === id ? state.wholeMs : undefined)) ?? voice.durationMs
  const atMs = useVoicePlayer((state) => (state.id === id ? Math.min(state.atMs, durationMs) : 0))
  const hasFailed = useVoicePlayer((state) => state.failed === id)
  const speed = useVoicePlayer((state) => state.speed)
  const playable: PlayableVoice | undefined = src === undefined ? undefined : { id, src, durationMs, onHeard, next }

  const toggle = () => (playable === undefined ? onGet() : toggleVoice(playable))
  const whole = lengthText(durationMs, say)
  const state = hasFailed
    ? say('cannotPlay')
    : playable === undefined
      ? arrivalParts(arrival, voice.size, say, sizeText).join(' · ')
      : undefined
  return (
    <div role="group" aria-label={`${name ?? say('voice')}, ${whole}`} className={classNames(styles.note, isOwn && styles.own)}>
      <button
        type="button"
        tabIndex={tabIndex}
        className={styles.play}
        aria-label={playable === undefined ? say(arrivalAct(arrival)) : say(isPlaying ? 'pause' : 'play')}
        onClick={toggle}
      >
        <Icon
          icon={playable === undefined ? (arrivalAct(arrival) === 'toRetry' ? RotateCw : Download) : isPlaying ? Pause : Play}
          size={18}
          className={playable === undefined ? undefined : styles.sign}
        />
      </button>
      <Seeker bars={voice.bars} durationMs={durationMs} playable={playable} atMs={atMs} onToggle={toggle} />
      <span className={styles.side}>
        <span className={styles.left}>{clockText(isCurrent ? durationMs - atMs : durationMs)}</span>
        {isCurrent ? (
          <button
            type="button"
            tabIndex={tabIndex}
            className={styles.speed}
            aria-label={say('speed', { speed: `${speed}×` })}
            onClick={() => chooseSpeed(SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1)}
          >
            {`${speed}×`}
          </button>
        ) : (
          !voice.isHeard && (
            <span className={styles.unheard}>
              <VisuallyHidden>{say('unheard')}</VisuallyHidden>
            </span>
          )
        )}
      </span>
      {name !== undefined && (
        <p className={styles.name}>
          <FileName name={name} />
        </p>
      )}
      {state !== undefined && <p className={styles.state}>{state}</p>}
    </div>
  )
}

interface SeekerProps {
  readonly bars: Uint8Array
  readonly durationMs: number
  readonly playable: PlayableVoice | undefined
  readonly atMs: number
  readonly onToggle: () => void
}

function Seeker({ bars, durationMs, playable, atMs, onToggle }: SeekerProps) {
  const say = useWords(mediaWords)
  const ref = useRef<HTMLDivElement>(null)
  const seek = (toMs: number) => playable !== undefined && seekVoice(playable, toMs)
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key]
    if (event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key === ' ' || event.key === 'Enter') onToggle()
    else if (step !== undefined && event.shiftKey) neighbour(ref.current, step)?.focus()
    else if (step !== undefined) seek(atMs + step * STEP_MS)
    else if (event.key === 'Home') seek(0)
    else if (event.key === 'End') seek(durationMs)
    else return
    event.preventDefault()
    // The arrows of the conversation go from message to message.
    event.stopPropagation()
  }
  const point = (event: PointerEvent<HTMLDivElement>) => {
    if (event.type === 'pointermove' && !event.currentTarget.hasPointerCapture(event.pointerId)) return
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    const { left, right, width } = event.currentTarget.getBoundingClientRect()
    const isMirrored = getComputedStyle(event.currentTarget).direction === 'rtl'
    seek((durationMs * (isMirrored ? right - event.clientX : event.clientX - left)) / width)
  }
  return (
    <div
      ref={ref}
      role="slider"
      tabIndex={useTabIndex()}
      data-voice
      aria-label={say('voice')}
      aria-valuemin={0}
      aria-valuemax={Math.round(durationMs / 1000)}
      aria-valuenow={Math.round(atMs / 1000)}
      aria-valuetext={say('at', { at: lengthText(atMs, say), whole: lengthText(durationMs, say) })}
      className={styles.seeker}
      onKeyDown={press}
      onPointerDown={point}
      onPointerMove={point}
    >
      <Waveform bars={bars} count={BARS} heard={durationMs === 0 ? 0 : atMs / durationMs} />
    </div>
  )
}

/** Of all voice notes on the page, in the order in which they stand. */
function neighbour(from: Element | null, step: number): HTMLElement | undefined {
  const all = [...document.querySelectorAll<HTMLElement>('[data-voice]')]
  const at = all.findIndex((one) => one === from)
  return at === -1 ? undefined : all[at + step]
}
