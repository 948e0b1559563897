/**
 * MEDIA-5: what a message says of a file: where its bytes are (`id`), what opens them (`key`), how many they are, and how it presents itself.
 * Without the first three it is no reference, and the entry no legal one. The rest is the sender's word: what of it is not fit to be
 * shown is left out on reading, and the name is made safe, so that nobody further in has to think of it.
 */
import type { CborValue } from '../codec/index.ts'
import { KEY_BYTES } from '../crypto/index.ts'
import { type FileId, ID_BYTES, idBytes, idFromBytes } from '../ids/index.ts'
import { MEDIA } from '../limits.ts'
import { isFileSize } from './chunks.ts'
import { safeName } from './names.ts'
import { isPreview } from './preview.ts'

export interface MediaReference {
  readonly file: FileId
  /** 32 bytes; whoever has it and the chunks can read the file. */
  readonly key: Uint8Array
  /** In bytes, before sealing. */
  readonly size: number
  /** Safe to be shown and to be the name of a file (MEDIA-6). */
  readonly name: string
  /** Lower-case media type, as the sender says. Nothing is opened by it: what is shown is sniffed again (MEDIA-7). */
  readonly type: string
  /** In pixels, upright. */
  readonly width?: number
  readonly height?: number
  readonly durationMs?: number
  /** A small still WebP or JPEG. */
  readonly preview?: Uint8Array
  /** One byte a bar, how loud it is there. */
  readonly waveform?: Uint8Array
  /** Recorded as a voice message. */
  readonly isVoice: boolean
}

export const UNKNOWN_TYPE = 'application/octet-stream'
const TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/

/** The reference in a list of kind `media` or in a set; undefined: none. */
export function readReference(value: CborValue): MediaReference | undefined {
  if (!(value instanceof Map)) return undefined
  const fields: ReadonlyMap<unknown, CborValue> = value
  const file = bytesOf(fields.get('id'), ID_BYTES.file, ID_BYTES.file)
  const key = bytesOf(fields.get('key'), KEY_BYTES, KEY_BYTES)
  const size = fields.get('size')
  if (file === undefined || key === undefined || typeof size !== 'number' || !isFileSize(size)) return undefined
  const name = fields.get('name')
  const preview = bytesOf(fields.get('pre'), 1, MEDIA.PREVIEW_BYTES)
  return {
    file: idFromBytes('file', file),
    key,
    size,
    name: safeName(typeof name === 'string' ? name : ''),
    type: mediaType(fields.get('type')),
    ...sides(numberOf(fields.get('w'), MEDIA.SIDE_PIXELS), numberOf(fields.get('h'), MEDIA.SIDE_PIXELS)),
    ...known('durationMs', numberOf(fields.get('ms'), MEDIA.DURATION_MS)),
    ...known('preview', preview !== undefined && isPreview(preview) ? preview : undefined),
    ...known('waveform', bytesOf(fields.get('wave'), 1, MEDIA.WAVEFORM_BARS)),
    isVoice: fields.get('voice') === true,
  }
}

/** As it stands in an entry. Throws `RangeError` on what `readReference` would not give back. */
export function referenceValue(reference: MediaReference): CborValue {
  const fields = fieldsOf(reference)
  if (!isReadBack(reference, readReference(fields))) throw new RangeError('a reference breaks a rule of its format')
  return fields
}

/** The same without what is not fit for a reference, with a safe name. */
export function fitReference(reference: MediaReference): MediaReference {
  const fit = readReference(fieldsOf(reference))
  if (fit === undefined) throw new RangeError('no reference')
  return fit
}

function fieldsOf(reference: MediaReference): ReadonlyMap<string, CborValue> {
  const { file, key, size, name, type, width, height, durationMs, preview, waveform, isVoice } = reference
  const fields = new Map<string, CborValue>([
    ['id', idBytes(file)],
    ['key', key],
    ['size', size],
    ['name', name],
    ['type', type],
  ])
  const set = (field: string, value: CborValue | undefined): void => {
    if (value !== undefined) fields.set(field, value)
  }
  set('w', width)
  set('h', height)
  set('ms', durationMs)
  set('pre', preview)
  set('wave', waveform)
  if (isVoice) fields.set('voice', true)
  return fields
}

/** Reading gives back the very values that were set, byte strings too, or leaves them out. */
function isReadBack(reference: MediaReference, read: MediaReference | undefined): boolean {
  if (read === undefined) return false
  const names = Object.keys(reference) as (keyof MediaReference)[]
  return names.every((name) => reference[name] === read[name])
}

/** The media type, lower-case and without parameters; UNKNOWN_TYPE where there is none. */
export function mediaType(value: unknown): string {
  if (typeof value !== 'string' || value.length > MEDIA.TYPE_CHARACTERS) return UNKNOWN_TYPE
  const type = value.toLowerCase()
  return TYPE.test(type) ? type : UNKNOWN_TYPE
}

function sides(width: number | undefined, height: number | undefined): Pick<MediaReference, 'width' | 'height'> {
  return width === undefined || height === undefined ? {} : { width, height }
}

function known<K extends string, V>(name: K, value: V | undefined): { readonly [N in K]?: V } {
  // One property of that name and value, or none: that is the type.
  return (value === undefined ? {} : { [name]: value }) as { readonly [N in K]?: V }
}

function bytesOf(value: CborValue | undefined, min: number, max: number): Uint8Array | undefined {
  return value instanceof Uint8Array && value.length >= min && value.length <= max ? value : undefined
}

/** From 1 to `max`. */
function numberOf(value: CborValue | undefined, max: number): number | undefined {
  return typeof value === 'number' && value >= 1 && value <= max ? value : undefined
}
