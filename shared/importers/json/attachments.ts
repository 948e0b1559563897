/** Files that a record names, and whether they lie beside the export. Nothing is ever fetched. */
import type { Surroundings } from '../format.ts'
import type { ImportedAttachment, RecordKind } from '../model.ts'

export function attachmentOf(name: string, around: Surroundings): ImportedAttachment {
  const found = name === '' || isRemote(name) ? undefined : around.beside(name)
  return found === undefined ? { name, present: false } : { name, present: true, path: found.path }
}

/** An address on the net: its file was never exported. */
export function isRemote(name: string): boolean {
  return /^[a-z][a-z0-9+.-]{0,20}:\/\//i.test(name)
}

/** What a file is by its name or its media type. */
export function kindOfFile(name: string, mediaType = ''): RecordKind {
  const type = /^(image|video|audio)\//i.exec(mediaType)?.[1]?.toLowerCase()
  if (type !== undefined) return type === 'image' ? 'photo' : type === 'video' ? 'video' : 'audio'
  const ending = /\.([a-z0-9]{1,5})(?:[?#].{0,2048})?$/i.exec(name.slice(-2100))?.[1]?.toLowerCase() ?? ''
  return ENDINGS.get(ending) ?? 'file'
}

const ENDINGS: ReadonlyMap<string, RecordKind> = new Map([
  ...['jpg', 'jpeg', 'png', 'gif', 'webp', 'heic', 'bmp', 'avif'].map((ending) => [ending, 'photo'] as const),
  ...['mp4', 'mov', 'webm', 'mkv', 'avi', '3gp', 'm4v'].map((ending) => [ending, 'video'] as const),
  ...['mp3', 'ogg', 'oga', 'opus', 'm4a', 'wav', 'aac', 'flac', 'amr'].map((ending) => [ending, 'audio'] as const),
])
