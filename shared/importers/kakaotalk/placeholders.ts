/**
 * What stands in the text where something else was sent (IMP-17). Whole bodies only: a sentence with such a word in it is a sentence. The text
 * itself stays as it is.
 */
import type { RecordKind } from '../model.ts'

export interface Placeholder {
  readonly kind: RecordKind
  /** Names of files; an empty one where the record names none. */
  readonly files: readonly string[]
}

/** Longer than any placeholder, the longest name of a file included, percent-encoded. */
const LONGEST = 1024

const NONE: readonly string[] = []
const ONE: readonly string[] = ['']

const EXACT: ReadonlyMap<string, Placeholder> = new Map<string, Placeholder>([
  ...each('photo', ONE, '사진', 'Photo', '<사진 읽지 않음>'),
  ...each('video', ONE, '동영상', 'Video', 'videos', 'Videos', '<동영상 읽지 않음>'),
  ...each('audio', ONE, '음성메시지', '음성 메시지', 'Voice Note', '<음성메시지 읽지 않음>', '<음성 메시지 읽지 않음>'),
  ...each('file', ONE, '<파일 읽지 않음>'),
  ...each('sticker', NONE, '이모티콘', 'Emoticons', 'Emoticon'),
  ...each('deleted', NONE, '삭제된 메시지입니다.', '이 메시지는 삭제되었습니다.', '메시지가 삭제되었습니다.'),
  ...each('deleted', NONE, 'This message was deleted.', 'The message has been deleted.'),
  ...each('other', NONE, '선물과 메시지를 보냈습니다.', '카카오톡 프로필'),
])

/** First characters of everything below and above: most bodies are told by their first. */
const FIRSTS: ReadonlySet<number> = new Set(
  [...[...'사동음파이보페라그삭메연지샵톡선카<PpvVFETL'], ...'0123456789abcdef'].map((first) => first.charCodeAt(0)),
)

const PHOTOS = /^(?:사진 ([1-9]\d?)장|([1-9]\d?) photos)$/
const CALL =
  /^(?:(?:그룹 ?)?(?:보이스톡|페이스톡)|라이브톡|보이스룸|그룹콜) (?:해요|취소|거절|부재중|응답 ?없음|(?:(?:시작|종료)(?: |$))?(?:\d[\d:]{0,8}|(?:\d{1,3}(?:시간|분|초) ?){1,3})?)$/
const CALL_EN =
  /^(?:Group )?(?:Voice Call|Video Call|Live Talk|Voice Room) (?:cancell?ed|missed|declined|(?:(?:started|ended)(?: |$))?(?:\d[\d:]{0,8})?)$/
const BOARD = /^톡게시판 '[^']{1,20}': ./
const MONEY = /^[1-9][\d,]{0,15}원을 받으세요\.$/

/** Android names files so where it exports them: by a key that says nothing. */
const KEYED = /^[0-9a-f]{64}\.(jpg|jpeg|png|gif|webp|mp4|m4a)$/

function each(kind: RecordKind, files: readonly string[], ...words: readonly string[]): [string, Placeholder][] {
  return words.map((word) => [word, { kind, files }])
}

/** undefined: it is text. */
export function placeholderOf(text: string): Placeholder | undefined {
  if (!FIRSTS.has(text.charCodeAt(0))) return undefined
  if (text.includes('\n')) return albumOf(text)
  if (text.length > LONGEST) return undefined
  return EXACT.get(text) ?? labelled(text) ?? shaped(text)
}

function labelled(text: string): Placeholder | undefined {
  const colon = text.indexOf(': ')
  if (colon < 2 || colon > 5 || text.length === colon + 2) return undefined
  switch (text.slice(0, colon)) {
    case '파일':
    case 'File':
      return { kind: 'file', files: [percentDecoded(text.slice(colon + 2))] }
    case '연락처':
      return { kind: 'contact', files: NONE }
    case '지도':
      return { kind: 'location', files: NONE }
    case '샵검색':
      return text.charAt(colon + 2) === '#' ? { kind: 'other', files: NONE } : undefined
    default:
      return undefined
  }
}

function shaped(text: string): Placeholder | undefined {
  const photos = PHOTOS.exec(text)
  if (photos !== null) return { kind: 'photo', files: Array.from({ length: Number(photos[1] ?? photos[2]) }, () => '') }
  const keyed = KEYED.exec(text)
  if (keyed !== null) return { kind: kindOfExtension(keyed[1] ?? ''), files: [text] }
  if (CALL.test(text) || CALL_EN.test(text)) return { kind: 'call', files: NONE }
  if (BOARD.test(text) || MONEY.test(text)) return { kind: 'other', files: NONE }
  return undefined
}

/** Photos that were sent together follow each other line by line. */
function albumOf(text: string): Placeholder | undefined {
  if (text.length > LONGEST * 8 || text.charCodeAt(64) !== 0x2e) return undefined
  const files = text.split('\n')
  const kind = KEYED.exec(files[0] ?? '')?.[1]
  if (kind === undefined || !files.every((name) => KEYED.test(name))) return undefined
  return { kind: kindOfExtension(kind), files }
}

export function kindOfExtension(extension: string): 'photo' | 'video' | 'audio' | 'file' {
  if (/^(?:jpe?g|png|gif|webp|heic)$/.test(extension)) return 'photo'
  if (/^(?:mp4|mov)$/.test(extension)) return 'video'
  return /^(?:m4a|aac|mp3)$/.test(extension) ? 'audio' : 'file'
}

/** Some phones write names as they stand in links. What is none is a name with percent signs. */
function percentDecoded(name: string): string {
  if (!name.includes('%')) return name
  try {
    return decodeURIComponent(name)
  } catch (error) {
    if (error instanceof URIError) return name
    throw error
  }
}
