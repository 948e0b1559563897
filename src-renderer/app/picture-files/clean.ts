/** The same picture, to the pixel, without what else lies in its file: where and by which camera it was taken, when, and by whom. */
import type { PictureForm } from './form.ts'
import { cleanGif } from './gif.ts'
import { cleanJpeg } from './jpeg.ts'
import { cleanPng } from './png.ts'
import { cleanWebp } from './webp.ts'

/** undefined: it cannot be done in its own form, or it is damaged; then it is drawn anew, or not sent as a picture. */
export function cleanPicture(bytes: Uint8Array, form: PictureForm): Uint8Array<ArrayBuffer> | undefined {
  try {
    return CLEANERS[form]?.(bytes)
  } catch (cause) {
    if (cause instanceof RangeError) return undefined
    throw cause
  }
}

const CLEANERS: Readonly<Partial<Record<PictureForm, (bytes: Uint8Array) => Uint8Array<ArrayBuffer>>>> = {
  jpeg: cleanJpeg,
  png: cleanPng,
  gif: cleanGif,
  webp: cleanWebp,
}
