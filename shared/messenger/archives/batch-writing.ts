/** One import on its way in: chats into their archives, people into the address book; done or taken back as a whole (ARC-6). */
import type { Crypto } from '../../crypto/index.ts'
import { NO_CONTACT, type ImportedContact, type ImportedRecord } from '../../importers/index.ts'
import { ARCHIVE } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import { type RoomKey, type Store, StoreError } from '../../store/index.ts'
import type { AddressBook } from '../address-book/index.ts'
import type { EntryId } from '../api-address-book.ts'
import type { ArchivePlace, AuthorIs, ChatPlan, ImportActCode, ImportBatch, ImportTarget } from '../api-imports.ts'
import type { ArchiveBook } from './archive-book.ts'
import type { Batches } from './batches.ts'
import { type ChatTally, ChatWriting } from './chat-writing.ts'
import { BATCHES_PER_ARCHIVE } from './records.ts'
import { titleOf } from './title.ts'
import { Zone } from './zone-time.ts'

export interface BatchWritingDeps {
  readonly store: Store
  readonly crypto: Crypto
  readonly book: ArchiveBook
  readonly batches: Batches
  readonly people: AddressBook
  readonly batch: number
  readonly now: number
  refusalOf(place: ArchivePlace): ImportActCode | undefined
  takeBack(): boolean
  ended(): void
}

/** Takes the records of one conversation, in the order of its file. */
export interface ChatIntake {
  /** Throws `StoreError` when the disk is full: abandon the batch. */
  take(record: ImportedRecord): void
  end(): ChatTally
}

export class BatchWriting {
  readonly batch: number
  readonly #deps: BatchWritingDeps
  readonly #open = new Set<ChatWriting>()
  readonly #tallies: (readonly [RoomKey, ChatTally])[] = []
  readonly #entries: string[] = []
  #state: 'open' | 'ended' = 'open'

  constructor(deps: BatchWritingDeps) {
    this.#deps = deps
    this.batch = deps.batch
  }

  /** The title is taken for a new archive; a known one keeps its own. */
  chat(plan: ChatPlan, title: string): Result<ChatIntake, ImportActCode> {
    const { book, batches, store, crypto, batch, now } = this.#deps
    const zone = Zone.of(plan.zone)
    if (zone === undefined) return fail('BAD_ZONE')
    const named = new Map((plan.authors ?? []).map(({ name, who }) => [name.normalize('NFC'), who]))
    for (const who of named.values()) {
      const refusal =
        who.is === 'contact'
          ? this.#deps.refusalOf({ at: 'contact', account: who.account })
          : who.is === 'entry'
            ? this.#deps.refusalOf({ at: 'entry', entry: who.entry })
            : undefined
      if (refusal !== undefined) return fail(refusal)
    }
    const { target } = plan
    const settled = target.to === 'author' ? this.#withAuthor(target.name, named, plan.app, title) : target
    const found = this.#archiveFor(settled, plan.app, title)
    if (!found.ok) return found
    const key = found.value
    const salt = book.get(key)?.salt
    if (salt === undefined) return fail('NO_ARCHIVE')
    const known = new Set([...book.authors(key).values()].map(({ name }) => name))
    const writing = new ChatWriting({
      ...{ store, crypto, batch, salt, zone, now, room: key, me: plan.me },
      segment: batches.segmentOf(key, batch),
      longTexts: batches.longTexts,
      author: (name) => this.#author(key, name, named.get(name), known.has(name)),
      replacing: (row) => batches.replacing(batch, row),
    })
    this.#open.add(writing)
    return ok({
      take: (record) => writing.take(record),
      end: () => {
        const tally = writing.end()
        this.#open.delete(writing)
        this.#tallies.push([key, tally])
        return tally
      },
    })
  }

  /** False: the address book is full. */
  contact(contact: ImportedContact, source: string): boolean {
    const taken = this.#deps.store.transaction(() => this.#deps.people.take(contact, source, this.batch), 'relaxed')
    if (taken?.isNew === true) this.#entries.push(taken.entry)
    return taken !== undefined
  }

