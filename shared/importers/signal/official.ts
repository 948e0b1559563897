/** Signal's own export, `main.jsonl`: recipients and conversations by number, then messages of all conversations mixed (IMP-36). */
import { IMPORT } from '../../limits.ts'
import type { Head, ImportSink, Reading, Recognition, Surroundings } from '../format.ts'
import { Conversation, fieldsOf, idOf, isFields, JsonLines, keyOf, SeqIndex, type Fields } from '../json/index.ts'
import { ExportedFiles } from './files.ts'
import { draftOf } from './item.ts'
import { contactOf, Recipients } from './people.ts'

const KINDS =
  /^\s*\{\s*"(?:account|recipient|chat|chatItem|stickerPack|adHocCall|notificationProfile|chatFolder|version|backupTimeMs|mediaRootBackupKey)"\s*:/
const TELLING = /^\s*\{\s*"(?:account|recipient|chat|chatItem)"\s*:\s*\{/

export function recogniseOfficial(head: Head): Recognition | undefined {
  const lines = head.lines.map((line) => line.replace(/^\uFEFF/, '').slice(0, 200)).filter((line) => /^\s*\{/.test(line))
  const mine = lines.filter((line) => KINDS.test(line))
  if (!lines.some((line) => TELLING.test(line))) return undefined
  const isEmpty = head.isWhole && !mine.some((line) => line.includes('"chatItem"') || line.includes('"recipient"'))
  return { share: mine.length / lines.length, variant: 'official-jsonl', kind: 'chat', time: 'utc', ...(isEmpty ? { isEmpty } : {}) }
}

export function openOfficial(sink: ImportSink, around: Surroundings): Reading<string> {
  const reader = new OfficialReader(sink, around)
  const lines = new JsonLines({
    take: (value, first, last, text) => reader.take(value, first, last, text),
    bad: (line) => sink.warn(line, 'BAD_RECORD'),
  })
  return {
    push: (piece) => lines.push(piece),
    end: () => {
      if (lines.end()) sink.warn(0, 'ENDS_EARLY')
    },
  }
}

class OfficialReader {
  readonly #sink: ImportSink
  readonly #region: string
  readonly #files: ExportedFiles
  readonly #people = new Recipients()
  /** Recipient of a conversation, by its number. */
  readonly #chats = new Map<string, string | undefined>()
  readonly #open = new Map<string, Conversation>()
  readonly #seen = new SeqIndex()

  constructor(sink: ImportSink, around: Surroundings) {
    this.#sink = sink
    this.#region = around.region
    this.#files = new ExportedFiles(around)
  }

  take(value: unknown, first: number, last: number, text: string): void {
    if (!isFields(value)) this.#sink.warn(first, 'BAD_RECORD')
    else if (isFields(value['chatItem'])) this.#item(innermost(value['chatItem']), first, last, text)
    else if (isFields(value['recipient'])) this.#recipient(value['recipient'], first)
    else if (isFields(value['chat'])) this.#chat(value['chat'], first)
    else if (isFields(value['account'])) this.#people.account(value['account'])
    // Lines of other kinds (version, sticker packs, folders) hold no messages.
    else if (value['chatItem'] !== undefined || value['recipient'] !== undefined || value['chat'] !== undefined)
      this.#sink.warn(first, 'BAD_RECORD')
  }

  #recipient(recipient: Fields, line: number): void {
    const isNew = this.#people.get(idOf(recipient['id'])) === undefined
    if (!this.#people.add(recipient)) {
      this.#sink.warn(line, 'BAD_RECORD')
      return
    }
    const contact = isNew ? contactOf(recipient, this.#region) : undefined
    if (contact !== undefined) this.#sink.contact(contact)
  }

  #chat(chat: Fields, line: number): void {
    const id = idOf(chat['id'])
    if (id === undefined || (this.#chats.size >= IMPORT.JSON_ENTRIES && !this.#chats.has(id))) this.#sink.warn(line, 'BAD_RECORD')
    else this.#chats.set(id, idOf(chat['recipientId']))
  }

  #item(item: Fields, first: number, last: number, text: string): void {
    const id = idOf(item['chatId'])
    const draft = id === undefined ? undefined : draftOf(item, this.#people, this.#files)
    const chat = id === undefined || draft === undefined ? undefined : this.#conversation(id)
    if (draft === undefined || chat === undefined) this.#sink.warn(first, 'BAD_RECORD')
    else if (!this.#isRepeated(text, draft.key ?? 0)) chat.add(draft, first, last)
  }

  /** The same line again, byte by byte, is the same message: some exports have it twice. */
  #isRepeated(text: string, item: number): boolean {
    const line = keyOf(text)
    // Both the line and what it is about: no chance meeting of two numbers may cost a message.
    const mark = item % 0x7fff_ffff
    if (this.#seen.get(line) === mark) return true
    this.#seen.add(line, mark)
    return false
  }

  #conversation(id: string): Conversation | undefined {
    const known = this.#open.get(id)
    if (known !== undefined || this.#open.size >= IMPORT.JSON_ENTRIES) return known
    const recipient = this.#people.get(this.#chats.get(id))
    const title = recipient?.isSelf === true ? undefined : recipient?.name
    const chat = new Conversation(this.#sink.chat({ title, type: recipient?.type, selfLabel: this.#people.selfName }))
    this.#open.set(id, chat)
    return chat
  }
}

/** Some exports wrap an item in itself. */
function innermost(item: Fields): Fields {
  let inner = item
  for (let depth = 0; depth < IMPORT.JSON_DEPTH && isFields(inner['chatItem']); depth += 1) inner = fieldsOf(inner['chatItem'])
  return inner
}
