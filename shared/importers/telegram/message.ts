/** One message of `result.json` as a record. Everything in it is checked where it is used; what is missing is missing. */
import type { Surroundings, Recognition } from '../format.ts'
import {
  attachmentOf,
  fieldsOf,
  idOf,
  instant,
  isFields,
  keyOf,
  kindOfFile,
  listOf,
  localTime,
  textOf,
  wallMs,
  wholeOf,
  wordOf,
  type Draft,
  type Fields,
} from '../json/index.ts'
import type { ImportedAttachment, ImportedReaction, RecordKind } from '../model.ts'

export interface MessageRead {
  readonly draft: Draft
  /** Of its local time, where it has the instant beside it. */
  readonly offsetMinutes: number | undefined
}

/** undefined: a bad record. */
export function readMessage(
  value: unknown,
  found: Recognition,
  offsetMinutes: number | undefined,
  around: Surroundings,
): MessageRead | undefined {
  if (!isFields(value)) return undefined
  const isService = value['type'] === 'service'
  const known = ['date', 'date_unixtime', 'from', 'from_id', 'text', 'actor', 'action']
  if (!known.some((name) => value[name] !== undefined)) return undefined
  const time = timeOf(value['date'], value['date_unixtime'], found, offsetMinutes)
  const common = {
    time: time.time,
    key: keyOfId(value['id']),
    answers: keyOfId(value['reply_to_message_id']),
    editedAt: timeOf(value['edited'], value['edited_unixtime'], found, offsetMinutes, true).time,
  }
  const draft: Draft = isService
    ? { ...common, kind: 'system', author: undefined, text: serviceText(value) }
    : {
        ...common,
        kind: kindOf(value),
        author: textOf(value['from']),
        authorId: idOf(value['from_id']),
        text: joined(value['text']),
        attachments: attachmentsOf(value, around),
        reactions: reactionsOf(value['reactions']),
        forwardedFrom: wordOf(value['forwarded_from']) ?? wordOf(value['saved_from']),
        details: detailsOf(value),
      }
  return { draft, offsetMinutes: time.offsetMinutes }
}

/** A text, or pieces of one that are put together as they stand. */
export function joined(value: unknown): string {
  if (typeof value === 'string') return value
  let text = ''
  for (const part of listOf(value)) text += typeof part === 'string' ? part : (textOf(fieldsOf(part)['text']) ?? '')
  return text
}

interface TimeRead {
  readonly time: string | undefined
  readonly offsetMinutes: number | undefined
}

function timeOf(date: unknown, unix: unknown, found: Recognition, offsetMinutes: number | undefined, isEdit = false): TimeRead {
  const seconds = wholeOf(unix)
  const local = typeof date === 'string' ? localTime(date) : undefined
  // 1970 stands for: never edited.
  if (isEdit && (local?.startsWith('1970-') === true || seconds === 0)) return NO_TIME
  const utc = seconds === undefined ? undefined : instant(seconds * 1000)
  const difference =
    local === undefined || seconds === undefined || utc === undefined ? undefined : (wallMs(local) - seconds * 1000) / 60_000
  const offset = difference !== undefined && Number.isInteger(difference) && Math.abs(difference) <= 18 * 60 ? difference : undefined
  if (found.time === 'local') {
    const shifted = seconds === undefined || offsetMinutes === undefined ? undefined : instant((seconds + offsetMinutes * 60) * 1000)
    return { time: local ?? shifted?.slice(0, 19), offsetMinutes: offset }
  }
  return { time: utc, offsetMinutes: offset }
}

const NO_TIME: TimeRead = { time: undefined, offsetMinutes: undefined }

function keyOfId(id: unknown): number | undefined {
  const number = wholeOf(id)
  const text = number === undefined ? idOf(id) : undefined
  return number ?? (text === undefined ? undefined : keyOf(text))
}

