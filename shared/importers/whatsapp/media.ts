/** What a record's body is: text, a file by one of the ways of naming it, or a word in place of something that the export left out (IMP-24). */
import type { Surroundings } from '../format.ts'
import type { ImportedAttachment, RecordKind } from '../model.ts'
import { deletedBy, isAttachedPhrase, isCall, isLiveLocation, isMediaOmitted, omittedKind, withoutEdited } from './words.ts'

export interface Body {
  readonly kind: RecordKind
  readonly text: string
  readonly attachments: readonly ImportedAttachment[]
  /** Its author is the person that exported. */
  readonly isOwn?: boolean
}

const NAME_CHARACTERS = 255
const MARKS = /[\u200e\u200f\u202a-\u202e]/g
const LRM = /\u200e/g
/** Of names WhatsApp gave; the end may be cut off. */
const GIVEN = /^(IMG|VID|AUD|PTT|STK|GIF|DOC|PHOTO|VIDEO|AUDIO|STICKER)-\d{8}-WA\d{1,8}\.\w{0,8}$/
const ATTACHED = /^<[^<>:]{1,20}: ?([^<>]{1,255})>$/
const MAP =
  /^(?:[^:\n]{1,40}: ?)?https:\/\/(?:maps\.google\.com|www\.google\.com\/maps|goo\.gl\/maps|maps\.app\.goo\.gl|foursquare\.com\/v)\/?\S{0,300}$/

const PREFIX_KINDS: Readonly<Record<string, RecordKind>> = {
  IMG: 'photo',
  PHOTO: 'photo',
  VID: 'video',
  VIDEO: 'video',
  GIF: 'video',
  AUD: 'audio',
  AUDIO: 'audio',
  PTT: 'audio',
  STK: 'sticker',
  STICKER: 'sticker',
  DOC: 'file',
}
const ENDINGS: readonly (readonly [RegExp, RecordKind])[] = [
  [/\.vcf$/i, 'contact'],
  [/\.(?:jpe?g|png|heic|heif|gif)$/i, 'photo'],
  [/\.(?:mp4|mov|3gp|mkv|avi|webm)$/i, 'video'],
  [/\.(?:opus|ogg|m4a|mp3|aac|amr|wav)$/i, 'audio'],
  [/\.webp$/i, 'sticker'],
]

export function kindOfFile(name: string): RecordKind {
  if (/\.vcf$/i.test(name)) return 'contact'
  const prefix = /^(?:\d{8}-)?([A-Z]{3,7})-/.exec(name)?.[1]
  const known = prefix === undefined ? undefined : PREFIX_KINDS[prefix]
  return known ?? ENDINGS.find(([ending]) => ending.test(name))?.[1] ?? 'file'
}

/** `lines`: of the body, as they stand in the file. */
export function bodyOf(lines: readonly string[], find: FindFile): Body {
  const [raw = '', ...others] = lines
  const isMarked = raw.startsWith('\u200e')
  const first = withoutEdited(raw.replace(LRM, '').trim())
  const text = whole(lines)
  const named = attachedBrackets(raw) ?? attachedParenthesis(first)
  if (named !== undefined)
    return { kind: kindOfFile(named.name), text: whole([named.name, ...named.caption, ...others]), attachments: [find(named.name)] }
  const only = others.every((line) => line.trim() === '')
  const omitted = omittedKind(first) ?? (isMediaOmitted(first) ? 'media' : undefined)
  // The name stands on the next line, where the file had one.
  if (omitted !== undefined) return { kind: omitted, text, attachments: [left(omitted === 'media' ? nameIn(others[0] ?? '') : '')] }
  const document = omittedDocument(raw)
  if (document !== undefined) return { kind: document.kind, text, attachments: [left(document.name)] }
  if (isMarked && first.endsWith(' omitted')) return { kind: 'media', text, attachments: [left('')] }
  if (isMarked && first.startsWith('POLL:')) return { kind: 'other', text, attachments: [] }
  if (!only) return { kind: 'text', text, attachments: [] }
  if (first === 'null') return { kind: 'photo', text, attachments: [left('')] }
  const deleted = deletedBy(first)
  if (deleted !== undefined) return { kind: 'deleted', text, attachments: [], isOwn: deleted === 'self' }
  if (isCall(first, isMarked)) return { kind: 'call', text, attachments: [] }
  if (isLiveLocation(first) || MAP.test(first)) return { kind: 'location', text, attachments: [] }
  return { kind: 'text', text, attachments: [] }
}

