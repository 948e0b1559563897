/**
 * The one voice that is heard: another one that begins ends it. When one is over, the next that was not heard yet begins, if whoever shows them
 * names one. Speed is chosen once for all.
 */
import { create } from 'zustand'

export interface PlayableVoice {
  readonly id: string
  readonly src: string
  /** What its message says; files from a recorder often do not know it themselves. */
  readonly durationMs: number
  /** Called when it is begun. */
  readonly onHeard?: (() => void) | undefined
  /** What comes after it; asked when it is over. */
  readonly next?: (() => PlayableVoice | Promise<PlayableVoice | undefined> | undefined) | undefined
}

export const SPEEDS = [1, 1.5, 2] as const
export type Speed = (typeof SPEEDS)[number]

interface Playing {
  readonly id: string | undefined
  readonly isPlaying: boolean
  readonly atMs: number
  /** Of the one that is chosen, as its sound says itself; undefined: it does not. */
  readonly wholeMs: number | undefined
  readonly speed: Speed
  /** It cannot be played here. */
  readonly failed: string | undefined
}

export const useVoicePlayer = create<Playing>(() => ({
  id: undefined,
  isPlaying: false,
  atMs: 0,
  wholeMs: undefined,
  speed: 1,
  failed: undefined,
}))

const { getState, setState } = useVoicePlayer
let audio: HTMLAudioElement | undefined
let current: PlayableVoice | undefined
/** Several a second, as the bars move; a sound element itself tells it only four times. */
let frame = 0

/** Begins it, goes on with it, or stops it for a while. */
export function toggleVoice(voice: PlayableVoice): void {
  if (current?.id === voice.id && audio !== undefined) {
    if (getState().isPlaying) audio.pause()
    else begin(audio)
  } else playVoice(voice, getState().id === voice.id ? getState().atMs : 0)
}

export function playVoice(voice: PlayableVoice, atMs = 0): void {
  stopVoice()
  const made = new Audio(voice.src)
  audio = made
  current = voice
  made.preservesPitch = true
  made.playbackRate = getState().speed
  made.addEventListener('play', () => setState({ isPlaying: true }))
  made.addEventListener('pause', () => made === audio && setState({ isPlaying: false }))
  made.addEventListener('ended', () => made === audio && void ended())
  made.addEventListener('error', () => made === audio && setState({ failed: voice.id, isPlaying: false, id: undefined }))
  made.addEventListener('durationchange', () => made === audio && setState({ wholeMs: lengthOf(made) }))
  if (atMs > 0) made.currentTime = atMs / 1000
  setState({ id: voice.id, atMs, failed: undefined })
  voice.onHeard?.()
  begin(made)
}

/** Of the one that is chosen; of another it is only where it would begin. */
export function seekVoice(voice: PlayableVoice, atMs: number): void {
  const to = Math.min(Math.max(0, atMs), (getState().id === voice.id ? getState().wholeMs : undefined) ?? voice.durationMs)
  if (current?.id === voice.id && audio !== undefined) audio.currentTime = to / 1000
  else stopVoice()
  setState({ id: voice.id, atMs: to })
}

export function chooseSpeed(speed: Speed): void {
  if (audio !== undefined) audio.playbackRate = speed
  setState({ speed })
}

/** Also when its message goes away. */
export function stopVoice(): void {
  cancelAnimationFrame(frame)
  const gone = audio
  audio = undefined
  current = undefined
  gone?.pause()
  gone?.removeAttribute('src')
  setState({ id: undefined, isPlaying: false, atMs: 0, wholeMs: undefined })
}

function begin(sound: HTMLAudioElement): void {
  sound.play().then(
    () => follow(sound),
    // Its own error event has said so, or another one was begun meanwhile.
    () => sound === audio && setState({ isPlaying: false }),
  )
}

function follow(sound: HTMLAudioElement): void {
  cancelAnimationFrame(frame)
  frame = requestAnimationFrame(() => {
    if (sound !== audio || sound.paused) return
    setState({ atMs: sound.currentTime * 1000 })
    follow(sound)
  })
}

async function ended(): Promise<void> {
  const over = current
  stopVoice()
  const next = await over?.next?.()
  // Somebody may have begun another one while the next was looked for.
  if (next !== undefined && current === undefined) playVoice(next)
}

/** What a recorder wrote without going back has no length until it was played to its end. */
function lengthOf({ duration }: HTMLAudioElement): number | undefined {
  return Number.isFinite(duration) && duration > 0 ? duration * 1000 : undefined
}
