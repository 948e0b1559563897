/**
 * Every archive of this device: which there are, where each stands, who its authors are. Archives have room keys of their own, far above those
 * of rooms, so that nothing that walks rooms ever meets one.
 */
import type { Crypto, Rng } from '../../crypto/index.ts'
import { type AccountId, ID_BYTES, type RoomId, idFromBytes, parseId } from '../../ids/index.ts'
import { ARCHIVE } from '../../limits.ts'
import type { RoomKey, Store } from '../../store/index.ts'
import type { ArchivePlace, AuthorIs } from '../api-imports.ts'
import { type ArchiveRecord, type AuthorRecord, SALT_BYTES, archiveRecord, authorRecord } from './records.ts'
import { authorId } from './fingerprint.ts'

/** No device has as many rooms, and the index of texts tells rooms apart up to 4,096³. */
export const FIRST_ARCHIVE_KEY = 1_000_000_000

export function isArchiveKey(key: RoomKey): boolean {
  return key >= FIRST_ARCHIVE_KEY
}

const SPACE = 'archives'
const KEY_DIGITS = 12

export class ArchiveBook {
  readonly #store: Store
  readonly #crypto: Crypto
  readonly #rng: Rng
  readonly #records = new Map<RoomKey, ArchiveRecord>()
  readonly #byId = new Map<RoomId, RoomKey>()
  readonly #authors = new Map<RoomKey, Map<AccountId, AuthorRecord>>()
  #next = FIRST_ARCHIVE_KEY

  constructor(store: Store, crypto: Crypto, rng: Rng) {
    this.#store = store
    this.#crypto = crypto
    this.#rng = rng
    this.reload()
  }

  /** As the disk has it. */
  reload(): void {
    this.#records.clear()
    this.#byId.clear()
    this.#authors.clear()
    for (const [name, value] of this.#store.values.list(SPACE)) {
      const key = Number(name)
      this.#next = Math.max(this.#next, key + 1)
      const read = archiveRecord.decode(value)
      if (read.ok) this.#note(key, read.value)
    }
  }

  get size(): number {
    return this.#records.size
  }

  keys(): readonly RoomKey[] {
    return [...this.#records.keys()]
  }

  get(key: RoomKey): ArchiveRecord | undefined {
    return this.#records.get(key)
  }

  byId(id: RoomId): RoomKey | undefined {
    return this.#byId.get(id)
  }

  at(isThere: (place: ArchivePlace) => boolean): readonly RoomKey[] {
    return [...this.#records].flatMap(([key, { place }]) => (isThere(place) ? [key] : []))
  }

  /** In the caller's transaction, as all that follows. */
  make(title: string, app: string, place: ArchivePlace): RoomKey {
    const key = this.#next
    this.#next += 1
    const id = idFromBytes('room', this.#rng.bytes(ID_BYTES.room))
    this.put(key, { id, salt: this.#rng.bytes(SALT_BYTES), title, app, place, messages: 0, batches: [] })
    return key
  }

  put(key: RoomKey, record: ArchiveRecord): void {
    this.#store.values.put(SPACE, nameOf(key), archiveRecord.encode(record))
    this.#note(key, record)
  }

  /** The messages are the caller's to remove. */
  remove(key: RoomKey): void {
    const { values } = this.#store
    const id = this.#records.get(key)?.id
    values.delete(SPACE, nameOf(key))
    for (const [name] of values.list(authorsOf(key))) values.delete(authorsOf(key), name)
    this.#records.delete(key)
    this.#authors.delete(key)
    if (id !== undefined) this.#byId.delete(id)
  }

  authors(key: RoomKey): ReadonlyMap<AccountId, AuthorRecord> {
    return this.#authorsOf(key)
  }

  #authorsOf(key: RoomKey): Map<AccountId, AuthorRecord> {
    const known = this.#authors.get(key)
    if (known !== undefined) return known
    const read = new Map<AccountId, AuthorRecord>()
    for (const [name, value] of this.#store.values.list(authorsOf(key))) {
      const account = parseId('account', name)
      const held = authorRecord.decode(value)
      if (account !== undefined && held.ok) read.set(account, held.value)
    }
    this.#authors.set(key, read)
    return read
  }

  /** Past `ARCHIVE.AUTHORS` the name stays with the message alone. */
  nameAuthor(key: RoomKey, name: string, who: AuthorIs): void {
    const salt = this.#records.get(key)?.salt
    if (salt === undefined) return
    const account = authorId(this.#crypto, salt, name)
    const authors = this.#authorsOf(key)
    if (!authors.has(account) && authors.size >= ARCHIVE.AUTHORS) return
    const value: AuthorRecord = { name, who }
    this.#store.values.put(authorsOf(key), account, authorRecord.encode(value))
    authors.set(account, value)
  }

  #note(key: RoomKey, record: ArchiveRecord): void {
    this.#records.set(key, record)
    this.#byId.set(record.id, key)
  }
}

function nameOf(key: RoomKey): string {
  return String(key).padStart(KEY_DIGITS, '0')
}

function authorsOf(key: RoomKey): string {
  return `archive-authors/${key}`
}
