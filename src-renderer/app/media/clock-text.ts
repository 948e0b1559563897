/** Lengths of sound: 0:07 to be seen, "7초" to be heard. */
import type { mediaWords, Translate } from '../../../shared/i18n/index.ts'

export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

export function lengthText(ms: number, say: Translate<typeof mediaWords>): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return say('seconds', { count: seconds })
  return say('minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })
}
