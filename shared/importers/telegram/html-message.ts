/** One `div.message` of Telegram's pages, as it comes together, and as a record. */
import type { Surroundings } from '../format.ts'
import { attachmentOf, kindOfFile, wallClock, type Draft } from '../json/index.ts'
import type { ImportedReaction, RecordKind } from '../model.ts'

/** Which text is being read. */
export type Part = 'author' | 'forwarded' | 'text' | 'service' | 'title' | 'status' | 'emoji'

export interface HtmlMessage {
  readonly isService: boolean
  readonly isJoined: boolean
  readonly id: number | undefined
  readonly parts: Map<Part, string>
  /** Classes and addresses of what it carries. */
  readonly media: { classes: string; href: string }[]
  readonly reactions: ImportedReaction[]
  date: string | undefined
  answers: number | undefined
}

export function newMessage(classes: readonly string[], id: string): HtmlMessage {
  const number = /^message(-?\d{1,15})$/.exec(id)?.[1]
  return {
    isService: classes.includes('service'),
    isJoined: classes.includes('joined'),
    id: number === undefined ? undefined : Number(number),
    parts: new Map(),
    media: [],
    reactions: [],
    date: undefined,
    answers: undefined,
  }
}

const TITLE = /^(\d{1,2})\.(\d{1,2})\.(\d{4}) (\d{1,2}):(\d{2}):(\d{2})(?: UTC([+-])(\d{2}):(\d{2}))?$/

export interface HtmlTime {
  readonly time: string | undefined
  readonly offsetMinutes: number | undefined
}

/** `20.10.2022 20:15:08 UTC+09:00`; old files have no offset. */
export function htmlTime(title: string | undefined): HtmlTime {
  const match = title === undefined || title.length > 64 ? null : TITLE.exec(title.trim())
  if (match === null) return { time: undefined, offsetMinutes: undefined }
  const [, day, month, year, hour, minute, second, sign, hours, minutes] = match
  const time = wallClock(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second))
  const offset = Number(hours ?? 0) * 60 + Number(minutes ?? 0)
  return { time, offsetMinutes: sign === undefined ? undefined : sign === '-' ? -offset : offset }
}

export function draftOf(message: HtmlMessage, author: string | undefined, time: string | undefined, around: Surroundings): Draft {
  const part = (name: Part): string => trimmed(message.parts.get(name) ?? '')
  if (message.isService) return { kind: 'system', author: undefined, time, text: part('service'), key: message.id }
  const kinds = message.media.map(({ classes, href }) => kindOf(classes, href))
  const forwarded = part('forwarded')
  return {
    kind: kinds[0] ?? 'text',
    author,
    time,
    text: body(message.parts.get('text') ?? ''),
    attachments: message.media
      .filter(({ classes }) => !/media_(?:call|contact|location|poll|game|invoice)/.test(classes))
      .map(({ href }) => (href === '' ? { name: '', present: false } : attachmentOf(decoded(href), around))),
    reactions: message.reactions,
    forwardedFrom: forwarded === '' ? undefined : forwarded,
    details: [part('title'), part('status')].filter((line) => line !== '').join('\n'),
    key: message.id,
    answers: message.answers,
  }
}

function kindOf(classes: string, href: string): RecordKind {
  const name =
    /(?:media_|^|\s)(photo|video_file|video|animated|round_video|voice_message|audio_file|audio|sticker|contact|live_location|location|venue|call|poll|game|invoice|file)(?:_wrap)?(?:\s|$)/.exec(
      classes,
    )?.[1]
  return KINDS.get(name ?? '') ?? kindOfFile(href)
}

const KINDS: ReadonlyMap<string, RecordKind> = new Map([
  ['photo', 'photo'],
  ['video_file', 'video'],
  ['video', 'video'],
  ['animated', 'video'],
  ['round_video', 'video'],
  ['voice_message', 'audio'],
  ['audio_file', 'audio'],
  ['audio', 'audio'],
  ['sticker', 'sticker'],
  ['contact', 'contact'],
  ['live_location', 'location'],
  ['location', 'location'],
  ['venue', 'location'],
  ['call', 'call'],
  ['poll', 'other'],
  ['game', 'other'],
  ['invoice', 'other'],
  ['file', 'file'],
])

/** The page puts a line end before a body and one with spaces behind it; they are not of the text. */
function body(text: string): string {
  const start = text.startsWith('\n') ? 1 : 0
  let end = text.length
  while (end > start && text.charCodeAt(end - 1) === 32) end -= 1
  const isLineEnd = end > start && text.charCodeAt(end - 1) === 10
  return text.slice(start, isLineEnd ? end - 1 : text.length)
}

export function trimmed(text: string): string {
  return text.trim()
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href)
  } catch {
    return href
  }
}
