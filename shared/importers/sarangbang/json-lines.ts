/** Our own JSON Lines (EXP-8), read back. Each line is believed as far as its shape goes; one that is none is a warning and no more. */
import * as v from 'valibot'
import { plainLines } from '../../rooms/kinds/index.ts'
import { type ImportedReaction, type ImportedRecord, RECORD_KINDS } from '../model.ts'
import type { ChatSink, ImportSink, Reading } from '../format.ts'
import { LineReader, type NumberedLine } from './line-reader.ts'

export const JSONL_FIRST = '{"sarangbang":"room","version":1,'

/** Answers are looked for among so many messages before. */
const REMEMBERED = 65_536
const NAMES = 4096

const moment = v.pipe(v.number(), v.safeInteger(), v.minValue(-8_640_000_000_000_000), v.maxValue(8_640_000_000_000_000))
const person = v.object({ account: v.string(), name: v.string() })
const head = v.object({
  sarangbang: v.literal('room'),
  version: v.literal(1),
  title: v.string(),
  kind: v.string(),
  saved: moment,
  me: person,
  people: v.array(person),
})
/** What a message says that was brought in from elsewhere before: it stays what it was. */
const imported = v.object({
  author: v.optional(v.string()),
  kind: v.picklist(RECORD_KINDS),
  attachments: v.optional(v.array(v.object({ name: v.string(), present: v.boolean() })), []),
  reactions: v.optional(v.array(v.object({ emoji: v.string(), by: v.string() })), []),
})
const card = v.object({
  name: v.string(),
  phones: v.array(v.string()),
  mails: v.array(v.string()),
  link: v.exactOptional(v.string()),
})
const place = v.object({ latitude: v.number(), longitude: v.number(), name: v.string() })
const message = v.object({
  type: v.literal('message'),
  id: v.string(),
  time: moment,
  author: person,
  kind: v.string(),
  text: v.optional(v.string()),
  attachments: v.optional(v.array(v.object({ name: v.string() }))),
  card: v.optional(card),
  place: v.optional(place),
  replyTo: v.optional(v.string()),
  edited: v.optional(moment),
  deleted: v.optional(v.boolean()),
  reactions: v.optional(v.array(v.object({ emoji: v.string(), accounts: v.array(v.string()) }))),
  imported: v.optional(imported),
})
const system = v.object({
  type: v.literal('system'),
  time: moment,
  act: v.string(),
  by: person,
  target: v.optional(person),
  detail: v.optional(v.string()),
  text: v.optional(v.string()),
})
const end = v.object({ type: v.literal('end'), messages: v.number() })
const line = v.variant('type', [message, system, end])

export class JsonLinesReading implements Reading<string> {
  readonly #sink: ImportSink
  readonly #lines: LineReader
  readonly #names = new Map<string, string>()
  /** Ids of the newest messages, oldest first. */
  readonly #seqs = new Map<string, number>()
  #chat: ChatSink | undefined
  #seq = 0
  #messages = 0
  #isOver = false

  constructor(sink: ImportSink) {
    this.#sink = sink
    this.#lines = new LineReader((each) => this.#line(each))
  }

  push(piece: string): void {
    this.#lines.push(piece)
  }

  end(): void {
    this.#lines.end()
    if (!this.#isOver) (this.#chat ?? this.#sink).warn(0, 'ENDS_EARLY')
  }

  #line({ text, number, isCut }: NumberedLine): void {
    if (text.trim() === '') return
    const value = isCut ? undefined : parsed(text)
    if (this.#chat === undefined) {
      const read = v.safeParse(head, value)
      if (!read.success) return this.#sink.warn(number, isCut ? 'CUT_LINE' : 'BAD_RECORD')
      const { title, kind, saved, me, people } = read.output
      for (const each of people.slice(0, NAMES)) this.#names.set(each.account, each.name)
      this.#names.set(me.account, me.name)
      this.#chat = this.#sink.chat({ title, type: kind === 'direct' ? 'direct' : 'group', savedAt: iso(saved), selfLabel: me.name })
      return
    }
    const read = v.safeParse(line, value)
    if (!read.success || this.#isOver) return this.#chat.warn(number, isCut ? 'CUT_LINE' : 'BAD_RECORD')
    const record = read.output
    if (record.type === 'end') {
      this.#isOver = true
      if (record.messages !== this.#messages) this.#chat.warn(number, 'BAD_VALUE')
      return
    }
    const raw = { firstLine: number, lastLine: number }
    this.#chat.record(
      record.type === 'system'
        ? { seq: this.#seq, kind: 'system', author: null, time: iso(record.time), text: this.#told(record), attachments: [], raw }
        : { ...this.#message(record), raw },
    )
    this.#seq += 1
  }

  #message(said: v.InferOutput<typeof message>): Omit<ImportedRecord, 'raw'> {
    this.#messages += 1
    if (this.#names.size < NAMES) this.#names.set(said.author.account, said.author.name)
    const replyTo = said.replyTo === undefined ? undefined : this.#seqs.get(said.replyTo)
    this.#seqs.set(said.id, this.#seq)
    const [oldest] = this.#seqs.size > REMEMBERED ? this.#seqs.keys() : []
    if (oldest !== undefined) this.#seqs.delete(oldest)
    const before = said.imported
    const reactions =
      before?.reactions ??
      (said.reactions ?? []).flatMap(({ emoji, accounts }) =>
        accounts.map((account): ImportedReaction => ({ emoji, by: this.#names.get(account) ?? account })),
      )
    return {
      seq: this.#seq,
      kind: before?.kind ?? (said.deleted === true ? 'deleted' : said.text === undefined ? 'other' : 'text'),
      author: before === undefined ? said.author.name : (before.author ?? null),
      time: iso(said.time),
      text: plainLines({ text: said.text, card: said.card, place: said.place }) ?? '',
      attachments: before?.attachments ?? (said.attachments ?? []).map(({ name }) => ({ name, present: false })),
      ...(replyTo !== undefined && { replyTo }),
      ...(said.edited !== undefined && { editedAt: iso(said.edited) }),
      ...(reactions.length > 0 && { reactions }),
    }
  }

  /** The sentence it was shown as; without one in no language: what was done, by whom, to whom. */
  #told({ act, by, target, detail, text }: v.InferOutput<typeof system>): string {
    if (text !== undefined) return text
    return [`${by.name}: ${act}`, ...(target === undefined ? [] : [target.name]), ...(detail === undefined ? [] : [detail])].join(' · ')
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
