/**
 * The bars of a sound: at most WAVEFORM_BARS of them, 0 to 255, each the strength of its stretch. The loudest stretch reaches the top, so that
 * somebody who speaks softly is seen too; but silence stays silence.
 */
import { MEDIA } from '../../../shared/limits.ts'

/** Below this even the loudest stretch is noise of the microphone. */
const SILENCE = 0.01
/** One bar a quarter of a second in a short note. */
const BAR_MS = 250

/** Of samples from -1 to 1. */
export function barsOf(samples: Float32Array, durationMs: number): Uint8Array<ArrayBuffer> {
  const count = Math.min(MEDIA.WAVEFORM_BARS, Math.max(1, Math.ceil(durationMs / BAR_MS)))
  const strengths = Array.from({ length: count }, (_, index) =>
    strength(samples.subarray(Math.floor((index * samples.length) / count), Math.floor(((index + 1) * samples.length) / count))),
  )
  return barsOfLevels(strengths)
}

/** Of levels from 0 to 1, as they were heard while recording. */
export function barsOfLevels(levels: readonly number[]): Uint8Array<ArrayBuffer> {
  const count = Math.min(MEDIA.WAVEFORM_BARS, levels.length)
  const stretches = Array.from({ length: count }, (_, index) =>
    Math.max(...levels.slice(Math.floor((index * levels.length) / count), Math.floor(((index + 1) * levels.length) / count))),
  )
  const loudest = Math.max(SILENCE, ...stretches)
  return Uint8Array.from(stretches, (level) => Math.round((255 * level) / loudest))
}

/** Root of the mean square: how loud it sounds. */
export function strength(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length)
}