/** Lines joined; no marks WhatsApp puts, no blank lines at the end. */
export function whole(lines: readonly string[]): string {
  let last = lines.length
  while (last > 0 && (lines[last - 1] ?? '').replace(MARKS, '').trim() === '') last -= 1
  return lines.slice(0, last).join('\n').replace(LRM, '')
}

export type FindFile = (name: string) => ImportedAttachment

/** Looks beside the export. The ending of a name may be cut off: then the only file that begins so. */
export function fileFinder(around: Surroundings): FindFile {
  let byBeginning: Map<string, string> | undefined
  const beginnings = (): Map<string, string> => {
    if (byBeginning !== undefined) return byBeginning
    byBeginning = new Map()
    for (const path of around.paths) {
      const name = path.slice(path.lastIndexOf('/') + 1)
      const dot = name.lastIndexOf('.')
      if (dot > 0) byBeginning.set(name.slice(0, dot + 1), name)
    }
    return byBeginning
  }
  return (name) => {
    const found = around.beside(name) ?? (name.endsWith('.') ? around.beside(beginnings().get(name) ?? name) : undefined)
    return found === undefined ? { name, present: false } : { name, present: true, path: found.path }
  }
}

interface Named {
  readonly name: string
  readonly caption: readonly string[]
}

/** iPhone: `caption ‎<attached: 00000012-PHOTO-….jpg>`; without a caption the mark may have got lost. */
function attachedBrackets(raw: string): Named | undefined {
  const line = raw.trimEnd()
  if (!line.endsWith('>')) return undefined
  const from = line.lastIndexOf('<')
  if (from === -1 || line.length - from > NAME_CHARACTERS + 30) return undefined
  const before = line.slice(0, from)
  const caption = before.replace(LRM, '').trim()
  if (caption !== '' && !before.endsWith('\u200e')) return undefined
  const name = ATTACHED.exec(line.slice(from).replace(LRM, ''))?.[1]?.trim()
  return name === undefined || !/\.\w{0,8}$/.test(name) ? undefined : { name, caption: caption === '' ? [] : [caption] }
}

/** Android: `IMG-20221020-WA0003.jpg (file attached)`; the caption is on the next lines. */
function attachedParenthesis(line: string): Named | undefined {
  if (!line.endsWith(')') || line.length > NAME_CHARACTERS + 60) return undefined
  const from = line.lastIndexOf(' (')
  if (from <= 0) return undefined
  const name = line.slice(0, from)
  const isNamed = GIVEN.test(name) || (isAttachedPhrase(line.slice(from + 2, -1)) && /\.\w{0,8}$/.test(name))
  return isNamed && name.length <= NAME_CHARACTERS ? { name, caption: [] } : undefined
}

/** iPhone: `report.pdf • 2 pages ‎document omitted`. */
function omittedDocument(raw: string): { readonly kind: RecordKind; readonly name: string } | undefined {
  const from = raw.lastIndexOf('\u200e')
  if (from <= 0) return undefined
  const kind = omittedKind(raw.slice(from + 1).trim())
  if (kind === undefined) return undefined
  const before = raw.slice(0, from).replace(LRM, '').trim()
  return { kind, name: nameIn(before.split(' • ', 1)[0] ?? '') }
}

function nameIn(text: string): string {
  const name = text.replace(LRM, '').trim()
  return name.length <= NAME_CHARACTERS && /^[^\n]+\.\w{1,8}$/.test(name) ? name : ''
}

/** Named by nothing, or left out. */
function left(name: string): ImportedAttachment {
  return { name, present: false }
}
