/**
 * What one pass over a source tells without keeping its records: of each conversation who, how many, from when to when, and how long its records
 * are in print; of the whole, whether that is little enough to be kept after all. Bounded, whatever the source holds.
 */
import {
  type ChatHead,
  type ChatSink,
  type FoundFile,
  type ImportedContact,
  type ImportedRecord,
  type ImportSink,
  type ImportWarning,
  type SourceSink,
  type WarningCode,
  detached,
} from '../../../shared/importers/index.ts'
import { IMPORT } from '../../../shared/limits.ts'
import { contactText, recordText } from './shapes.ts'

/** Of printed records: so much is kept at a time. */
export const HELD_CHARACTERS = 2 * 1024 * 1024

/** A list of records or contacts in print. */
export class Printed {
  readonly #limit: number
  count = 0
  /** Of those within the limit. */
  characters = 0
  held: string[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  /** The length it takes; `isKept`: there is still room for it. */
  add(text: () => string, isKept: boolean): number {
    this.count += 1
    if (this.count > this.#limit) return 0
    const printed = text()
    this.characters += printed.length + 1
    if (isKept) this.held.push(printed)
    return printed.length + 1
  }
}

export class ChatTally {
  readonly records: Printed
  readonly participants = new Map<string, number>()
  readonly warnings: ImportWarning[] = []
  warned = 0
  head: ChatHead
  first: string | undefined
  last: string | undefined

  constructor(head: ChatHead, limit: number) {
    this.head = head
    this.records = new Printed(limit)
  }
}

export class Tally implements SourceSink {
  readonly chats: ChatTally[] = []
  readonly contacts: Printed
  readonly found: FoundFile[] = []
  /** Of files without a conversation. */
  readonly warnings: ImportWarning[] = []
  /** There is more than is kept: print it in further passes. */
  isTooLong = false
  readonly #limit: number
  #held = 0
  #names = 0
  #warnings = 0

  /** `limit`: records, and contacts, that are printed of each list. */
  constructor(limit: number) {
    this.#limit = limit
    this.contacts = new Printed(limit)
  }

  file(found: FoundFile): ImportSink {
    this.found.push(found)
    let first: ChatTally | undefined
    return {
      chat: (head) => {
        const chat = new ChatTally(head, this.#limit)
        this.chats.push(chat)
        first ??= chat
        return this.#sinkOf(chat)
      },
      contact: (contact: ImportedContact) => this.#keep(this.contacts, () => contactText(contact)),
      warn: (line, code) => this.#warn(first, line, code),
    }
  }

  #sinkOf(chat: ChatTally): ChatSink {
    return {
      record: (record) => this.#record(chat, record),
      warn: (line, code) => this.#warn(chat, line, code),
      learn: (head) => void (chat.head = { ...chat.head, ...head }),
    }
  }

  #record(chat: ChatTally, record: ImportedRecord): void {
    const { author, time } = record
    if (author !== null) this.#count(chat, author)
    if (time !== null) {
      chat.first ??= detached(time)
      chat.last = time
    }
    this.#keep(chat.records, () => recordText(record))
  }

  #count({ participants }: ChatTally, author: string): void {
    const name = author.length > IMPORT.LISTED_NAME_CHARACTERS ? author.slice(0, IMPORT.LISTED_NAME_CHARACTERS) : author
    const before = participants.get(name)
    if (before !== undefined) participants.set(name, before + 1)
    else if (this.#names < IMPORT.LISTED_NAMES) {
      this.#names += 1
      participants.set(detached(name), 1)
    }
  }

  #keep(list: Printed, text: () => string): void {
    this.#held += list.add(text, !this.isTooLong)
    if (this.#held <= HELD_CHARACTERS || this.isTooLong) return
    this.isTooLong = true
    for (const one of [this.contacts, ...this.chats.map(({ records }) => records)]) one.held = []
  }

  #warn(chat: ChatTally | undefined, line: number, code: WarningCode): void {
    if (chat !== undefined) chat.warned += 1
    this.#warnings += 1
    if (this.#warnings <= IMPORT.LISTED_WARNINGS) (chat ?? this).warnings.push({ line, code })
  }
}
