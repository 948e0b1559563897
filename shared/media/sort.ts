/** What a file is to a person, by the type its sender says: what it is called in a list and how it is first drawn. Nothing is opened by it. */
import type { MediaReference } from './reference.ts'
import { SET_TYPE } from './set-type.ts'

export type MediaSort = 'photo' | 'video' | 'voice' | 'audio' | 'folder' | 'file'

/** Pictures a browser draws. SVG is none: it is a document that can do things. */
const PHOTOS: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/apng',
  'image/webp',
  'image/avif',
  'image/heic',
])
const VIDEOS: ReadonlySet<string> = new Set(['video/mp4', 'video/quicktime', 'video/webm', 'video/x-matroska'])
const AUDIO: ReadonlySet<string> = new Set(['audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/wav', 'audio/webm', 'audio/flac', 'audio/aac'])

export function sortOf({ type, isVoice }: Pick<MediaReference, 'type' | 'isVoice'>): MediaSort {
  if (AUDIO.has(type)) return isVoice ? 'voice' : 'audio'
  if (PHOTOS.has(type)) return 'photo'
  if (VIDEOS.has(type)) return 'video'
  return type === SET_TYPE ? 'folder' : 'file'
}