  /** Everything of it is on the disk and counts. STORE_FULL: nothing of it is. */
  done(): Result<ImportBatch, ImportActCode> {
    const { store, book, batches, batch } = this.#deps
    const sum = (what: keyof ChatTally): number => this.#tallies.reduce((all, [, tally]) => all + tally[what], 0)
    try {
      store.transaction(() => {
        for (const [key, tallies] of Map.groupBy(this.#tallies, ([each]) => each)) {
          const archive = book.get(key)
          if (archive === undefined) continue
          const added = tallies.reduce((all, [, { messages }]) => all + messages, 0)
          const { first: _first, last: _last, ...rest } = archive
          const isIn = archive.batches.includes(batch)
          const marks = { batches: isIn ? archive.batches : [...archive.batches, batch].slice(-BATCHES_PER_ARCHIVE) }
          book.put(key, { ...rest, ...batches.spanOf(key), ...marks, messages: archive.messages + added })
        }
        const record = batches.get(batch)
        if (record === undefined) throw new Error(`no batch ${batch}`)
        const counts = { messages: sum('messages'), known: sum('known'), mended: sum('mended') }
        batches.put(batch, { ...record, ...counts, state: 'done', entries: this.#entries })
      })
    } catch (cause) {
      if (!(cause instanceof StoreError)) throw cause
      this.abandon()
      return fail('STORE_FULL')
    }
    this.#end()
    const view = batches.view(batch)
    return view === undefined ? fail('NO_BATCH') : ok(view)
  }

  /** As if it had never been; at the next start where the disk would not take even that. */
  abandon(): void {
    if (this.#state === 'ended') return
    this.#deps.takeBack()
    this.#end()
  }

  #end(): void {
    this.#state = 'ended'
    this.#deps.ended()
  }

  /** One archive for one app in one place: the next export of the same conversation adds to it. */
  #archiveFor(target: Exclude<ImportTarget, { readonly to: 'author' }>, app: string, title: string): Result<RoomKey, ImportActCode> {
    const { book } = this.#deps
    if (target.to === 'archive') {
      const key = book.byId(target.archive)
      return key === undefined ? fail('NO_ARCHIVE') : this.#touched(key)
    }
    const place = placeOf(target)
    const refusal = this.#deps.refusalOf(place)
    if (refusal !== undefined) return fail(refusal)
    const name = titleOf(target.to === 'new' ? target.title : title)
    const there = book.keys().find((key) => {
      const held = book.get(key)
      return held?.app === app && isSamePlace(held.place, place) && (place.at !== 'nowhere' || held.title === name)
    })
    if (there !== undefined) return this.#touched(there)
    if (book.size >= ARCHIVE.ARCHIVES) return fail('TOO_MANY')
    return this.#deps.store.transaction(() => this.#touched(book.make(name === '' ? app : name, app, place)), 'relaxed')
  }

  /** Whoever comes by an invitation later finds what was said with him in the room (BOOK-5). */
  #withAuthor(
    name: string,
    named: ReadonlyMap<string, AuthorIs>,
    app: string,
    title: string,
  ): Exclude<ImportTarget, { readonly to: 'author' }> {
    const who = named.get(name.normalize('NFC'))
    if (who?.is === 'contact') return { to: 'contact', account: who.account }
    if (who?.is === 'entry') return { to: 'entry', entry: who.entry }
    const entry = who?.is === 'new' ? this.#taken(name, app) : undefined
    return entry === undefined ? { to: 'new', title } : { to: 'entry', entry }
  }

  /** The entry of somebody new; undefined: the address book is full. */
  #taken(name: string, app: string): EntryId | undefined {
    const { store, people, batch } = this.#deps
    const taken = store.transaction(() => people.take({ ...NO_CONTACT, displayName: name }, app, batch), 'relaxed')
    if (taken?.isNew === true) this.#entries.push(taken.entry)
    return taken?.entry
  }

  /** Noted before the first message, so that a batch that is broken off is found whole. */
  #touched(key: RoomKey): Result<RoomKey, ImportActCode> {
    const { store, batches, batch } = this.#deps
    const record = batches.get(batch)
    if (record === undefined) return fail('NO_BATCH')
    if (record.archives.includes(key)) return ok(key)
    if (record.archives.length >= ARCHIVE.CHATS) return fail('TOO_MANY')
    store.transaction(() => batches.put(batch, { ...record, archives: [...record.archives, key] }), 'relaxed')
    return ok(key)
  }

  /** What the person said of an author counts; what he did not say again stays. */
  #author(key: RoomKey, name: string, who: AuthorIs | undefined, isKnown: boolean): void {
    if (who === undefined && isKnown) return
    const { store, book } = this.#deps
    store.transaction(() => {
      let settled: AuthorIs = who ?? { is: 'unknown' }
      if (settled.is === 'new') {
        const entry = this.#taken(name, book.get(key)?.app ?? '')
        settled = entry === undefined ? { is: 'unknown' } : { is: 'entry', entry }
      }
      book.nameAuthor(key, name, settled)
    }, 'relaxed')
  }
}

function placeOf(target: Exclude<ImportTarget, { readonly to: 'archive' | 'author' }>): ArchivePlace {
  if (target.to === 'room') return { at: 'room', room: target.room }
  if (target.to === 'contact') return { at: 'contact', account: target.account }
  if (target.to === 'entry') return { at: 'entry', entry: target.entry }
  return { at: 'nowhere' }
}

function isSamePlace(one: ArchivePlace, other: ArchivePlace): boolean {
  if (one.at === 'room' && other.at === 'room') return one.room === other.room
  if (one.at === 'contact' && other.at === 'contact') return one.account === other.account
  if (one.at === 'entry' && other.at === 'entry') return one.entry === other.entry
  return one.at === 'nowhere' && other.at === 'nowhere'
}
