/**
 * The tiny picture in a reference, shown before the file is here: a still WebP or JPEG, few bytes and few pixels. By its bytes alone it says
 * that it is one; what unpacks to more than a thumbnail is none.
 */
import { MEDIA } from '../limits.ts'
import { sniffPicture } from '../pictures/index.ts'

export function isPreview(bytes: Uint8Array): boolean {
  if (bytes.length === 0 || bytes.length > MEDIA.PREVIEW_BYTES) return false
  const found = sniffPicture(bytes)
  return found !== undefined && found.type !== 'png' && Math.max(found.width, found.height) <= MEDIA.PREVIEW_SIDE_PIXELS
}
