/**
 * One voice note while it is made: opened, recorded, listened to, sent or thrown away. The microphone is let go the moment recording ends, however
 * it ends. A recording that stops by itself (the microphone was pulled out) keeps what came before.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { RESOURCE } from '../../../shared/limits.ts'
import { closeMicrophone, type MicrophoneFault, openMicrophone, recordingForm } from './microphone.ts'
import { barsOf, barsOfLevels, strength } from './waveform.ts'

export interface VoiceRecord {
  readonly blob: Blob
  readonly durationMs: number
  /** 0 to 255 a bar. */
  readonly bars: Uint8Array
}

export type RecordingState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'fault'; readonly code: MicrophoneFault | 'nothing' }
  | { readonly kind: 'recording'; readonly ms: number; readonly levels: readonly number[] }
  | { readonly kind: 'finishing' }
  | { readonly kind: 'done'; readonly record: VoiceRecord; readonly why: 'asked' | 'full' | 'broke' }
  | { readonly kind: 'gone' }

export interface Recording {
  readonly store: StoreApi<RecordingState>
  /** Ends it, to be listened to. Resolves with what was recorded; undefined when it was nothing, or thrown away. */
  stop(): Promise<VoiceRecord | undefined>
  discard(): void
}

const LEVEL_MS = 50
/** A sample rate at which bars are counted: speech needs no more, and a quarter of an hour fits 30 MB. */
const BARS_RATE = 8_000

export function startRecording(longestMs: number = RESOURCE.VOICE_NOTE_MS): Recording {
  const store = createStore<RecordingState>(() => ({ kind: 'starting' }))
  const ended = Promise.withResolvers<VoiceRecord | undefined>()
  let end: (why: 'asked' | 'full' | 'broke') => void = () => undefined
  let release: () => void = () => undefined
  const isGone = () => store.getState().kind === 'gone'

  const fail = (code: MicrophoneFault | 'nothing'): void => {
    if (!isGone()) store.setState({ kind: 'fault', code }, true)
    ended.resolve(undefined)
  }

  const record = (stream: MediaStream): void => {
    const pieces: Blob[] = []
    const levels: number[] = []
    const recorder = new MediaRecorder(stream, { mimeType: recordingForm() ?? '', audioBitsPerSecond: 24_000 })
    const meter = meterOf(stream)
    const startedAt = performance.now()
    let why: 'asked' | 'full' | 'broke' = 'broke'
    let endedAt: number | undefined
    const timer = setInterval(() => {
      levels.push(meter.level())
      const ms = performance.now() - startedAt
      store.setState({ kind: 'recording', ms, levels: [...levels] }, true)
      if (ms >= longestMs) end('full')
    }, LEVEL_MS)
    release = () => {
      clearInterval(timer)
      meter.close()
      closeMicrophone(stream)
    }
    end = (reason) => {
      if (endedAt !== undefined) return
      endedAt = performance.now()
      why = reason
      if (!isGone()) store.setState({ kind: 'finishing' }, true)
      if (recorder.state !== 'inactive') recorder.stop()
      release()
    }
    recorder.addEventListener('dataavailable', ({ data }) => void pieces.push(data))
    recorder.addEventListener('error', () => end('broke'))
    recorder.addEventListener('stop', () => {
      end('broke')
      const blob = new Blob(pieces, { type: recorder.mimeType })
      const durationMs = Math.min(longestMs, (endedAt ?? startedAt) - startedAt)
      if (isGone() || blob.size === 0) return fail('nothing')
      void barsFrom(blob, durationMs, levels).then((bars) => {
        const made = { blob, durationMs, bars }
        if (!isGone()) store.setState({ kind: 'done', record: made, why }, true)
        ended.resolve(isGone() ? undefined : made)
      })
    })
    // In pieces, so that what came before a fault is there.
    recorder.start(1_000)
    store.setState({ kind: 'recording', ms: 0, levels: [] }, true)
  }

  void openMicrophone().then((opened) => {
    if (!opened.ok) return fail(opened.code)
    if (!isGone()) return record(opened.value)
    closeMicrophone(opened.value)
    return undefined
  })

  const discard = (): void => {
    store.setState({ kind: 'gone' }, true)
    end('asked')
    release()
    ended.resolve(undefined)
  }
  return {
    store,
    stop() {
      // Let go before the microphone was open: there is nothing.
      if (store.getState().kind === 'starting') discard()
      end('asked')
      return ended.promise
    },
    discard,
  }
}

interface Meter {
  /** 0 to 1, of this moment. */
  level(): number
  close(): void
}

function meterOf(stream: MediaStream): Meter {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  return {
    level() {
      analyser.getFloatTimeDomainData(samples)
      return Math.min(1, strength(samples))
    },
    close: () => void context.close().catch(() => undefined),
  }
}

/** Of the sound itself; where it cannot be unpacked, of the levels that were heard meanwhile. */
async function barsFrom(blob: Blob, durationMs: number, levels: readonly number[]): Promise<Uint8Array> {
  try {
    const sound = await new OfflineAudioContext(1, 1, BARS_RATE).decodeAudioData(await blob.arrayBuffer())
    return barsOf(sound.getChannelData(0), durationMs)
  } catch {
    return barsOfLevels(levels)
  }
}
