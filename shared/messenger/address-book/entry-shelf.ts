/**
 * What the address book holds, in memory as on the disk: entries, what was merged into them, and their photos. Each act is one durable commit;
 * after one that failed everything is read again.
 */
import { type Codec, array, bytes, field, record, struct, toHex } from '../../codec/index.ts'
import type { Rng } from '../../crypto/index.ts'
import { BOOK, IMPORT } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import { type Store, StoreError } from '../../store/index.ts'
import type { BookCode, EntryId } from '../api-address-book.ts'
import { ENTRY_ID_BYTES, entryId } from '../entry-id.ts'
import { type EntryRecord, entryRecord } from './entry-record.ts'
import { pairOf } from './likeness.ts'

const SPACE = 'address-book'
const PHOTOS = 'address-photos'
const MERGED = 'address-merged'
const DECLINED = 'address-declined'
const NO_BYTES = new Uint8Array(0)

/** Of an entry that was merged: itself, as it was before. */
export interface Part {
  readonly entry: EntryId
  readonly record: Uint8Array
}
const parts: Codec<{ readonly parts: readonly Part[] }> = struct({
  parts: field(
    1,
    array(record({ entry: field(1, entryId), record: field(2, bytes({ max: 1024 * 1024 })) }), { max: BOOK.INVITED_AT_ONCE }),
  ),
})

export interface ShelfDeps {
  readonly store: Store
  readonly rng: Rng
  changed(): void
}

export class EntryShelf {
  readonly #deps: ShelfDeps
  readonly #entries = new Map<EntryId, EntryRecord>()
  readonly #parts = new Map<EntryId, readonly Part[]>()
  readonly #mergedInto = new Map<EntryId, EntryId>()
  #edition = 0

  constructor(deps: ShelfDeps) {
    this.#deps = deps
    this.reload()
  }

  get entries(): ReadonlyMap<EntryId, EntryRecord> {
    return this.#entries
  }

  /** Another one after each commit, and after everything was read again: whoever works something out of the entries does it anew. */
  get edition(): number {
    return this.#edition
  }

  /** Under which entry somebody stands now: itself, or the one it was merged into. undefined: it is gone. */
  resolve(entry: EntryId): EntryId | undefined {
    if (this.#entries.has(entry)) return entry
    const into = this.#mergedInto.get(entry)
    return into !== undefined && this.#entries.has(into) ? into : undefined
  }

  newId(): EntryId {
    return toHex(this.#deps.rng.bytes(ENTRY_ID_BYTES))
  }

  /** What was merged into an entry, with itself as it was; empty: nothing. */
  mergedOf(entry: EntryId): readonly Part[] {
    return this.#parts.get(entry) ?? []
  }

  allParts(): readonly Part[] {
    return [...this.#parts.values()].flat()
  }

  /** What an entry is made of: itself, or what was merged into it before. */
  partsOf(entry: EntryId): readonly Part[] {
    const before = this.mergedOf(entry)
    const held = this.#entries.get(entry)
    if (before.length > 0 || held === undefined) return before
    return [{ entry, record: entryRecord.encode(held) }]
  }

  /** Its own, or that of somebody merged into it. */
  photoOf(entry: EntryId): Uint8Array | undefined {
    const { values } = this.#deps.store
    const own = values.get(PHOTOS, entry)
    if (own !== undefined) return own
    return this.mergedOf(entry)
      .map((part) => values.get(PHOTOS, part.entry))
      .find((photo) => photo !== undefined)
  }

  declined(): ReadonlySet<string> {
    return new Set(this.#deps.store.values.list(DECLINED).map(([name]) => name))
  }

  /** A transaction of its own. Whatever below writes is called inside one. */
  commit(work: () => void): Result<undefined, BookCode> {
    this.#edition += 1
    try {
      this.#deps.store.transaction(work)
    } catch (cause) {
      this.reload()
      if (cause instanceof StoreError && cause.code === 'STORE_FULL') return fail('STORE_FULL')
      throw cause
    }
    this.#deps.changed()
    return ok(undefined)
  }

  put(entry: EntryId, held: EntryRecord): void {
    this.#deps.store.values.put(SPACE, entry, entryRecord.encode(held))
    this.#entries.set(entry, held)
  }

  putPhoto(entry: EntryId, photo: Uint8Array): void {
    if (photo.length <= IMPORT.PHOTO_BYTES) this.#deps.store.values.put(PHOTOS, entry, photo)
  }

  putParts(entry: EntryId, held: readonly Part[]): void {
    const { values } = this.#deps.store
    if (held.length === 0) values.delete(MERGED, entry)
    else values.put(MERGED, entry, parts.encode({ parts: held }))
    this.#noteParts(entry, held)
  }

  decline(entry: EntryId, other: string): void {
    this.#deps.store.values.put(DECLINED, pairOf(entry, other), NO_BYTES)
  }

  /** The entry alone: what was merged into it, and its photo, stay. */
  forget(entry: EntryId): void {
    this.#deps.store.values.delete(SPACE, entry)
    this.#entries.delete(entry)
  }

  /** With all that belongs to it. */
  drop(entry: EntryId): void {
    const { values } = this.#deps.store
    for (const part of this.mergedOf(entry)) values.delete(PHOTOS, part.entry)
    values.delete(PHOTOS, entry)
    this.putParts(entry, [])
    this.forget(entry)
  }

  /** From the disk. */
  reload(): void {
    this.#edition += 1
    this.#entries.clear()
    this.#parts.clear()
    this.#mergedInto.clear()
    for (const [name, value] of this.#deps.store.values.list(MERGED)) {
      const read = parts.decode(value)
      if (read.ok) this.#noteParts(name, read.value.parts)
    }
    for (const [name, value] of this.#deps.store.values.list(SPACE)) {
      const read = entryRecord.decode(value)
      if (read.ok) this.#entries.set(name, read.value)
    }
  }

  #noteParts(entry: EntryId, held: readonly Part[]): void {
    for (const part of this.mergedOf(entry)) this.#mergedInto.delete(part.entry)
    if (held.length === 0) this.#parts.delete(entry)
    else this.#parts.set(entry, held)
    for (const part of held) this.#mergedInto.set(part.entry, entry)
  }
}
