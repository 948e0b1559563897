/**
 * The text of a QR code in a picture that a person chose, pasted or dropped. Refused unopened: files that are too large, and pictures that
 * would unpack to more than a photograph has. It is looked at small first, which is quick, then larger, for a code that is a small part of it.
 */
import { RESOURCE } from '../../../shared/limits.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'
import { createCodeFinder } from './code-finder.ts'
import { type PictureRefusal, pictureRefusal } from './picture-refusal.ts'

export type PictureTrouble = PictureRefusal | 'pictureWithoutCode'

const SIDES_PIXELS = [900, 1_800] as const

export async function codeInPicture(file: Blob): Promise<Result<string, PictureTrouble>> {
  if (file.size > RESOURCE.SCAN_PICTURE_BYTES) return fail('pictureTooLarge')
  const refusal = pictureRefusal(new Uint8Array(await file.arrayBuffer()))
  if (refusal !== undefined) return fail(refusal)
  const bitmap = await createImageBitmap(file).catch(() => undefined)
  if (bitmap === undefined) return fail('pictureUnreadable')
  const finder = createCodeFinder()
  try {
    for (const side of SIDES_PIXELS) {
      const image = pixelsOf(bitmap, side)
      const text = image === undefined ? undefined : await finder.find(image)
      if (text !== undefined) return ok(text)
      if (Math.max(bitmap.width, bitmap.height) <= side) break
    }
    return fail('pictureWithoutCode')
  } finally {
    finder.close()
    bitmap.close()
  }
}

/** At most `side` long. What is see-through lies on paper. */
function pixelsOf(bitmap: ImageBitmap, side: number): ImageData | undefined {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height))
  const [width, height] = [Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale))]
  const context = new OffscreenCanvas(width, height).getContext('2d')
  if (context === null) return undefined
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  context.drawImage(bitmap, 0, 0, width, height)
  return context.getImageData(0, 0, width, height)
}
