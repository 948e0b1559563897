/**
 * What a picture is, by its first bytes, and how large it unpacks: a few kilobytes can say that they are a hundred million pixels, and it is
 * the screen of whoever is shown them that would pay. Only still pictures; nothing here decodes one.
 */
import { INTRINSIC } from '../limits.ts'

export type PictureType = 'webp' | 'jpeg' | 'png'

export interface Sniffed {
  readonly type: PictureType
  readonly width: number
  readonly height: number
}

/** Fit to be kept and shown: small in bytes and in pixels. */
export function isPicture(bytes: Uint8Array): boolean {
  if (bytes.length > INTRINSIC.PICTURE_BYTES) return false
  const found = sniffPicture(bytes)
  return found !== undefined && Math.max(found.width, found.height) <= INTRINSIC.PICTURE_SIDE_PIXELS
}

/** undefined: none of the three, moving, or without sides. */
export function sniffPicture(bytes: Uint8Array): Sniffed | undefined {
  const found = sniffPng(bytes) ?? sniffWebp(bytes) ?? sniffJpeg(bytes)
  return found !== undefined && found.width > 0 && found.height > 0 ? found : undefined
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const PNG_HEAD_BYTES = 33

function sniffPng(bytes: Uint8Array): Sniffed | undefined {
  if (!startsWith(bytes, 0, PNG) || bytes.length < PNG_HEAD_BYTES || ascii(bytes, 12) !== 'IHDR') return undefined
  const view = viewOf(bytes)
  for (let at = 8; at + 8 <= bytes.length; at += 12 + view.getUint32(at)) {
    // An animated one, by the chunk that must come before its pixels.
    if (ascii(bytes, at + 4) === 'acTL') return undefined
    if (ascii(bytes, at + 4) === 'IDAT') return { type: 'png', width: view.getUint32(16), height: view.getUint32(20) }
  }
  return undefined
}

const WEBP_CHUNKS_AT = 12
/** What is looked at of a chunk that says how large the picture is. */
const WEBP_CHUNK_HEAD_BYTES = 18
const WEBP_ANIMATED = 0x02

type Sides = Pick<Sniffed, 'width' | 'height'>

function sniffWebp(bytes: Uint8Array): Sniffed | undefined {
  if (bytes.length < WEBP_CHUNKS_AT || ascii(bytes, 0) !== 'RIFF' || ascii(bytes, 8) !== 'WEBP') return undefined
  const view = viewOf(bytes)
  let canvas: Sides | undefined
  for (let at = WEBP_CHUNKS_AT; at + WEBP_CHUNK_HEAD_BYTES <= bytes.length;) {
    const chunk = ascii(bytes, at)
    if (chunk === 'ANIM' || chunk === 'ANMF') return undefined
    if (chunk === 'VP8X') {
      if ((view.getUint8(at + 8) & WEBP_ANIMATED) !== 0) return undefined
      canvas = { width: 1 + uint24(view, at + 12), height: 1 + uint24(view, at + 15) }
    }
    const frame = webpFrame(view, at, chunk)
    // A frame of another size than the canvas would unpack to what nobody has looked at.
    if (frame !== undefined) return isSame(frame, canvas ?? frame) ? { type: 'webp', ...frame } : undefined
    const size = view.getUint32(at + 4, true)
    at += 8 + size + (size % 2)
  }
  return undefined
}

function webpFrame(view: DataView, at: number, chunk: string): Sides | undefined {
  if (chunk === 'VP8L' && view.getUint8(at + 8) === 0x2f) {
    const sides = view.getUint32(at + 9, true)
    return { width: 1 + (sides & 0x3fff), height: 1 + ((sides >>> 14) & 0x3fff) }
  }
  if (chunk === 'VP8 ' && view.getUint8(at + 11) === 0x9d && view.getUint16(at + 12) === 0x012a) {
    return { width: view.getUint16(at + 14, true) & 0x3fff, height: view.getUint16(at + 16, true) & 0x3fff }
  }
  return undefined
}

function isSame(a: Sides, b: Sides): boolean {
  return a.width === b.width && a.height === b.height
}

/** Frame headers, without those that are something else in the same range of numbers. */
const JPEG_FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf])
const JPEG_SCAN = 0xda

function sniffJpeg(bytes: Uint8Array): Sniffed | undefined {
  if (!startsWith(bytes, 0, [0xff, 0xd8, 0xff])) return undefined
  const view = viewOf(bytes)
  let found: Sniffed | undefined
  for (let at = 2; at + 4 <= bytes.length; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1)
    if (view.getUint8(at) !== 0xff || view.getUint16(at + 2) < 2) return undefined
    if (marker === JPEG_SCAN) return found
    if (!JPEG_FRAMES.has(marker)) continue
    // A second frame could be another size.
    if (found !== undefined || at + 9 > bytes.length) return undefined
    found = { type: 'jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
  }
  return undefined
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + 0x1_0000 * view.getUint8(at + 2)
}

function ascii(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}

function startsWith(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, index) => bytes[at + index] === byte)
}
