/** References in memory: per file a sorted list, per room a count by file. Follows the message rows, also when they are undone. */
import type { FileId, MessageId } from '../ids/index.ts'
import type { MemoryLog } from './memory-log.ts'
import { CommitNews } from './commit-news.ts'
import type { FileBearer, FileReference, MessageRow, ReferenceTable, RoomKey } from './store.ts'
import { SortedList, compare } from './sorted-list.ts'

export class MemoryReferences implements ReferenceTable {
  readonly #log: MemoryLog
  readonly #files = new Map<FileId, SortedList<FileReference>>()
  readonly #rooms = new Map<RoomKey, Map<FileId, number>>()
  readonly #dropped = new CommitNews<FileId>()
  readonly #added = new CommitNews<FileBearer>()

  constructor(log: MemoryLog) {
    this.#log = log
    log.join(this.#dropped)
    log.join(this.#added)
  }

  of(file: FileId): readonly FileReference[] {
    this.#log.assertOpen()
    return [...(this.#files.get(file)?.ascending() ?? [])]
  }

  has(file: FileId): boolean {
    return (this.#files.get(file)?.size ?? 0) > 0
  }

  ofRoom(room: RoomKey): readonly FileId[] {
    this.#log.assertOpen()
    return [...(this.#rooms.get(room)?.keys() ?? [])].sort()
  }

  onDropped(listener: (files: readonly FileId[]) => void): () => void {
    return this.#dropped.listen(listener)
  }

  onAdded(listener: (added: readonly FileBearer[]) => void): () => void {
    return this.#added.listen(listener)
  }

  /** One row takes the place of another. */
  exchange(before: MessageRow | undefined, after: MessageRow | undefined): void {
    for (const file of before?.files ?? []) if (before !== undefined) this.#remove(file, before.room, before.id)
    for (const file of after?.files ?? []) if (after !== undefined) this.#add(file, after.room, after.id)
  }

  #add(file: FileId, room: RoomKey, message: MessageId): void {
    let list = this.#files.get(file)
    if (list === undefined) this.#files.set(file, (list = new SortedList<FileReference>(byPlace)))
    list.add({ room, message })
    let counts = this.#rooms.get(room)
    if (counts === undefined) this.#rooms.set(room, (counts = new Map()))
    counts.set(file, (counts.get(file) ?? 0) + 1)
    this.#added.note(`${room}/${message}`, { room, message })
  }

  #remove(file: FileId, room: RoomKey, message: MessageId): void {
    const list = this.#files.get(file)
    list?.delete({ room, message })
    if (list?.size === 0) this.#files.delete(file)
    const counts = this.#rooms.get(room)
    const left = (counts?.get(file) ?? 1) - 1
    if (left > 0) counts?.set(file, left)
    else counts?.delete(file)
    this.#dropped.note(file, file)
  }
}

function byPlace(a: FileReference, b: FileReference): number {
  return a.room - b.room || compare(a.message, b.message)
}
