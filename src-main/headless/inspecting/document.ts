/**
 * The document of one source, written as it is read: a million records are never in memory together. What fits is kept from the first pass; else
 * the source is read again, for one long list at a time or several short ones.
 */
import type { ImportSink, ReadSummary, SourceSink } from '../../../shared/importers/index.ts'
import { contactText, recordText } from './shapes.ts'
import { type ChatTally, HELD_CHARACTERS, type Printed, type Tally } from './tally.ts'

/** So much is written at once. */
const PIECE_CHARACTERS = 16 * 1024

export interface Writing {
  readonly tally: Tally
  readonly limit: number
  readonly kind: 'chat' | 'contacts' | 'unknown' | 'rejected'
  readonly code: string | undefined
  out(text: string): void
  /** The same source once more. */
  again(sink: SourceSink): Promise<ReadSummary>
}

/** Gives a code when the source is not what it was: the document is then not whole. */
export async function writeDocument(writing: Writing): Promise<string | undefined> {
  const { tally, kind, code } = writing
  const out = new Pieces(writing.out)
  const isRead = kind === 'chat' || kind === 'contacts'
  const main = tally.found.find((file) => file.kind === kind)
  const { format = null, variant = null, encoding = null, time = null } = (isRead ? main : undefined) ?? {}
  const head = { kind, ...(code !== undefined && { code }), format, variant, encoding, time }
  out.write(`${JSON.stringify(head).slice(0, -1)},"chats":[`)
  const chats = isRead ? tally.chats : []
  const lists = [...chats.map(({ records }) => records), ...(isRead ? [tally.contacts] : [])]
  const broken = await printLists(writing, lists, out, (at) => {
    const chat = chats[at]
    const before = chats[at - 1]
    if (before !== undefined) out.write(chatEnd(before))
    if (chat !== undefined) out.write((before === undefined ? '' : ',') + chatStart(chat))
    else out.write('],"contacts":[')
  })
  if (broken !== undefined) return broken
  if (!isRead) out.write('],"contacts":[')
  const others = isRead ? tally.warnings : []
  out.write(`]${others.length === 0 ? '' : `,"warnings":${JSON.stringify(others)}`}}\n`)
  out.flush()
  return undefined
}

function chatStart({ head: { title, type, savedAt, selfLabel }, participants }: ChatTally): string {
  const head = { title: title ?? null, type: type ?? null, savedAt: savedAt ?? null, selfLabel: selfLabel ?? null }
  // A name may be anything, `__proto__` too.
  return `${JSON.stringify(head).slice(0, -1)},"participants":${objectText(participants)},"records":[`
}

function chatEnd({ warnings }: ChatTally): string {
  return `],"warnings":${JSON.stringify(warnings)}}`
}

function objectText(counts: ReadonlyMap<string, number>): string {
  return `{${[...counts].map(([name, count]) => `${JSON.stringify(name)}:${count}`).join(',')}}`
}

async function printLists(
  writing: Writing,
  lists: readonly Printed[],
  out: Pieces,
  before: (at: number) => void,
): Promise<string | undefined> {
  if (!writing.tally.isTooLong) {
    lists.forEach((list, at) => {
      before(at)
      out.write(list.held.join(','))
    })
    return undefined
  }
  for (let at = 0; at < lists.length;) {
    let end = at
    let characters = 0
    do characters += lists[end++]?.characters ?? 0
    while (end < lists.length && characters + (lists[end]?.characters ?? 0) <= HELD_CHARACTERS)
    const code = await printBatch(writing, { from: at, end, contactsAt: lists.length - 1 }, out, before)
    if (code !== undefined) return code
    at = end
  }
  return undefined
}

interface Batch {
  readonly from: number
  readonly end: number
  readonly contactsAt: number
}

/** One list goes out as it comes; several are kept until the pass is over, since they may be mixed in the source. */
async function printBatch(writing: Writing, { from, end, contactsAt }: Batch, out: Pieces, before: (at: number) => void) {
  const isOne = end - from === 1
  const kept = Array.from({ length: end - from }, (): string[] => [])
  const counts = Array.from({ length: end - from }, () => 0)
  if (isOne) before(from)
  let opened = 0
  const take = (list: number, text: () => string): void => {
    const at = list - from
    const count = counts[at]
    if (count === undefined || count >= writing.limit) return
    counts[at] = count + 1
    if (isOne) out.write(count === 0 ? text() : `,${text()}`)
    else kept[at]?.push(text())
  }
  const file = (): ImportSink => ({
    chat: () => {
      const at = opened
      opened += 1
      return { record: (record) => take(at, () => recordText(record)), warn: () => undefined, learn: () => undefined }
    },
    contact: (contact) => take(contactsAt, () => contactText(contact)),
    warn: () => undefined,
  })
  const { code } = await writing.again({ file })
  if (code !== undefined) return code
  if (!isOne) {
    kept.forEach((texts, at) => {
      before(from + at)
      out.write(texts.join(','))
    })
  }
  return undefined
}

/** A write for every record would cost more than making it. */
class Pieces {
  readonly #out: (text: string) => void
  #held: string[] = []
  #characters = 0

  constructor(out: (text: string) => void) {
    this.#out = out
  }

  write(text: string): void {
    this.#held.push(text)
    this.#characters += text.length
    if (this.#characters >= PIECE_CHARACTERS) this.flush()
  }

  flush(): void {
    if (this.#characters > 0) this.#out(this.#held.join(''))
    this.#held = []
    this.#characters = 0
  }
}
