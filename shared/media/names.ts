/**
 * MEDIA-6: names of files out of what others call them: fit for every system, whatever the name tries. No separators, no control, bidi or
 * invisible characters, nothing Windows keeps for itself, no leading dot, no dot or space at the end, NFC, and at most 255 bytes, of which a
 * real ending survives. Which characters those are may follow the tables of the running version: names are for showing, never for verdicts.
 */
import { MEDIA } from '../limits.ts'

/** Separators, what Windows forbids, control characters, marks of direction, line ends, invisible ones, surrogates without a partner. */
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}/\\:*?"<>|]+/gu
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i
/** What stands after the last dot is an ending when it is as short as one. */
const ENDING = /\.[^.\s]{1,16}$/u
const NAMELESS = 'file'
const encoder = new TextEncoder()
const letters = new Intl.Segmenter('ko', { granularity: 'grapheme' })

/** A name in its place, whatever was wanted; `otherwise` where nothing of it is left. Applied to its own result it changes nothing. */
export function safeName(wanted: string, otherwise: string = NAMELESS): string {
  const bare = bareName(wanted)
  const ending = endingOf(bare)
  const stem = bare.slice(0, bare.length - ending.length)
  return fitName(stem, ending, otherwise, MEDIA.NAME_BYTES)
}

/** Another name for a place that is taken: `safe (2).jpg`. */
export function numberedName(safe: string, n: number): string {
  const ending = endingOf(safe)
  return fitName(bareName(safe).slice(0, safe.length - ending.length), ` (${n})${ending}`, '', MEDIA.NAME_BYTES)
}

/** With its dot; empty where there is none. */
function endingOf(name: string): string {
  return ENDING.exec(name)?.[0] ?? ''
}

/** `stem` shortened to fit before `ending`, which stays; `maxBytes` counts both, in UTF-8. */
export function fitName(stem: string, ending: string, otherwise: string, maxBytes: number): string {
  const room = maxBytes - encoder.encode(ending).length
  const isReserved = RESERVED.test(stem.split('.')[0]?.trim() ?? '')
  const short = trimmed(cut(isReserved ? `_${stem}` : stem, room))
  return `${short === '' ? otherwise : short}${ending}`
}

/** Without what no name may hold; may be empty. */
export function bareName(wanted: string): string {
  const spaced = wanted
    .normalize('NFC')
    .replace(FORBIDDEN, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/\.{2,}/g, '.')
  return trimmed(spaced)
}

function trimmed(name: string): string {
  return name.replace(/^[\s.]+/u, '').replace(/[\s.]+$/u, '')
}

/** At most so many bytes of UTF-8, and no half of a character. */
function cut(name: string, bytes: number): string {
  if (encoder.encode(name).length <= bytes) return name
  let length = 0
  let at = 0
  for (const { segment } of letters.segment(name)) {
    length += encoder.encode(segment).length
    if (length > bytes) return name.slice(0, at)
    at += segment.length
  }
  return name
}
