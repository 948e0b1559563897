/** Photos of a card: only what stands in it and is a picture by its first bytes. An address is never fetched. */
import { IMPORT } from '../../limits.ts'
import { pictureType } from '../picture.ts'
import type { Property } from './property.ts'
import { decodeBase64 } from './transfer.ts'

/** `elsewhere`: an address. `bad`: larger than `IMPORT.PHOTO_BYTES`, or no picture. */
export function photoOf(property: Property): Uint8Array | 'elsewhere' | 'bad' {
  const bytes = property.bytes ?? dataOf(property.value)
  if (bytes === undefined) return 'elsewhere'
  return bytes.length <= IMPORT.PHOTO_BYTES && pictureType(bytes) !== undefined ? bytes.slice() : 'bad'
}

function dataOf(value: string): Uint8Array | undefined {
  if (!/^\s*data:/i.test(value.slice(0, 64))) return undefined
  const comma = value.indexOf(',')
  if (comma < 0 || !/;base64\\?$/i.test(value.slice(0, Math.min(comma, 256)))) return new Uint8Array(0)
  return decodeBase64(value.slice(comma + 1).replace(/\s+/g, ''))
}
