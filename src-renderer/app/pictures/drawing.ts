/** Drawing an unpacked picture smaller, and the tiny one that goes along in the message. */
import { MEDIA } from '../../../shared/limits.ts'

const PREVIEW_SIDES = [96, 64, 48, 32] as const
const PREVIEW_QUALITIES = [0.6, 0.4, 0.2] as const

/** undefined: there is no memory for it. */
export function scaled(bitmap: ImageBitmap, scale: number): OffscreenCanvas | undefined {
  const width = Math.max(1, Math.round(bitmap.width * scale))
  const height = Math.max(1, Math.round(bitmap.height * scale))
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (context === null) return undefined
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, width, height)
  return canvas
}

/** At most PREVIEW_BYTES; undefined where not even the smallest fits. */
export async function previewOf(bitmap: ImageBitmap): Promise<Blob | undefined> {
  for (const side of PREVIEW_SIDES) {
    const canvas = scaled(bitmap, Math.min(1, side / Math.max(bitmap.width, bitmap.height)))
    if (canvas === undefined) return undefined
    for (const quality of PREVIEW_QUALITIES) {
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality })
      if (blob.size <= MEDIA.PREVIEW_BYTES) return blob
    }
  }
  return undefined
}
