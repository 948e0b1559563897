/**
 * What a picture file says of itself, read from its bytes without unpacking a single pixel: its form, how much it would unpack to, how it is to
 * be turned, whether it moves, and whether it tells where it was taken. What a file is called, and which type somebody gave it, counts nothing.
 */
import { boxedFacts } from './boxed.ts'
import type { PictureFacts, PictureForm } from './form.ts'
import { gifFacts } from './gif.ts'
import { jpegFacts } from './jpeg.ts'
import { pngFacts } from './png.ts'
import { webpFacts } from './webp.ts'

export const TYPE_OF_FORM = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  heic: 'image/heic',
} as const satisfies Readonly<Record<PictureForm, string>>

/** undefined: not a picture we know, or one whose head is damaged. */
export function pictureFacts(bytes: Uint8Array): PictureFacts | undefined {
  try {
    return jpegFacts(bytes) ?? pngFacts(bytes) ?? gifFacts(bytes) ?? webpFacts(bytes) ?? boxedFacts(bytes)
  } catch (cause) {
    // It ended before it said.
    if (cause instanceof RangeError) return undefined
    throw cause
  }
}
