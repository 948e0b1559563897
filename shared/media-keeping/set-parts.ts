/**
 * Which files are named in sets that are here (MEDIA-64). A message refers to the set alone, and what the set names is sealed in its content;
 * so whoever has read one notes here what it names, and from then on its files are kept, served and erased with it. Of this device alone:
 * it can be read out of the set again.
 */
import { uint } from '../codec/index.ts'
import { type FileId, ID_BYTES, idBytes, idFromBytes, parseId } from '../ids/index.ts'
import type { Store } from '../store/index.ts'

/** By set how many it names, so that all of them can be gone through without what they name. */
const SETS = 'media/sets'
/** By set the ids, one after the other. */
const PARTS = 'media/set-parts'
/** By file and set, with a stroke between. */
const PART_OF = 'media/part-of'
const count = uint()
const THERE = Uint8Array.of(1)

export class SetParts {
  readonly #store: Pick<Store, 'values' | 'transaction'>

  constructor(store: Pick<Store, 'values' | 'transaction'>) {
    this.#store = store
  }

  isKnown(set: FileId): boolean {
    return this.#store.values.get(SETS, set) !== undefined
  }

  /** Durable. What was noted of it before stays: a set never names others. */
  note(set: FileId, parts: readonly FileId[]): void {
    if (this.isKnown(set)) return
    const each = [...new Set(parts)].filter((part) => part !== set)
    const ids = new Uint8Array(each.length * ID_BYTES.file)
    for (const [at, part] of each.entries()) ids.set(idBytes(part), at * ID_BYTES.file)
    this.#store.transaction(() => {
      this.#store.values.put(SETS, set, count.encode(each.length))
      this.#store.values.put(PARTS, set, ids)
      for (const part of each) this.#store.values.put(PART_OF, `${part}/${set}`, THERE)
    })
  }

  /** Each once; none of a set nobody has noted. */
  of(set: FileId): readonly FileId[] {
    const ids = this.#store.values.get(PARTS, set) ?? new Uint8Array(0)
    return Array.from({ length: Math.floor(ids.length / ID_BYTES.file) }, (_, at) =>
      idFromBytes('file', ids.slice(at * ID_BYTES.file, (at + 1) * ID_BYTES.file)),
    )
  }

  setsOf(part: FileId): readonly FileId[] {
    return this.#store.values.list(PART_OF, `${part}/`).flatMap(([key]) => parseId('file', key.slice(part.length + 1)) ?? [])
  }

  all(): readonly FileId[] {
    return this.#store.values.list(SETS).flatMap(([key]) => parseId('file', key) ?? [])
  }

  /** Relaxed: what a power cut brings back goes with the next sweep. */
  drop(set: FileId): void {
    if (!this.isKnown(set)) return
    const parts = this.of(set)
    this.#store.transaction(() => {
      this.#store.values.delete(SETS, set)
      this.#store.values.delete(PARTS, set)
      for (const part of parts) this.#store.values.delete(PART_OF, `${part}/${set}`)
    }, 'relaxed')
  }
}
