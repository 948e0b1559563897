/**
 * Pictures between a page and the messenger: a data URL outside, bare bytes inside. What a data URL says of itself is not believed; the
 * type follows from the bytes, on the way in and on the way out.
 */
import { fromBase64url, toBase64url } from '../codec/index.ts'
import { INTRINSIC } from '../limits.ts'
import { type Result, fail, ok } from '../result.ts'
import { isPicture, sniffPicture } from './sniff.ts'

export type PictureCode = 'BAD_PICTURE' | 'PICTURE_TOO_LARGE'

const DATA_URL = /^data:image\/(?:webp|jpeg|png);base64,([A-Za-z0-9+/]+)={0,2}$/
const MOST_CHARACTERS = Math.ceil(INTRINSIC.PICTURE_BYTES / 3) * 4 + 'data:image/webp;base64,'.length

/** The bytes of a data URL that holds a small picture; PICTURE_TOO_LARGE by its bytes or by its sides. */
export function parsePicture(dataUrl: string): Result<Uint8Array, PictureCode> {
  if (dataUrl.length > MOST_CHARACTERS + 1) return fail(dataUrl.startsWith('data:image/') ? 'PICTURE_TOO_LARGE' : 'BAD_PICTURE')
  const text = DATA_URL.exec(dataUrl)?.[1]
  const bytes = text === undefined ? undefined : fromBase64url(text.replaceAll('+', '-').replaceAll('/', '_'))
  if (bytes === undefined || sniffPicture(bytes) === undefined) return fail('BAD_PICTURE')
  return isPicture(bytes) ? ok(bytes) : fail('PICTURE_TOO_LARGE')
}

/** The data URL of bytes that came from elsewhere; undefined when they are no picture, or too large for one. */
export function pictureOf(bytes: Uint8Array): string | undefined {
  const found = isPicture(bytes) ? sniffPicture(bytes) : undefined
  if (found === undefined) return undefined
  const text = toBase64url(bytes).replaceAll('-', '+').replaceAll('_', '/')
  return `data:image/${found.type};base64,${text.padEnd(Math.ceil(text.length / 4) * 4, '=')}`
}
