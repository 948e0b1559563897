/**
 * Which messages refer to which files, with what sets name (MEDIA-64): a message that refers to a set refers to each file the set names. So
 * whoever asks this table for a reference treats those files as any others: who may have them, what they take, when they go.
 */
import type { FileId } from '../ids/index.ts'
import type { FileBearer, FileReference, ReferenceTable, RoomKey, Store } from '../store/index.ts'
import { SetParts } from './set-parts.ts'

export class FileReferences implements ReferenceTable {
  readonly sets: SetParts
  readonly #named: ReferenceTable

  constructor(store: Pick<Store, 'values' | 'transaction' | 'references'>) {
    this.sets = new SetParts(store)
    this.#named = store.references
  }

  of(file: FileId): readonly FileReference[] {
    const own = this.#named.of(file)
    const sets = this.sets.setsOf(file)
    if (sets.length === 0) return own
    const all = [...own, ...sets.flatMap((set) => this.#named.of(set))]
    return [...new Map(all.map((reference) => [`${reference.room}/${reference.message}`, reference])).values()]
  }

  has(file: FileId): boolean {
    return this.#named.has(file) || this.sets.setsOf(file).some((set) => this.#named.has(set))
  }

  ofRoom(room: RoomKey): readonly FileId[] {
    const own = new Set(this.#named.ofRoom(room))
    const sets = this.sets.all().filter((set) => own.has(set))
    return sets.length === 0 ? [...own] : [...new Set([...own, ...sets.flatMap((set) => this.sets.of(set))])].toSorted()
  }

  onDropped(listener: (files: readonly FileId[]) => void): () => void {
    return this.#named.onDropped((files) => listener([...files, ...files.flatMap((file) => this.sets.of(file))]))
  }

  /** What a set names comes with it, so nothing is added here. */
  onAdded(listener: (added: readonly FileBearer[]) => void): () => void {
    return this.#named.onAdded(listener)
  }
}
