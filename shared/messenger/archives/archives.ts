/**
 * Imported history in the messenger: which archives there are and where they show, what came in which batch, and the way in for another one.
 * Archives never meet rooms, sync or bundles: the only ways out of here are views for this person and what he shares on purpose.
 */
import type { Clock, Crypto, Rng } from '../../crypto/index.ts'
import { type AccountId, type MessageId, type RoomId, parseId } from '../../ids/index.ts'
import { ARCHIVE } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import { type MessageRow, type RoomKey, type Store, StoreError } from '../../store/index.ts'
import type { AddressBook } from '../address-book/index.ts'
import type { ArchivePlace, ArchiveView, ImportActCode, ImportsApi } from '../api-imports.ts'
import type { MessageView, Messenger } from '../api.ts'
import type { Names } from '../names.ts'
import type { Rooms } from '../rooms.ts'
import { ArchiveBook, isArchiveKey } from './archive-book.ts'
import { BatchWriting, type BatchWritingDeps } from './batch-writing.ts'
import { Batches } from './batches.ts'
import { CutNotes } from './cut-notes.ts'
import { importedView } from './imported-view.ts'
import { SharedQuotes } from './shared-quotes.ts'
import { TakingBack } from './taking-back.ts'
import { titleOf } from './title.ts'

export interface ArchivesDeps {
  readonly store: Store
  readonly crypto: Crypto
  readonly rng: Rng
  readonly clock: Clock
  /** Mine. */
  readonly account: AccountId
  readonly rooms: Pick<Rooms, 'registry' | 'directRoomsWith'>
  readonly people: AddressBook
  readonly send: Messenger['send']
  names(): Names
  /** Once, after what is going on now. */
  later(name: string, run: () => void): void
  changed(): void
}

export class Archives implements ImportsApi {
  readonly book: ArchiveBook
  readonly #deps: ArchivesDeps
  readonly #batches: Batches
  readonly #quotes = new SharedQuotes()
  readonly #takingBack: TakingBack
  #writing: BatchWriting | undefined

