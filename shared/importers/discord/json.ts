/** DiscordChatExporter's JSON (IMP-38). Addresses of attachments are kept as names; nothing is fetched. */
import type { Head, ImportSink, Reading, Recognition, Surroundings } from '../format.ts'
import {
  attachmentOf,
  Conversation,
  fieldsOf,
  idOf,
  instantOf,
  isFields,
  JsonSplitter,
  keyOf,
  kindOfFile,
  listOf,
  parsePrefix,
  textOf,
  wholeOf,
  wordOf,
  type Draft,
  type Fields,
} from '../json/index.ts'
import type { ChatHead, ImportedAttachment, ImportedReaction } from '../model.ts'

export function recogniseJson(head: Head): Recognition | undefined {
  const root = parsePrefix(head.text)
  if (!isFields(root)) return undefined
  const messages = listOf(root['messages']).filter(isFields)
  const mine = messages.filter((message) => isFields(message['author']) && typeof message['timestamp'] === 'string')
  const hasHead = isFields(root['guild']) && isFields(root['channel'])
  if (mine.length === 0 && !(messages.length === 0 && hasHead)) return undefined
  const isEmpty = head.isWhole && mine.length === 0
  const share = messages.length === 0 ? 1 : mine.length / messages.length
  return { share, variant: 'exporter-json', kind: 'chat', time: 'utc', ...(isEmpty ? { isEmpty } : {}) }
}

export function openJson(sink: ImportSink, around: Surroundings): Reading<string> {
  let head: ChatHead = {}
  let chat: Conversation | undefined
  let number = 0
  const open = (): Conversation => (chat ??= new Conversation(sink.chat(head)))
  const learn = (more: ChatHead): void => {
    head = { ...head, ...more }
    chat?.learn(head)
  }
  const take = (value: unknown): void => {
    number += 1
    const draft = draftOf(value, around)
    if (draft === undefined) open().warn(number, 'BAD_RECORD')
    else open().add(draft, number)
  }
  const splitter = new JsonSplitter(
    {
      member: (key) => {
        if (key === 'messages') return { member: () => take }
        if (key === 'channel') return (value) => learn(channelOf(fieldsOf(value)))
        return key === 'exportedAt' ? (value) => learn({ savedAt: instantOf(textOf(value) ?? '') }) : undefined
      },
      leave: () => void open(),
    },
    (trouble) => sink.warn(0, trouble === 'CUT' ? 'ENDS_EARLY' : 'BAD_RECORD'),
  )
  return { push: (piece) => splitter.push(piece), end: () => splitter.end() }
}

function channelOf(channel: Fields): ChatHead {
  const type = textOf(channel['type'])
  return { title: wordOf(channel['name']), ...(type === undefined ? {} : { type: type === 'DirectTextChat' ? 'direct' : 'group' }) }
}

/** What people or their bots write; all other types tell what happened. */
const WRITTEN: ReadonlySet<unknown> = new Set(['Default', 'Reply', 'ChatInputCommand', 'ContextMenuCommand', undefined])

function draftOf(value: unknown, around: Surroundings): Draft | undefined {
  if (!isFields(value) || (!isFields(value['author']) && textOf(value['content']) === undefined)) return undefined
  const author = fieldsOf(value['author'])
  const name = wordOf(author['nickname']) ?? wordOf(author['name'])
  const id = idOf(value['id'])
  const answered = idOf(fieldsOf(value['reference'])['messageId'])
  const content = textOf(value['content']) ?? ''
  const common = {
    time: instantOf(textOf(value['timestamp']) ?? ''),
    editedAt: instantOf(textOf(value['timestampEdited']) ?? ''),
    key: id === undefined ? undefined : keyOf(id),
    answers: answered === undefined ? undefined : keyOf(answered),
  }
  if (!WRITTEN.has(value['type'])) {
    const what =
      content === ''
        ? (textOf(value['type']) ?? '').slice(0, 100).replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
        : content
    return { ...common, kind: 'system', author: undefined, text: name === undefined ? what : `${name} · ${what}` }
  }
  const attachments = listOf(value['attachments']).flatMap((file) => attached(fieldsOf(file), around))
  const stickers = listOf(value['stickers']).flatMap((sticker) => wordOf(fieldsOf(sticker)['name']) ?? [])
  const first = attachments[0]
  const forwarded = fieldsOf(value['forwardedMessage'])
  return {
    ...common,
    kind: first !== undefined ? kindOfFile(first.name) : stickers.length > 0 ? 'sticker' : 'text',
    author: name,
    authorId: idOf(author['id']),
    text: content === '' ? (textOf(forwarded['content']) ?? '') : content,
    attachments,
    ...reactionsOf(value['reactions'], [...stickers, ...embeds(value['embeds'])]),
  }
}

function attached(file: Fields, around: Surroundings): ImportedAttachment[] {
  const url = wordOf(file['url'])
  const name = wordOf(file['fileName'])
  if (url === undefined && name === undefined) return []
  const found = attachmentOf(url ?? name ?? '', around)
  return [name === undefined ? found : { ...found, name }]
}

function embeds(value: unknown): string[] {
  return listOf(value).flatMap((each) => {
    const embed = fieldsOf(each)
    return [embed['title'], embed['description'], embed['url']].flatMap((part) => wordOf(part) ?? [])
  })
}

/** Where the file names nobody, only how many they were is known. */
function reactionsOf(value: unknown, before: readonly string[]): { reactions: ImportedReaction[]; details: string } {
  const reactions: ImportedReaction[] = []
  const details = [...before]
  for (const each of listOf(value)) {
    const reaction = fieldsOf(each)
    const emoji = wordOf(fieldsOf(reaction['emoji'])['name']) ?? wordOf(reaction['emoji'])
    if (emoji === undefined) continue
    const users = listOf(reaction['users']).flatMap((user) => wordOf(fieldsOf(user)['nickname']) ?? wordOf(fieldsOf(user)['name']) ?? [])
    reactions.push(...users.map((by) => ({ emoji, by })))
    const unnamed = (wholeOf(reaction['count']) ?? 0) - users.length
    if (unnamed > 0) details.push(`${emoji} ${unnamed}`)
  }
  return { reactions, details: details.join('\n') }
}
