/**
 * Makes a picture ready to be sent. Its head says how much it would unpack to, and only what is within the limits is unpacked. What is sent is
 * the picture alone, upright: its own bytes without their records where that can be done, else drawn anew. What moves keeps its frames.
 */
import { RESOURCE } from '../../../shared/limits.ts'
import { cleanPicture, type PictureFacts, type PictureForm, pictureFacts, TYPE_OF_FORM } from '../picture-files/index.ts'
import { previewOf, scaled } from './drawing.ts'
import type { PictureAnswer, PictureFailure, PictureVersion, PreparedPicture } from './prepared.ts'

const NORMAL_QUALITY = 0.85
const FULL_QUALITY = 0.92

/** Whether it may be unpacked at all. */
export function refusalOf(bytes: number, facts: PictureFacts | undefined): PictureFailure | undefined {
  if (bytes > RESOURCE.SEND_PICTURE_BYTES) return 'tooManyBytes'
  if (facts === undefined) return 'notAPicture'
  if (facts.width === 0 || facts.height === 0) return 'unreadable'
  return facts.width * facts.height > RESOURCE.SEND_PICTURE_PIXELS ? 'tooManyPixels' : undefined
}

export async function preparePicture(file: Blob): Promise<PictureAnswer> {
  if (file.size > RESOURCE.SEND_PICTURE_BYTES) return fail('tooManyBytes')
  const bytes = new Uint8Array(await file.arrayBuffer())
  const facts = pictureFacts(bytes)
  const refusal = refusalOf(bytes.length, facts)
  if (facts === undefined || refusal !== undefined) return fail(refusal ?? 'notAPicture')
  const bitmap = await unpacked(bytes, facts.form)
  if (bitmap === undefined) return fail(facts.form === 'heic' ? 'heic' : 'unreadable')
  try {
    const value = await versions(bytes, facts, bitmap)
    return value === undefined ? fail('unreadable') : { ok: true, value }
  } finally {
    bitmap.close()
  }
}

async function versions(bytes: Uint8Array<ArrayBuffer>, facts: PictureFacts, bitmap: ImageBitmap): Promise<PreparedPicture | undefined> {
  const type = TYPE_OF_FORM[facts.form]
  const { width, height } = bitmap
  const version = (blob: Blob): PictureVersion => ({ blob, width, height })
  const original = version(new Blob([bytes], { type }))
  const cleanBytes = facts.isAnimated || facts.orientation === 1 ? cleanPicture(bytes, facts.form) : undefined
  const clean = cleanBytes && version(new Blob([cleanBytes], { type }))
  const { isAnimated, hasPlace } = facts
  const preview = await previewOf(bitmap)
  const about = { isAnimated, hasPlace, original, ...(preview !== undefined && { preview }) }
  if (isAnimated) return clean && { ...about, normal: clean }

  const full = clean ?? (await drawn(bitmap, 1, facts.form, FULL_QUALITY))
  const scale = Math.min(1, RESOURCE.SEND_PICTURE_SIDE_PIXELS / Math.max(width, height))
  const small = await drawn(bitmap, scale, facts.form, NORMAL_QUALITY)
  if (full === undefined || small === undefined) return undefined
  // A drawing of few colours may only grow by being drawn anew.
  const isSmaller = small.blob.size < full.blob.size
  return isSmaller ? { ...about, normal: small, full } : { ...about, normal: full }
}

/** Turned upright by the decoder. A decoder that meets more pixels than the head said is not trusted either. */
async function unpacked(bytes: Uint8Array<ArrayBuffer>, form: PictureForm): Promise<ImageBitmap | undefined> {
  try {
    const bitmap = await createImageBitmap(new Blob([bytes], { type: TYPE_OF_FORM[form] }), { imageOrientation: 'from-image' })
    if (bitmap.width * bitmap.height <= RESOURCE.SEND_PICTURE_PIXELS) return bitmap
    bitmap.close()
    return undefined
  } catch {
    // Whatever the decoder has against it, there is no picture.
    return undefined
  }
}

/** JPEG for what cannot be seen through; WebP for the others, which JPEG would fill with black. */
async function drawn(bitmap: ImageBitmap, scale: number, form: PictureForm, quality: number): Promise<PictureVersion | undefined> {
  const canvas = scaled(bitmap, scale)
  if (canvas === undefined) return undefined
  const type = form === 'jpeg' || form === 'heic' ? 'image/jpeg' : 'image/webp'
  return { blob: await canvas.convertToBlob({ type, quality }), width: canvas.width, height: canvas.height }
}

const fail = (code: PictureFailure): PictureAnswer => ({ ok: false, code })