  constructor(deps: ArchivesDeps) {
    this.#deps = deps
    this.book = new ArchiveBook(deps.store, deps.crypto, deps.rng)
    this.#batches = new Batches(deps.store, this.book, deps.account)
    this.#takingBack = new TakingBack({
      ...{ store: deps.store, batches: this.#batches, people: deps.people, changed: () => deps.changed() },
      commit: (work, mode) => this.#commit(work, mode),
      later: (name, run) => deps.later(name, run),
    })
  }

  batches(): ReturnType<ImportsApi['batches']> {
    return this.#batches.all()
  }

  archives(): readonly ArchiveView[] {
    const shown = this.book.keys().filter((key) => !this.#takingBack.isHidden(key))
    return shown.flatMap((key) => this.#viewOf(key) ?? []).toSorted((a, b) => (b.last ?? 0) - (a.last ?? 0))
  }

  undo: ImportsApi['undo'] = (batch) => {
    if (this.#isBusy) return fail('IMPORT_BUSY')
    if (this.#batches.get(batch)?.state !== 'done') return fail('NO_BATCH')
    const taken = this.#takingBack.take(batch)
    if (taken === undefined) return fail('STORE_FULL')
    this.#deps.changed()
    return ok({ messages: taken })
  }

  takenBack(): Promise<void> {
    return this.#takingBack.gone()
  }

  change: ImportsApi['change'] = (archive, { title, place }) => {
    const key = this.book.byId(archive)
    const before = key === undefined ? undefined : this.book.get(key)
    if (key === undefined || before === undefined) return fail('NO_ARCHIVE')
    const named = title === undefined ? before.title : titleOf(title)
    if (named === '') return fail('EMPTY')
    const refusal = place === undefined ? undefined : this.#refusalOf(place)
    if (refusal !== undefined) return fail(refusal)
    const done = this.#commit(() => this.book.put(key, { ...before, title: named, place: place ?? before.place }))
    const view = this.#viewOf(key)
    return done && view !== undefined ? ok(view) : fail('STORE_FULL')
  }

  remove: ImportsApi['remove'] = (archive) => {
    const key = this.book.byId(archive)
    if (key === undefined) return fail('NO_ARCHIVE')
    if (this.#isBusy) return fail('IMPORT_BUSY')
    const { store } = this.#deps
    const done = this.#commit(() => {
      for (const batch of this.book.get(key)?.batches ?? []) this.#batches.dropLongTexts(batch, key)
      store.messages.clear(key)
      new CutNotes(store, key).tidy()
      this.#batches.archiveGone(key)
      this.book.remove(key)
    })
    if (!done) return fail('STORE_FULL')
    store.purgeErased()
    return ok(undefined)
  }

  text: ImportsApi['text'] = (message, from = 0) => {
    const row = this.row(message)
    if (row === undefined || row.forgotten) return fail('NO_MESSAGE')
    const whole = this.#batches.longTexts.get(row.seq, row.id) ?? row.text ?? ''
    const text = whole.slice(from, from + ARCHIVE.TEXT_PIECE_CHARACTERS)
    const next = from + text.length
    return ok({ text, next: next < whole.length ? next : undefined })
  }

  share: ImportsApi['share'] = (room, messages, language, zone) => {
    const views = messages.flatMap((id) => {
      const row = this.row(id)
      const [view] = row === undefined || row.forgotten ? [] : this.views([row])
      const whole = row === undefined ? undefined : this.#batches.longTexts.get(row.seq, row.id)
      return view === undefined ? [] : [{ ...view, text: whole ?? view.text }]
    })
    if (views.length < messages.length) return fail('NO_MESSAGE')
    if (views.length === 0) return fail('EMPTY')
    if (views.length > ARCHIVE.SHARED) return fail('TOO_MANY')
    const texts = this.#quotes.textsOf(views, language, zone)
    return texts === undefined ? fail('BAD_ZONE') : this.#deps.send(room, texts)
  }

  /** Begins a batch; the engine writes into it what it reads. IMPORT_BUSY: another one is being written. */
  begin(sources: readonly string[]): Result<BatchWriting, ImportActCode> {
    if (this.#writing !== undefined) return fail('IMPORT_BUSY')
    // The disk was full when it was tried last.
    if (!this.#takingBack.retry()) return fail('STORE_FULL')
    if (this.#takingBack.isGoing) return fail('IMPORT_BUSY')
    const { store, clock } = this.#deps
    const now = Math.max(0, Math.floor(clock.now()))
    let batch = 0
    if (
      !this.#commit(
        () =>
          (batch = this.#batches.begin(
            sources.slice(0, ARCHIVE.SOURCES).map((name) => name.slice(0, 512).toWellFormed()),
            now,
          )),
      )
    )
      return fail('STORE_FULL')
    const deps: BatchWritingDeps = {
      ...{ store, now, batch, crypto: this.#deps.crypto, book: this.book, batches: this.#batches, people: this.#deps.people },
      refusalOf: (place) => this.#refusalOf(place),
      takeBack: () => this.#takingBack.take(batch) !== undefined,
      ended: () => {
        this.#writing = undefined
        this.#deps.changed()
      },
    }
    this.#writing = new BatchWriting(deps)
    return ok(this.#writing)
  }

  /** Whoever stops leaves no half batch: what is not done is taken back, now or at the next start. */
  stop(): void {
    this.#writing?.abandon()
    this.#takingBack.stop()
  }

  /** Archives that are shown in a room, by the room's or their own id. */
  keysOf(id: RoomId): readonly RoomKey[] {
    const own = this.book.byId(id)
    const keys = own !== undefined ? [own] : this.book.at((place) => this.#roomsOf(place).includes(id))
    return keys.filter((key) => !this.#takingBack.isHidden(key))
  }

  has(id: RoomId): boolean {
    return this.book.byId(id) !== undefined
  }

  /** Under which id an archive's messages are shown: its room's, or its own. */
  shownAs(key: RoomKey): RoomId | undefined {
    const record = this.book.get(key)
    return record === undefined ? undefined : (this.#roomOf(record.place) ?? record.id)
  }

  titleOf(key: RoomKey): string {
    return this.book.get(key)?.title ?? ''
  }

  /** An imported message, in whatever archive it is. */
  row(message: MessageId): MessageRow | undefined {
    const row = parseId('message', message) === undefined ? undefined : this.#deps.store.messages.find(message)
    return row !== undefined && isArchiveKey(row.room) && !this.#takingBack.isHidden(row.room) ? row : undefined
  }

  /** In the order of the rows; those that are no imported ones are not there. */
  views(rows: readonly MessageRow[]): readonly MessageView[] {
    return rows.flatMap((row) => {
      const record = this.book.get(row.room)
      const room = this.shownAs(row.room)
      if (record === undefined || room === undefined || this.#takingBack.isHidden(row.room)) return []
      const { crypto, people, account } = this.#deps
      const author = this.book.authors(row.room).get(row.account)
      return importedView(row, { room, record, author, crypto, people, me: account, names: this.#deps.names() }) ?? []
    })
  }

  /** Out of sight, or back. Durable. */
  forget(rows: readonly MessageRow[], forgotten: boolean): boolean {
    return this.#commit(() => {
      for (const row of rows) this.#deps.store.messages.put({ ...row, forgotten })
    })
  }

  get #isBusy(): boolean {
    return this.#writing !== undefined || this.#takingBack.isGoing
  }

  #refusalOf(place: ArchivePlace): ImportActCode | undefined {
    if (place.at === 'room') return this.#deps.rooms.registry.byId(place.room) === undefined ? 'NO_ROOM' : undefined
    if (place.at === 'contact') return this.#deps.names().isContact(place.account) ? undefined : 'NO_CONTACT'
    if (place.at === 'entry') return this.#deps.people.resolve(place.entry) === undefined ? 'NO_ENTRY' : undefined
    return undefined
  }

  /** All ids by which the room is named (GOV-17). */
  #roomsOf(place: ArchivePlace): readonly RoomId[] {
    const { rooms, people } = this.#deps
    if (place.at === 'room') {
      const key = rooms.registry.byId(place.room)
      const peer = key === undefined ? undefined : rooms.registry.get(key)
      return peer?.kind === 'direct' && peer.peer !== undefined ? this.#directRooms(peer.peer) : [place.room]
    }
    const account = place.at === 'contact' ? place.account : place.at === 'entry' ? people.accountOf(place.entry) : undefined
    return account === undefined ? [] : this.#directRooms(account)
  }

  #directRooms(account: AccountId): readonly RoomId[] {
    const { rooms } = this.#deps
    return rooms.directRoomsWith(account).flatMap((key) => rooms.registry.get(key)?.room ?? [])
  }

  #roomOf(place: ArchivePlace): RoomId | undefined {
    const [room] = this.#roomsOf(place)
    return room === undefined || this.#deps.rooms.registry.byId(room) === undefined ? undefined : this.#deps.names().shownAs(room)
  }

  #viewOf(key: RoomKey): ArchiveView | undefined {
    const record = this.book.get(key)
    if (record === undefined) return undefined
    const { id, title, app, place, messages, first, last, batches } = record
    return { archive: id, title, app, place, room: this.#roomOf(place), messages, first, last, batches: batches.toReversed() }
  }

  /** False: the disk would not take it, and everything is as it was. */
  #commit(work: () => void, mode: 'durable' | 'relaxed' = 'durable'): boolean {
    try {
      this.#deps.store.transaction(work, mode)
    } catch (cause) {
      this.book.reload()
      this.#batches.reload()
      this.#deps.people.reload()
      if (cause instanceof StoreError && cause.code === 'STORE_FULL') return false
      throw cause
    }
    if (this.#writing === undefined && mode === 'durable') this.#deps.changed()
    return true
  }
}
