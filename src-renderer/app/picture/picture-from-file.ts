/**
 * A small square picture out of a file a person chose: its middle, as large as fits into the limit of bytes. It is drawn anew, so nothing else
 * that was in the file (place, camera, name) goes along. Decoding is the browser's; a file that unpacks to too much is refused before.
 */
import { INTRINSIC } from '../../../shared/limits.ts'
import type { Picture } from '../../../shared/messenger/index.ts'

export type PictureFailure = 'unreadable' | 'tooLarge'

const FILE_BYTES = 40 * 1024 * 1024
const SIDES_PIXELS = [256, 192, 144, 96] as const
const QUALITIES = [0.86, 0.72, 0.55] as const

export async function pictureFromFile(
  file: Blob,
): Promise<{ readonly ok: true; readonly value: Picture } | { readonly ok: false; readonly why: PictureFailure }> {
  if (file.size > FILE_BYTES) return { ok: false, why: 'tooLarge' }
  try {
    const [largest] = SIDES_PIXELS
    const decoded = await createImageBitmap(file)
    const side = Math.min(decoded.width, decoded.height)
    const left = (decoded.width - side) / 2
    const top = (decoded.height - side) / 2
    const square = await createImageBitmap(decoded, left, top, side, side, {
      resizeWidth: largest,
      resizeHeight: largest,
      resizeQuality: 'high',
    })
    decoded.close()
    const blob = await smallEnough(square)
    square.close()
    return blob === undefined ? { ok: false, why: 'tooLarge' } : { ok: true, value: await dataUrl(blob) }
  } catch {
    return { ok: false, why: 'unreadable' }
  }
}

async function smallEnough(square: ImageBitmap): Promise<Blob | undefined> {
  for (const side of SIDES_PIXELS) {
    const canvas = new OffscreenCanvas(side, side)
    canvas.getContext('2d')?.drawImage(square, 0, 0, side, side)
    for (const quality of QUALITIES) {
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality })
      if (blob.size <= INTRINSIC.PICTURE_BYTES) return blob
    }
  }
  return undefined
}

function dataUrl(blob: Blob): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const reader = new FileReader()
  reader.addEventListener('load', () => (typeof reader.result === 'string' ? resolve(reader.result) : reject(new Error('no text'))))
  reader.addEventListener('error', () => reject(new Error('unreadable')))
  reader.readAsDataURL(blob)
  return promise
}
