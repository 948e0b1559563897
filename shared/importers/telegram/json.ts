/** `result.json` of Telegram Desktop, of one conversation or of all, with the contacts. Members may come in any order (IMP-32). */
import type { ImportSink, Reading, Recognition, Surroundings } from '../format.ts'
import { Conversation, fieldsOf, idOf, JsonSplitter, personOf, textOf, wholeOf, type JsonNode, type JsonWant } from '../json/index.ts'
import type { ChatHead } from '../model.ts'
import { readMessage } from './message.ts'
import { OnlyOffset } from './only-offset.ts'

export function openJson(found: Recognition, sink: ImportSink, around: Surroundings): Reading<string> {
  const self: Self = { id: undefined }
  const root = new ChatNode(found, sink, around, self, false)
  const contacts = contactsNode(sink, around)
  const lists: JsonNode = {
    member: (key) => (key === 'list' ? { member: () => new ChatNode(found, sink, around, self, true) } : undefined),
  }
  const splitter = new JsonSplitter(
    {
      member: (key): JsonWant => {
        if (key === 'chats' || key === 'left_chats') return lists
        if (key === 'contacts') return contacts
        if (key === 'personal_information') return (value) => (self.id = idOf(fieldsOf(value)['user_id']))
        return root.member(key)
      },
    },
    (trouble) => sink.warn(0, trouble === 'CUT' ? 'ENDS_EARLY' : 'BAD_RECORD'),
  )
  return { push: (piece) => splitter.push(piece), end: () => splitter.end() }
}

interface Self {
  id: string | undefined
}

class ChatNode implements JsonNode {
  readonly #found: Recognition
  readonly #sink: ImportSink
  readonly #around: Surroundings
  readonly #self: Self
  /** Of a list: it is a conversation even if nothing is in it. */
  readonly #isListed: boolean
  readonly #offset = new OnlyOffset()
  #chat: Conversation | undefined
  #head: ChatHead = {}
  #number = 0

  constructor(found: Recognition, sink: ImportSink, around: Surroundings, self: Self, isListed: boolean) {
    this.#isListed = isListed
    this.#found = found
    this.#sink = sink
    this.#around = around
    this.#self = self
  }

  readonly member = (key: string | number): JsonWant => {
    if (key === 'name') return (value) => this.#learn({ title: textOf(value) })
    if (key === 'type') return (value) => this.#learn({ type: typeOf(value) })
    return key === 'messages' ? { member: () => this.#message } : undefined
  }

  readonly leave = (): void => {
    if (this.#isListed) this.#open()
  }

  readonly #message = (value: unknown): void => {
    this.#number += 1
    const chat = this.#open()
    const read = readMessage(value, this.#found, this.#offset.last, this.#around)
    if (read === undefined) chat.warn(this.#number, 'BAD_RECORD')
    else {
      if (this.#offset.note(read.offsetMinutes) && this.#found.time === 'local') this.#learn({ utcOffsetMinutes: this.#offset.only })
      this.#noteSelf(read.draft.author, read.draft.authorId)
      chat.add(read.draft, this.#number)
    }
  }

  #open(): Conversation {
    return (this.#chat ??= new Conversation(this.#sink.chat(this.#head)))
  }

  #learn(more: ChatHead): void {
    this.#head = { ...this.#head, ...more }
    this.#chat?.learn(this.#head)
  }

  #noteSelf(author: string | undefined, id: string | undefined): void {
    if (author === undefined || id === undefined || this.#self.id === undefined || this.#head.selfLabel === author) return
    if (id === this.#self.id || id === `user${this.#self.id}`) this.#learn({ selfLabel: author })
  }
}

function typeOf(value: unknown): 'direct' | 'group' | undefined {
  if (typeof value !== 'string') return undefined
  if (/group|channel/.test(value.slice(0, 40))) return 'group'
  return /^(?:personal_chat|bot_chat|saved_messages|replies|verification_codes)$/.test(value) ? 'direct' : undefined
}

function contactsNode(sink: ImportSink, around: Surroundings): JsonNode {
  let number = 0
  const take = (value: unknown): void => {
    number += 1
    const fields = fieldsOf(value)
    const phone = fields['phone_number']
    const contact = personOf(
      {
        given: textOf(fields['first_name']) ?? '',
        family: textOf(fields['last_name']) ?? '',
        phones: [textOf(phone) ?? String(wholeOf(phone) ?? '')],
      },
      around.region,
    )
    if (contact === undefined) sink.warn(number, 'BAD_RECORD')
    else sink.contact(contact)
  }
  return { member: (key) => (key === 'list' ? { member: () => take } : undefined) }
}
