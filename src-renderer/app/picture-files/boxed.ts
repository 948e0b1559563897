/**
 * AVIF and HEIC: boxes in boxes. Only their size is read; they are always drawn anew, so that nothing else goes along. Turning them is the
 * decoder's part, which knows their own way of saying it.
 */
import { part, textAt, viewOf } from './bytes.ts'
import { NO_EXIF } from './exif.ts'
import type { PictureFacts, PictureForm } from './form.ts'

const BRANDS: Readonly<Record<string, PictureForm>> = {
  avif: 'avif',
  avis: 'avif',
  heic: 'heic',
  heix: 'heic',
  heim: 'heic',
  heis: 'heic',
  hevc: 'heic',
  hevx: 'heic',
  mif1: 'heic',
  msf1: 'heic',
}
/** A box with a version before its boxes. */
const VERSION_BYTES = 4

interface Box {
  readonly type: string
  readonly body: Uint8Array
}

export function boxedFacts(bytes: Uint8Array): PictureFacts | undefined {
  if (bytes.length < 12 || textAt(bytes, 4, 4) !== 'ftyp') return undefined
  const form = formOf(bytes)
  if (form === undefined) return undefined
  const sizes = sizesIn(bytes)
  const [largest] = sizes.toSorted((a, b) => b.width * b.height - a.width * a.height)
  return largest === undefined ? undefined : { form, ...largest, ...NO_EXIF, isAnimated: false }
}

/** A neutral first brand may be followed by the one that counts. */
function formOf(bytes: Uint8Array): PictureForm | undefined {
  const length = Math.min(viewOf(bytes).getUint32(0), 64)
  const brands = Array.from({ length: Math.max(0, Math.floor((length - 8) / 4)) }, (_, index) => textAt(bytes, 8 + 4 * index, 4))
  if (brands.includes('avif') || brands.includes('avis')) return 'avif'
  return brands[0] === undefined ? undefined : BRANDS[brands[0]]
}

function sizesIn(bytes: Uint8Array): readonly { readonly width: number; readonly height: number }[] {
  const inside = (outer: Uint8Array, type: string, skip = 0) =>
    [...boxes(outer)].filter((box) => box.type === type).map(({ body }) => body.subarray(skip))
  return inside(bytes, 'meta', VERSION_BYTES)
    .flatMap((meta) => inside(meta, 'iprp'))
    .flatMap((properties) => inside(properties, 'ipco'))
    .flatMap((container) => inside(container, 'ispe', VERSION_BYTES))
    .map((size) => ({ width: viewOf(size).getUint32(0), height: viewOf(size).getUint32(4) }))
}

function* boxes(bytes: Uint8Array): Generator<Box> {
  const view = viewOf(bytes)
  for (let at = 0; at + 8 <= bytes.length;) {
    const said = view.getUint32(at)
    const [head, length] = said === 1 ? [16, Number(view.getBigUint64(at + 8))] : [8, said === 0 ? bytes.length - at : said]
    if (length < head) throw new RangeError('no box')
    yield { type: textAt(bytes, at + 4, 4), body: part(bytes, at + head, Math.min(length, bytes.length - at) - head) }
    at += length
  }
}
