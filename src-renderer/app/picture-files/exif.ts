/** The two things of an Exif record that matter here: how the picture is to be turned, and whether it tells where it was taken. */
import { textAt, viewOf } from './bytes.ts'

const ORIENTATION = 0x0112
const PLACE = 0x8825
/** Far above what any camera writes into one directory. */
const ENTRIES = 512

export interface ExifFacts {
  readonly orientation: number
  readonly hasPlace: boolean
}

export const NO_EXIF: ExifFacts = { orientation: 1, hasPlace: false }

/** Of a TIFF head and its first directory; a damaged record says nothing, and the picture stands as it is. */
export function exifFacts(tiff: Uint8Array): ExifFacts {
  try {
    const isLittle = textAt(tiff, 0, 2) === 'II'
    if (!isLittle && textAt(tiff, 0, 2) !== 'MM') return NO_EXIF
    const view = viewOf(tiff)
    const directory = view.getUint32(4, isLittle)
    const count = Math.min(ENTRIES, view.getUint16(directory, isLittle))
    let facts = NO_EXIF
    for (let index = 0; index < count; index += 1) {
      const at = directory + 2 + 12 * index
      const tag = view.getUint16(at, isLittle)
      if (tag === PLACE) facts = { ...facts, hasPlace: true }
      if (tag !== ORIENTATION) continue
      const orientation = view.getUint16(at + 8, isLittle)
      if (orientation >= 1 && orientation <= 8) facts = { ...facts, orientation }
    }
    return facts
  } catch (cause) {
    if (cause instanceof RangeError) return NO_EXIF
    throw cause
  }
}
