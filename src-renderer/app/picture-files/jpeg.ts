/**
 * JPEG: a row of segments, each with a marker. Cleaning keeps what is needed to draw the picture and its colours, and ends at the end of the
 * picture: phones hang a second picture or a short film behind it, with a record of their own of where it was taken.
 */
import { joined, part, textAt, viewOf } from './bytes.ts'
import { exifFacts, NO_EXIF } from './exif.ts'
import type { PictureFacts } from './form.ts'
import { pictureSize } from './picture-size.ts'

const START = Uint8Array.of(0xff, 0xd8)
const END = Uint8Array.of(0xff, 0xd9)
const SCAN = 0xda
const APP0 = 0xe0
const APP1 = 0xe1
const APP2 = 0xe2
const APP14 = 0xee
const EXIF = 'Exif\0\0'
const XMP = 'http://ns.adobe.com/xap/1.0/\0'
const ICC = 'ICC_PROFILE\0'

interface Segment {
  readonly marker: number
  /** With its marker and length. */
  readonly whole: Uint8Array
  /** Behind the length. */
  readonly body: Uint8Array
}

export function jpegFacts(bytes: Uint8Array): PictureFacts | undefined {
  if (!isJpeg(bytes)) return undefined
  const size = pictureSize(bytes)
  if (size === undefined) return undefined
  let facts = NO_EXIF
  for (const { marker, body } of segments(bytes)) {
    if (marker !== APP1) continue
    if (startsWith(body, EXIF)) {
      const { orientation, hasPlace } = exifFacts(body.subarray(EXIF.length))
      facts = { orientation, hasPlace: hasPlace || facts.hasPlace }
    } else if (startsWith(body, XMP)) facts = { ...facts, hasPlace: facts.hasPlace || latin(body).includes('GPSLatitude') }
  }
  return { form: 'jpeg', ...size, ...facts, isAnimated: false }
}

/** Throws a RangeError where it is damaged. */
export function cleanJpeg(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const kept: Uint8Array[] = [START]
  for (const segment of segments(bytes)) kept.push(...cleaned(segment))
  return joined([...kept, END])
}

function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff
}

/** Up to the end of the picture; a picture that was cut off ends where the bytes do. */
function* segments(bytes: Uint8Array): Generator<Segment> {
  const view = viewOf(bytes)
  let at = 2
  while (at < bytes.length) {
    while (at < bytes.length && view.getUint8(at) !== 0xff) at += 1
    while (at < bytes.length && view.getUint8(at) === 0xff) at += 1
    if (at >= bytes.length) return
    const marker = view.getUint8(at)
    if (marker === 0xd9) return
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 1
      continue
    }
    const length = view.getUint16(at + 1)
    const body = part(bytes, at + 3, length - 2)
    const end = marker === SCAN ? endOfScan(bytes, at + 1 + length) : at + 1 + length
    yield { marker, body, whole: bytes.subarray(at - 1, end) }
    at = end
  }
}

/** Pixels go on until a marker that is neither a stuffed 00 nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next === undefined) return bytes.length
    if (next !== 0x00 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}

function cleaned({ marker, whole, body }: Segment): readonly Uint8Array[] {
  const isNeeded = marker === SCAN || (marker >= 0xc0 && marker <= 0xcf) || (marker >= 0xdb && marker <= 0xdf)
  if (isNeeded) return [whole]
  // What follows the last field is a small picture, or whatever somebody put there.
  if (marker === APP0 && startsWith(body, 'JFIF\0')) return [Uint8Array.of(0xff, APP0, 0, 16), part(body, 0, 12), Uint8Array.of(0, 0)]
  if (marker === APP14 && startsWith(body, 'Adobe')) return [Uint8Array.of(0xff, APP14, 0, 14), part(body, 0, 12)]
  if (marker === APP2 && startsWith(body, ICC)) return [whole]
  return []
}

function startsWith(body: Uint8Array, text: string): boolean {
  return body.length >= text.length && textAt(body, 0, text.length) === text
}

function latin(body: Uint8Array): string {
  return new TextDecoder('latin1').decode(body)
}
