/**
 * Small pictures of people and rooms: bytes where they are kept and sent, a data URL where they are shown. What a picture is its first
 * bytes say, never the name it came with; anything but a WebP, JPEG or PNG of at most PICTURE_BYTES is none.
 */
import { fromBase64, toBase64 } from '../codec/index.ts'
import { INTRINSIC } from '../limits.ts'
import { type Result, fail, ok } from '../result.ts'

/** `data:image/webp|jpeg|png;base64,…`, padded as data URLs are. */
export type Picture = string
export type PictureCode = 'BAD_PICTURE' | 'PICTURE_TOO_LARGE'

const URL_HEAD = /^data:image\/(?:webp|jpeg|png);base64,/
/** Past it nothing is decoded. */
const URL_CHARACTERS = 32 + 4 * Math.ceil(INTRINSIC.PICTURE_BYTES / 3)

/** As a page shows it; undefined when the bytes are no picture. */
export function pictureUrl(bytes: Uint8Array): Picture | undefined {
  const format = bytes.length > INTRINSIC.PICTURE_BYTES ? undefined : formatOf(bytes)
  return format === undefined ? undefined : `data:image/${format};base64,${toBase64(bytes)}`
}

/** What a person chose. */
export function pictureBytes(url: Picture): Result<Uint8Array, PictureCode> {
  const [head] = URL_HEAD.exec(url) ?? []
  if (head === undefined) return fail('BAD_PICTURE')
  if (url.length > URL_CHARACTERS) return fail('PICTURE_TOO_LARGE')
  const bytes = fromBase64(url.slice(head.length))
  if (bytes === undefined || formatOf(bytes) === undefined) return fail('BAD_PICTURE')
  return bytes.length > INTRINSIC.PICTURE_BYTES ? fail('PICTURE_TOO_LARGE') : ok(bytes)
}

export function isPicture(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array && value.length <= INTRINSIC.PICTURE_BYTES && formatOf(value) !== undefined
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const JPEG = [0xff, 0xd8, 0xff]
const RIFF = [0x52, 0x49, 0x46, 0x46]
const WEBP = [0x57, 0x45, 0x42, 0x50]
const WEBP_AT = 8

function formatOf(bytes: Uint8Array): 'png' | 'jpeg' | 'webp' | undefined {
  if (startsWith(bytes, PNG)) return 'png'
  if (startsWith(bytes, JPEG)) return 'jpeg'
  return startsWith(bytes, RIFF) && startsWith(bytes.subarray(WEBP_AT), WEBP) ? 'webp' : undefined
}

function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, at) => bytes[at] === byte)
}
