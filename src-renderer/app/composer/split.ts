/**
 * Texts that are too long for one message (MSG-2 counts bytes). They are cut where a reader would: between paragraphs, else lines, else
 * sentences, else words, and only at last between two characters as people see them. Pure; work grows with the text, not faster.
 */
import { INTRINSIC } from '../../../shared/limits.ts'

/** What a message holds besides its text: salt, time, kind, what it answers, and the frame around an edit. */
const BESIDE_BYTES = 256
const MENTION_BYTES = 48

/** How far back a cut may look for a better place: a part is at least half full, so that there are not more parts than needed. */
const LEAST_SHARE = 0.5
/** One character as people see it may be many letters long, but not as many as this. */
const LONGEST_CHARACTER = 64

export function textBytes(mentions = 0): number {
  return INTRINSIC.ENTRY_BYTES - BESIDE_BYTES - mentions * MENTION_BYTES
}

export function fitsOneMessage(text: string, mentions = 0): boolean {
  // Most texts need no counting: a UTF-16 unit is at most three bytes.
  return text.length * 3 <= textBytes(mentions) || placeAfter(text, 0, textBytes(mentions)) === text.length
}

export function splitText(text: string, most = textBytes()): readonly string[] {
  const parts: string[] = []
  let start = 0
  while (start < text.length) {
    const hard = placeAfter(text, start, most)
    const end = hard === text.length ? hard : betterPlace(text, start, hard)
    const part = text.slice(start, end).trim()
    if (part !== '') parts.push(part)
    start = end
  }
  return parts
}

/** How far so many bytes of UTF-8 reach, without cutting a pair in two; always at least one character. */
function placeAfter(text: string, start: number, bytes: number): number {
  let left = bytes
  let at = start
  while (at < text.length) {
    const code = text.charCodeAt(at)
    const isPair = code >= 0xd800 && code < 0xdc00 && at + 1 < text.length
    left -= code < 0x80 ? 1 : code < 0x800 ? 2 : isPair ? 4 : 3
    if (left < 0 && at > start) return at
    at += isPair ? 2 : 1
  }
  return text.length
}

function betterPlace(text: string, start: number, hard: number): number {
  const least = start + Math.ceil((hard - start) * LEAST_SHARE)
  for (const pattern of [/\n\s*\n/g, /\n/g, /[.!?…。！？]["'”’」』)\]]*\s/g, /\s/g]) {
    const place = lastEnd(text, pattern, start, hard)
    if (place !== undefined && place >= least) return place
  }
  return characterEdge(text, start, hard)
}

/** The end of the last match between the two. */
function lastEnd(text: string, pattern: RegExp, from: number, to: number): number | undefined {
  let end: number | undefined
  for (const match of text.slice(from, to).matchAll(pattern)) end = from + match.index + match[0].length
  return end
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function characterEdge(text: string, start: number, hard: number): number {
  const from = Math.max(start, hard - LONGEST_CHARACTER)
  const found = characters.segment(text.slice(from, hard + LONGEST_CHARACTER)).containing(hard - from)
  const edge = found === undefined ? hard : from + found.index
  return edge > start && edge > from ? edge : hard
}
