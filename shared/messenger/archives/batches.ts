/**
 * Batches: what one import wrote, so that all of it can be taken back (ARC-6). A batch is open from before its first message until after its
 * last; one that is open when nobody writes it was broken off, and goes as if it had never been.
 */
import { readUtf8, utf8 } from '../../codec/index.ts'
import { ID_BYTES, type AccountId, idFromBytes, parseId } from '../../ids/index.ts'
import type { MessageRow, RoomKey, Store } from '../../store/index.ts'
import type { ImportBatch } from '../api-imports.ts'
import type { ArchiveBook } from './archive-book.ts'
import { CutNotes } from './cut-notes.ts'
import { LongTexts, contentOfImported, longTextsSpace } from './imported-row.ts'
import { type BatchRecord, batchRecord } from './records.ts'

const SPACE = 'import-batches'
const DIGITS = 12
const NO_EPOCH = idFromBytes('epoch', new Uint8Array(ID_BYTES.epoch))
const LAST_T = Number.MAX_SAFE_INTEGER

export class Batches {
  readonly #store: Store
  readonly #book: ArchiveBook
  readonly #account: AccountId
  readonly longTexts: LongTexts
  readonly #records = new Map<number, BatchRecord>()
  #next = 1

  constructor(store: Store, book: ArchiveBook, account: AccountId) {
    this.#store = store
    this.#book = book
    this.#account = account
    this.longTexts = new LongTexts(store.values)
    this.reload()
  }

  /** As the disk has it. */
  reload(): void {
    this.#records.clear()
    for (const [name, value] of this.#store.values.list(SPACE)) {
      const read = batchRecord.decode(value)
      this.#next = Math.max(this.#next, Number(name) + 1)
      if (read.ok) this.#records.set(Number(name), read.value)
    }
  }

  get(batch: number): BatchRecord | undefined {
    return this.#records.get(batch)
  }