function kindOf(message: Fields): RecordKind {
  const media = MEDIA.get(textOf(message['media_type']) ?? '')
  if (media !== undefined) return media
  if (message['photo'] !== undefined) return 'photo'
  if (message['file'] !== undefined) {
    const kind = kindOfFile('', textOf(message['mime_type']))
    return kind === 'photo' ? 'file' : kind
  }
  if (message['contact_information'] !== undefined) return 'contact'
  if (message['location_information'] !== undefined) return 'location'
  return OTHERS.some((name) => message[name] !== undefined) ? 'other' : 'text'
}

const MEDIA: ReadonlyMap<string, RecordKind> = new Map([
  ['sticker', 'sticker'],
  ['voice_message', 'audio'],
  ['audio_file', 'audio'],
  ['video_message', 'video'],
  ['video_file', 'video'],
  ['animation', 'video'],
])
const OTHERS = ['poll', 'game_title', 'invoice_information', 'dice', 'story', 'giveaway_information', 'paid_media', 'todo_list']

function attachmentsOf(message: Fields, around: Surroundings): ImportedAttachment[] {
  return ['photo', 'file', 'contact_vcard'].flatMap((member) => {
    const name = wordOf(message[member])
    if (name === undefined) return []
    // `(File not included. …)`: there was one, and at best it is known what it was called.
    return name.startsWith('(File ') ? [{ name: textOf(message['file_name']) ?? '', present: false }] : [attachmentOf(name, around)]
  })
}

function reactionsOf(value: unknown): ImportedReaction[] {
  return listOf(value).flatMap((each) => {
    const reaction = fieldsOf(each)
    const emoji = wordOf(reaction['emoji'])
    if (emoji === undefined) return []
    return listOf(reaction['recent']).flatMap((one) => {
      const by = textOf(fieldsOf(one)['from']) ?? idOf(fieldsOf(one)['from_id'])
      return by === undefined ? [] : [{ emoji, by }]
    })
  })
}

/** Of large groups the file names a few; of the others it is known how many they were. */
function unnamedReactions(value: unknown): string[] {
  return listOf(value).flatMap((each) => {
    const reaction = fieldsOf(each)
    const count = (wholeOf(reaction['count']) ?? 0) - listOf(reaction['recent']).length
    return count > 0 ? [words([reaction['emoji'], count], ' ')] : []
  })
}

function detailsOf(message: Fields): string | undefined {
  const contact = fieldsOf(message['contact_information'])
  const place = fieldsOf(message['location_information'])
  const poll = fieldsOf(message['poll'])
  const lines = [
    words([contact['first_name'], contact['last_name'], contact['phone_number']], ' '),
    words([place['latitude'], place['longitude']], ', '),
    words([message['place_name'], message['address']], ', '),
    words([joined(poll['question'])], ''),
    ...listOf(poll['answers']).map((answer) => words([joined(fieldsOf(answer)['text'])], '', '- ')),
    words([message['sticker_emoji'], message['game_title']], ' '),
    ...unnamedReactions(message['reactions']),
  ]
  const text = lines.filter((line) => line !== '').join('\n')
  return text === '' ? undefined : text
}

/** What happened, in the words of the file. */
function serviceText(message: Fields): string {
  const people = listOf(message['members']).flatMap((member) => (typeof member === 'string' ? [member] : []))
  const what = words([textOf(message['action'])?.replaceAll('_', ' ')], '')
  const more = [message['title'], message['inviter'], message['emoticon'], message['duration_seconds'], message['discard_reason']]
  return words([message['actor'], what, ...more, people.join(', '), joined(message['text'])], ' · ')
}

function words(values: readonly unknown[], between: string, before = ''): string {
  const parts = values.flatMap((value) =>
    typeof value === 'string' && value !== '' ? [value] : typeof value === 'number' ? [String(value)] : [],
  )
  return parts.length === 0 ? '' : before + parts.join(between)
}
