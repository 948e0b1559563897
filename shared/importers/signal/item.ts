/** One `chatItem` of Signal's export as a record. */
import {
  fieldsOf,
  idOf,
  instant,
  isFields,
  keyOf,
  kindOfFile,
  listOf,
  textOf,
  wholeOf,
  wordOf,
  type Draft,
  type Fields,
} from '../json/index.ts'
import type { ImportedAttachment, ImportedReaction, RecordKind } from '../model.ts'
import type { ExportedFiles } from './files.ts'
import type { Recipients } from './people.ts'

type Content = Pick<Draft, 'kind' | 'text'> & Partial<Pick<Draft, 'attachments' | 'details' | 'reactions' | 'answers'>>

/** undefined: a bad record. `item` is the innermost one. */
export function draftOf(item: Fields, people: Recipients, files: ExportedFiles): Draft | undefined {
  const sent = wholeOf(item['dateSent'])
  const content = contentOf(item, people, files)
  if (content === undefined) return undefined
  const authorId = idOf(item['authorId'])
  const first = wholeOf(fieldsOf(listOf(item['revisions'])[0])['dateSent'])
  const isEdited = first !== undefined && sent !== undefined && first < sent
  const draft: Draft = {
    ...content,
    author: people.nameOf(authorId),
    authorId,
    time: timeOf(isEdited ? first : sent),
    editedAt: isEdited ? timeOf(sent) : undefined,
    key: keyOfItem(sent, authorId),
    otherKey: isEdited ? keyOfItem(first, authorId) : undefined,
  }
  return content.kind === 'system' ? { ...draft, author: undefined, authorId: undefined } : draft
}

function contentOf(item: Fields, people: Recipients, files: ExportedFiles): Content | undefined {
  const get = (name: string): Fields | undefined => (isFields(item[name]) ? item[name] : undefined)
  const reactionsOf = (of: Fields): ImportedReaction[] =>
    listOf(of['reactions']).flatMap((each) => {
      const reaction = fieldsOf(each)
      const emoji = wordOf(reaction['emoji'])
      const by = idOf(reaction['authorId'])
      return emoji === undefined || by === undefined ? [] : [{ emoji, by: people.nameOf(by) ?? by }]
    })
  const standard = get('standardMessage')
  if (standard !== undefined) return { ...standardOf(standard, files), reactions: reactionsOf(standard) }
  const sticker = get('stickerMessage')
  if (sticker !== undefined) {
    const of = fieldsOf(sticker['sticker'])
    return {
      kind: 'sticker',
      text: '',
      details: textOf(of['emoji']),
      attachments: pointers([of['data']], files),
      reactions: reactionsOf(sticker),
    }
  }
  const contact = get('contactMessage')
  if (contact !== undefined) return { kind: 'contact', text: '', details: sharedContact(contact), reactions: reactionsOf(contact) }
  if (item['remoteDeletedMessage'] !== undefined) return { kind: 'deleted', text: '' }
  const update = get('updateMessage')
  if (update !== undefined) return updateOf(update)
  const once = get('viewOnceMessage')
  if (once !== undefined) {
    return {
      kind: 'media',
      text: '',
      attachments: pointers([fieldsOf(once['attachment'])['pointer']], files),
      reactions: reactionsOf(once),
    }
  }
  const reply = get('directStoryReplyMessage')
  if (reply !== undefined) {
    const text = textOf(fieldsOf(fieldsOf(reply['textReply'])['text'])['body']) ?? textOf(reply['emoji']) ?? ''
    return { kind: 'text', text, reactions: reactionsOf(reply) }
  }
  const poll = get('poll')
  if (poll !== undefined) {
    const options = listOf(poll['options']).map((option) => `- ${textOf(fieldsOf(option)['option']) ?? ''}`)
    return { kind: 'other', text: '', details: [textOf(poll['question']) ?? '', ...options].join('\n'), reactions: reactionsOf(poll) }
  }
  const rest = OTHERS.find((name) => item[name] !== undefined)
  return rest === undefined ? undefined : { kind: 'other', text: '', details: spaced(rest) }
}

const OTHERS = ['giftBadge', 'paymentNotification', 'adminDeletedMessage'] as const

function standardOf(standard: Fields, files: ExportedFiles): Content {
  const attached = listOf(standard['attachments']).map(fieldsOf)
  const attachments = pointers([...attached.map((each) => each['pointer']), standard['longText']], files)
  const quote = fieldsOf(standard['quote'])
  const text = fieldsOf(standard['text'])['body'] ?? standard['text']
  return {
    kind: attached[0] === undefined ? 'text' : kindOfAttachment(attached[0]),
    text: textOf(text) ?? '',
    attachments,
    answers: keyOfItem(wholeOf(quote['targetSentTimestamp']), idOf(quote['authorId'])),
  }
}

function kindOfAttachment(attachment: Fields): RecordKind {
  if (attachment['flag'] === 'VOICE_MESSAGE' || attachment['flag'] === 1) return 'audio'
  const pointer = fieldsOf(attachment['pointer'])
  return kindOfFile(textOf(pointer['fileName']) ?? '', textOf(pointer['contentType']))
}

function pointers(values: readonly unknown[], files: ExportedFiles): ImportedAttachment[] {
  return values.filter(isFields).map((pointer) => files.attachment(pointer))
}

function sharedContact(message: Fields): string {
  const contact = fieldsOf(message['contact'] ?? listOf(message['contacts'])[0])
  const name = fieldsOf(contact['name'])
  const numbers = listOf(contact['number']).map((number) => textOf(fieldsOf(number)['value']))
  return [textOf(name['givenName']), textOf(name['familyName']), ...numbers].filter((part) => part !== undefined && part !== '').join(' ')
}

/** What happened, in the words of the file; calls are records of their caller. */
function updateOf(update: Fields): Content {
  const name = Object.keys(update).find((key) => isFields(update[key])) ?? ''
  const about = fieldsOf(update[name])
  const type = textOf(about['type']) ?? textOf(about['state'])
  const text = [spaced(name), type?.toLowerCase().replaceAll('_', ' ')].filter((part) => part !== undefined && part !== '').join(' · ')
  return { kind: name === 'individualCall' || name === 'groupCall' ? 'call' : 'system', text: text.slice(0, 200) }
}

function spaced(name: string): string {
  return name.slice(0, 100).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function timeOf(ms: number | undefined): string | undefined {
  return ms === undefined || ms <= 0 ? undefined : instant(ms)
}

function keyOfItem(sent: number | undefined, authorId: string | undefined): number | undefined {
  return sent === undefined ? undefined : keyOf(`${sent} ${authorId ?? ''}`)
}
