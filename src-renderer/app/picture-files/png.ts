/** PNG: a row of chunks. Cleaning keeps those that draw, colour and move the picture; texts, times, Exif and chunks of programs go. */
import { joined, part, textAt, viewOf } from './bytes.ts'
import { exifFacts, NO_EXIF } from './exif.ts'
import type { PictureFacts } from './form.ts'

const HEAD = 8
const DRAWING = new Set('IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs acTL fcTL fdAT'.split(' '))

interface Chunk {
  readonly type: string
  readonly whole: Uint8Array
  readonly data: Uint8Array
}

export function pngFacts(bytes: Uint8Array): PictureFacts | undefined {
  const view = viewOf(bytes)
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a || textAt(bytes, 12, 4) !== 'IHDR') return undefined
  let facts = NO_EXIF
  let isAnimated = false
  let hasPixels = false
  for (const { type, data } of chunks(bytes)) {
    if (type === 'IDAT') hasPixels = true
    if (type === 'acTL' && !hasPixels) isAnimated = viewOf(data).getUint32(0) > 1
    if (type === 'eXIf') facts = exifFacts(data)
    if (type === 'iTXt' && new TextDecoder('latin1').decode(data).includes('GPSLatitude')) facts = { ...facts, hasPlace: true }
  }
  return { form: 'png', width: view.getUint32(16), height: view.getUint32(20), ...facts, isAnimated }
}

/** Throws a RangeError where it is damaged. */
export function cleanPng(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const kept = [part(bytes, 0, HEAD)]
  for (const { type, whole } of chunks(bytes)) if (DRAWING.has(type)) kept.push(whole)
  return joined(kept)
}

/** Up to the one that ends the picture; what hangs behind it is no part of it. */
function* chunks(bytes: Uint8Array): Generator<Chunk> {
  const view = viewOf(bytes)
  for (let at = HEAD; ;) {
    const length = view.getUint32(at)
    const type = textAt(bytes, at + 4, 4)
    yield { type, data: part(bytes, at + 8, length), whole: part(bytes, at, length + 12) }
    if (type === 'IEND') return
    at += length + 12
  }
}
