/** One message of Meta's exports as a record, in either form. */
import type { Surroundings } from '../format.ts'
import {
  attachmentOf,
  fieldsOf,
  instant,
  isFields,
  isRemote,
  kindOfFile,
  listOf,
  textOf,
  wholeOf,
  wordOf,
  type Draft,
  type Fields,
} from '../json/index.ts'
import type { ImportedAttachment, ImportedReaction, RecordKind } from '../model.ts'

/** How its texts are read: as they stand, or put right. */
export type Reads = (text: string) => string

export interface MetaMessage {
  readonly draft: Draft
  /** undefined: no such moment. */
  readonly ms: number | undefined
}

export function readMeta(value: unknown, isSealed: boolean, reads: Reads, around: Surroundings): MetaMessage | undefined {
  if (!isFields(value)) return undefined
  const sender = textOf(value[isSealed ? 'senderName' : 'sender_name'])
  const ms = wholeOf(value[isSealed ? 'timestamp' : 'timestamp_ms'])
  if (sender === undefined && ms === undefined) return undefined
  const time = ms === undefined || ms <= 0 ? undefined : instant(ms)
  const content = isSealed ? sealedContent(value, reads, around) : plainContent(value, reads, around)
  const author = sender === undefined || sender === '' || content.kind === 'system' ? undefined : reads(sender)
  return { draft: { ...content, author, time, reactions: reactionsOf(value['reactions'], reads) }, ms: time === undefined ? undefined : ms }
}

type Content = Pick<Draft, 'kind' | 'text' | 'attachments' | 'details'>

const LISTS: readonly (readonly [name: string, kind: RecordKind])[] = [
  ['photos', 'photo'],
  ['videos', 'video'],
  ['audio_files', 'audio'],
  ['gifs', 'photo'],
  ['files', 'file'],
]

function plainContent(message: Fields, reads: Reads, around: Surroundings): Content {
  const text = reads(textOf(message['content']) ?? '')
  if (message['is_unsent'] === true) return { kind: 'deleted', text }
  if (message['type'] === 'Subscribe' || message['type'] === 'Unsubscribe') return { kind: 'system', text }
  const attachments: ImportedAttachment[] = []
  let kind: RecordKind = 'text'
  for (const [name, as] of LISTS) {
    const files = listOf(message[name])
    if (files.length > 0 && attachments.length === 0) kind = as
    attachments.push(...files.flatMap((file) => attached(file, reads, around)))
  }
  if (message['sticker'] !== undefined && attachments.length === 0) {
    kind = 'sticker'
    attachments.push(...attached(message['sticker'], reads, around))
  }
  if (message['call_duration'] !== undefined || message['type'] === 'Call') kind = 'call'
  const share = fieldsOf(message['share'])
  const shared = [share['link'], share['share_text'], share['original_content_owner']].flatMap((each) => wordOf(each) ?? []).map(reads)
  const details = shared.filter((line) => !text.includes(line)).join('\n')
  return { kind, text, attachments, details }
}

function sealedContent(message: Fields, reads: Reads, around: Surroundings): Content {
  const text = reads(textOf(message['text']) ?? '')
  if (message['isUnsent'] === true) return { kind: 'deleted', text }
  const attachments = listOf(message['media']).flatMap((file) => attached(file, reads, around))
  const first = attachments[0]
  return { kind: first === undefined ? 'text' : kindOfFile(first.name), text, attachments }
}

function attached(file: unknown, reads: Reads, around: Surroundings): ImportedAttachment[] {
  const uri = textOf(fieldsOf(file)['uri'])
  if (uri === undefined || uri === '') return []
  const name = reads(uri)
  return [attachmentOf(isRemote(name) ? name : name.replace(/^\.\//, ''), around)]
}

function reactionsOf(value: unknown, reads: Reads): ImportedReaction[] {
  return listOf(value).flatMap((each) => {
    const emoji = wordOf(fieldsOf(each)['reaction'])
    const by = wordOf(fieldsOf(each)['actor'])
    return emoji === undefined || by === undefined ? [] : [{ emoji: reads(emoji), by: reads(by) }]
  })
}