  all(): readonly ImportBatch[] {
    const done = [...this.#records].filter(([, { state }]) => state === 'done').toSorted(([a], [b]) => b - a)
    return done.map(([batch, record]) => this.#viewOf(batch, record))
  }

  view(batch: number): ImportBatch | undefined {
    const record = this.#records.get(batch)
    return record === undefined ? undefined : this.#viewOf(batch, record)
  }

  /** Those that are being written, were broken off, or are being taken back. */
  open(): readonly number[] {
    return [...this.#records].flatMap(([batch, { state }]) => (state === 'done' ? [] : [batch]))
  }

  begin(sources: readonly string[], at: number): number {
    const batch = this.#next
    this.#next += 1
    this.put(batch, { at, state: 'open', sources, archives: [], messages: 0, known: 0, mended: 0, entries: [] })
    return batch
  }

  /** In the caller's transaction, as all that follows. */
  put(batch: number, record: BatchRecord): void {
    this.#store.values.put(SPACE, nameOf(batch), batchRecord.encode(record))
    this.#records.set(batch, record)
  }

  segmentOf(key: RoomKey, batch: number): number {
    return this.#store.messages.segmentKey(key, this.#account, NO_EPOCH, batch)
  }

  /** Keeps what a longer copy takes the place of; the first that was there counts. */
  replacing(batch: number, row: MessageRow): void {
    const { values } = this.#store
    const space = beforeSpace(batch, row.room)
    if (values.get(space, row.id) !== undefined) return
    values.put(space, row.id, row.content)
    const whole = this.longTexts.get(row.seq, row.id)
    if (whole !== undefined) values.put(longBefore(space), row.id, utf8(whole))
  }

  /** Messages it brought. */
  sizeOf(batch: number): number {
    const { messages } = this.#store
    return (this.#records.get(batch)?.archives ?? []).reduce((sum, key) => sum + messages.countSegment(this.segmentOf(key, batch)), 0)
  }

  /** From now on it is on its way out, whatever happens. */
  leave(batch: number): void {
    const record = this.#records.get(batch)
    if (record === undefined || record.state === 'leaving') return
    this.put(batch, { ...record, state: 'leaving', messages: record.state === 'done' ? record.messages : 0 })
  }

  /** Up to `limit` of what a leaving batch brought; whether little is left: the rest goes by `takeBack`. */
  takeSome(batch: number, limit: number): boolean {
    const record = this.#records.get(batch)
    if (record === undefined) return true
    const { values, messages } = this.#store
    let room = limit
    for (const key of record.archives) {
      room -= this.#restore(batch, key, room)
      const taken = messages.dropSome(this.segmentOf(key, batch), room)
      room -= taken
      const archive = this.#book.get(key)
      if (taken > 0 && archive !== undefined && record.messages > 0)
        this.#book.put(key, { ...archive, messages: Math.max(0, archive.messages - taken) })
      if (room <= 0) return false
    }
    const texts = values.list(longTextsSpace(batch), '', room)
    for (const [name] of texts) values.delete(longTextsSpace(batch), name)
    return texts.length < room
  }

  /** Everything the batch brought, or what is left of it; how many messages that was. */
  takeBack(batch: number): number {
    const record = this.#records.get(batch)
    if (record === undefined) return 0
    const { values, messages } = this.#store
    const isCounted = record.state === 'done' || (record.state === 'leaving' && record.messages > 0)
    let all = 0
    for (const key of record.archives) {
      this.#restore(batch, key)
      const taken = messages.dropSegment(this.segmentOf(key, batch))
      all += taken
      new CutNotes(this.#store, key).tidy()
      this.#tidyBefore(batch, key)
      const archive = this.#book.get(key)
      if (archive === undefined) continue
      const batches = archive.batches.filter((each) => each !== batch)
      const { first: _first, last: _last, ...rest } = archive
      // A batch that was broken off was never counted.
      const left = isCounted ? Math.max(0, archive.messages - taken) : archive.messages
      if (batches.length === 0) this.#book.remove(key)
      else this.#book.put(key, { ...rest, ...this.spanOf(key), batches, messages: left })
    }
    for (const [name] of values.list(longTextsSpace(batch))) values.delete(longTextsSpace(batch), name)
    values.delete(SPACE, nameOf(batch))
    this.#records.delete(batch)
    return all
  }

  /** First and last time of an archive, as its rows say; ms. */
  spanOf(key: RoomKey): { readonly first?: number; readonly last?: number } {
    const { messages } = this.#store
    const last = messages.last(key, LAST_T)
    const [first] = messages.page(key, 1, { after: { t: -1, c: 0, id: idFromBytes('message', new Uint8Array(ID_BYTES.message)) } })
    return { ...(first !== undefined && { first: first.t }), ...(last !== undefined && { last: last.t }) }
  }

  /** Those of one archive. */
  dropLongTexts(batch: number, key: RoomKey): void {
    const { values, messages } = this.#store
    for (const [name] of values.list(longTextsSpace(batch))) {
      const id = parseId('message', name)
      if (id !== undefined && messages.get(key, id) !== undefined) this.longTexts.delete(batch, id)
    }
  }

  /** Forgets an archive in all batches. */
  archiveGone(key: RoomKey): void {
    const { values } = this.#store
    for (const [batch, record] of this.#records) {
      if (!record.archives.includes(key)) continue
      const space = beforeSpace(batch, key)
      for (const each of [space, longBefore(space)]) for (const [name] of values.list(each)) values.delete(each, name)
      const archives = record.archives.filter((each) => each !== key)
      this.put(batch, { ...record, archives })
    }
  }

  /** Puts back what longer copies took the place of, up to `limit` of it; how many. */
  #restore(batch: number, key: RoomKey, limit?: number): number {
    const { values, messages } = this.#store
    const space = beforeSpace(batch, key)
    const noted = values.list(space, '', limit)
    for (const [name, content] of noted) {
      const id = parseId('message', name)
      const row = id === undefined ? undefined : messages.get(key, id)
      const whole = values.get(longBefore(space), name)
      values.delete(space, name)
      values.delete(longBefore(space), name)
      // What this very batch brought goes anyway.
      if (row === undefined || row.seq === batch) continue
      if (this.#handOn(batch, row, content, whole)) continue
      const text = contentOfImported({ ...row, content })?.text ?? ''
      messages.put({ ...row, content, text: text === '' ? undefined : text })
      this.longTexts.put(row.seq, row.id, (whole === undefined ? undefined : readUtf8(whole)) ?? '')
    }
    return noted.length
  }

  /** What other batches took the place of, where the message itself is gone now (DEL-3). */
  #tidyBefore(batch: number, key: RoomKey): void {
    const { values, messages } = this.#store
    for (const other of this.#records.keys()) {
      const space = beforeSpace(other, key)
      if (other === batch) continue
      for (const [name] of values.list(space)) {
        const id = parseId('message', name)
        if (id !== undefined && messages.get(key, id) !== undefined) continue
        values.delete(space, name)
        values.delete(longBefore(space), name)
      }
    }
  }

  /** A later batch had a longer one still: that one stands, and its undoing leads back to what was before both. */
  #handOn(batch: number, row: MessageRow, content: Uint8Array, whole: Uint8Array | undefined): boolean {
    const { values } = this.#store
    for (const later of [...this.#records.keys()].filter((each) => each > batch).toSorted((a, b) => a - b)) {
      const space = beforeSpace(later, row.room)
      if (values.get(space, row.id) === undefined) continue
      values.put(space, row.id, content)
      if (whole === undefined) values.delete(longBefore(space), row.id)
      else values.put(longBefore(space), row.id, whole)
      return true
    }
    return false
  }

  #viewOf(batch: number, { at, sources, archives, messages, known, mended, entries }: BatchRecord): ImportBatch {
    const ids = archives.flatMap((key) => this.#book.get(key)?.id ?? [])
    return { batch, at, sources, archives: ids, messages, known, mended, people: entries.length }
  }
}

function beforeSpace(batch: number, key: RoomKey): string {
  return `archive-before/${batch}/${key}`
}

function longBefore(space: string): string {
  return `${space}/long`
}

function nameOf(batch: number): string {
  return String(batch).padStart(DIGITS, '0')
}
