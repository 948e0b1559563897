/** WebP: chunks in a RIFF. Cleaning keeps pixels, transparency, colours and frames; Exif, XMP and chunks nobody knows go, also within frames. */
import { joined, part, textAt, viewOf } from './bytes.ts'
import { exifFacts, NO_EXIF } from './exif.ts'
import type { PictureFacts } from './form.ts'
import { pictureSize } from './picture-size.ts'

const HEAD = 12
const FRAME_HEAD = 16
const DRAWING = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ICCP'])
const DRAWING_IN_FRAME = new Set(['VP8 ', 'VP8L', 'ALPH'])
const HAS_EXIF = 0x08
const HAS_XMP = 0x04

interface Chunk {
  readonly type: string
  readonly data: Uint8Array
}

export function webpFacts(bytes: Uint8Array): PictureFacts | undefined {
  if (textAt(bytes, 0, 4) !== 'RIFF' || textAt(bytes, 8, 4) !== 'WEBP') return undefined
  const size = pictureSize(bytes)
  if (size === undefined) return undefined
  let facts = NO_EXIF
  let frames = 0
  for (const { type, data } of chunks(bytes, HEAD)) {
    if (type === 'ANMF') frames += 1
    if (type === 'EXIF') facts = exifFacts(textOf(data).startsWith('Exif\0\0') ? data.subarray(6) : data)
    if (type === 'XMP ' && textOf(data).includes('GPSLatitude')) facts = { ...facts, hasPlace: true }
  }
  return { form: 'webp', ...size, ...facts, isAnimated: frames > 1 }
}

/** Throws a RangeError where it is damaged. */
export function cleanWebp(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const kept: Uint8Array[] = []
  for (const { type, data } of chunks(bytes, HEAD)) {
    if (type === 'ANMF') kept.push(...written({ type, data: cleanFrame(data) }))
    else if (type === 'VP8X') kept.push(...written({ type, data: withoutRecords(data) }))
    else if (DRAWING.has(type)) kept.push(...written({ type, data }))
  }
  const body = joined(kept)
  return joined([letters('RIFF'), length32(body.length + 4), letters('WEBP'), body])
}

function cleanFrame(data: Uint8Array): Uint8Array {
  const kept = [part(data, 0, FRAME_HEAD)]
  for (const chunk of chunks(data, FRAME_HEAD)) if (DRAWING_IN_FRAME.has(chunk.type)) kept.push(...written(chunk))
  return joined(kept)
}

/** The head no longer announces what is gone. */
function withoutRecords(head: Uint8Array): Uint8Array {
  const copy = head.slice()
  copy[0] = (copy[0] ?? 0) & ~(HAS_EXIF | HAS_XMP)
  return copy
}

function* chunks(bytes: Uint8Array, from: number): Generator<Chunk> {
  const view = viewOf(bytes)
  const end = from === HEAD ? Math.min(bytes.length, 8 + view.getUint32(4, true)) : bytes.length
  for (let at = from; at + 8 <= end;) {
    const length = view.getUint32(at + 4, true)
    yield { type: textAt(bytes, at, 4), data: part(bytes, at + 8, length) }
    at += 8 + length + (length & 1)
  }
}

function written({ type, data }: Chunk): readonly Uint8Array[] {
  return [letters(type), length32(data.length), data, new Uint8Array(data.length & 1)]
}

function length32(length: number): Uint8Array {
  const bytes = new Uint8Array(4)
  viewOf(bytes).setUint32(0, length, true)
  return bytes
}

function letters(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

function textOf(data: Uint8Array): string {
  return new TextDecoder('latin1').decode(data)
}
