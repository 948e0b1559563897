/** What a message holds beside its words, as a line of a list or a notification says it. */
import type { MediaSort } from '../media/index.ts'
import type { ContentSummary } from '../rooms/kinds/index.ts'
import { sizeText } from './sizes.ts'
import { type Catalogue, type Language, translator } from './translate.ts'

const summaries = {
  photo: { en: 'Photo', ko: '사진' },
  photos: { en: '{count} photos', ko: '사진 {count}장' },
  video: { en: 'Video', ko: '동영상' },
  videos: { en: '{count} videos', ko: '동영상 {count}개' },
  photosAndVideos: { en: '{count} photos and videos', ko: '사진·동영상 {count}개' },
  voice: { en: 'Voice message', ko: '음성 메시지' },
  voices: { en: '{count} voice messages', ko: '음성 메시지 {count}개' },
  audio: { en: 'Audio', ko: '소리 파일' },
  audios: { en: '{count} audio files', ko: '소리 파일 {count}개' },
  files: { en: '{count} files', ko: '파일 {count}개' },
  folder: { en: 'Folder {name}', ko: '폴더 {name}' },
  folders: { en: '{count} folders', ko: '폴더 {count}개' },
  card: { en: 'Contact {name}', ko: '연락처 {name}' },
  place: { en: 'Place', ko: '장소' },
  placeNamed: { en: 'Place: {name}', ko: '장소 {name}' },
} as const satisfies Catalogue

const sorts = {
  photo: { en: 'Photo', ko: '사진' },
  video: { en: 'Video', ko: '동영상' },
  voice: { en: 'Voice message', ko: '음성 메시지' },
  audio: { en: 'Audio', ko: '소리' },
  folder: { en: 'Folder', ko: '폴더' },
  file: { en: 'File', ko: '파일' },
} as const satisfies Catalogue

/** “사진 3장”, “음성 메시지 0:07”, “파일 이름.pdf”. */
export function contentSummary({ type, count, name = '', durationMs }: ContentSummary, language: Language): string {
  const words = translator(summaries, language)
  const timed = (text: string): string => (durationMs === undefined ? text : `${text} ${durationText(durationMs)}`)
  switch (type) {
    case 'photo':
      return count === 1 ? words('photo') : words('photos', { count })
    case 'video':
      return count === 1 ? timed(words('video')) : words('videos', { count })
    case 'photo-or-video':
      return words('photosAndVideos', { count })
    case 'voice':
      return count === 1 ? timed(words('voice')) : words('voices', { count })
    case 'audio':
      return count === 1 ? timed(name === '' ? words('audio') : name) : words('audios', { count })
    case 'folder':
      return count === 1 ? words('folder', { name }) : words('folders', { count })
    case 'file':
      return count === 1 ? name : words('files', { count })
    case 'card':
      return words('card', { name })
    case 'place':
      return name === '' ? words('place') : words('placeNamed', { name })
  }
}

/** A file in a line of its own: “사진 나들이.jpg (3.4 MB)”, “음성 메시지 0:07 (52 KB)”. */
export function attachmentLine(
  {
    sort,
    name,
    size,
    durationMs,
  }: { readonly sort: MediaSort; readonly name: string; readonly size: number; readonly durationMs?: number },
  language: Language,
): string {
  const words = translator(sorts, language)
  const what = sort === 'voice' ? words(sort) : `${words(sort)} ${name}`
  return `${what}${durationMs === undefined ? '' : ` ${durationText(durationMs)}`} (${sizeText(size)})`
}

/** What a line says of a message: what it holds, and what was written with it. undefined: of a kind this version does not know. */
export function contentLine(
  { text, holds }: { readonly text?: string | undefined; readonly holds?: ContentSummary | undefined },
  language: Language,
): string | undefined {
  if (holds === undefined) return text
  const summary = contentSummary(holds, language)
  return text === undefined || text === '' ? summary : `${summary} · ${text}`
}

/** “0:07”, “12:30”, “1:02:03”. */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const rest = `${seconds % 60}`.padStart(2, '0')
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${`${minutes}`.padStart(2, '0')}:${rest}`
}
