/**
 * Which files lie here for carried rooms (MEDIA-92): how large, who offered them, and in what order they came; and what was let go of or never
 * taken, which is not taken when it is offered again. A file that is on the shelf is claimed (MEDIA-26), so that nobody else clears it away.
 * Saved in the caller's transaction.
 */
import { array, field, id, struct, uint } from '../../codec/index.ts'
import { type DeviceId, type FileId, parseId } from '../../ids/index.ts'
import { MEDIA, RESOURCE } from '../../limits.ts'
import { claimFile, releaseFile } from '../../media-keeping/index.ts'
import type { RoomKey, Store } from '../../store/index.ts'
import { DAY_MS } from './shelf.ts'

export interface CarriedFile {
  readonly key: RoomKey
  readonly file: FileId
  readonly size: number
  /** When it came, ms, and its place among the others: no two have the same, and the larger is the newer. */
  readonly rank: number
  /** Who offered it, first come first. */
  readonly by: readonly DeviceId[]
}

interface Row {
  readonly files: Map<FileId, CarriedFile>
  /** With its rank; the oldest first. */
  readonly gone: Map<FileId, number>
}

const held = struct({
  size: field(1, uint({ max: MEDIA.FILE_BYTES })),
  rank: field(2, uint()),
  by: field(3, array(id('device'), { min: 1, max: RESOURCE.CARRIED_OFFERERS })),
})
const place = uint()

export class FileShelf {
  readonly #store: Pick<Store, 'values'>
  readonly #rooms = new Map<RoomKey, Row>()
  #lastRank = 0

  constructor(store: Pick<Store, 'values'>) {
    this.#store = store
  }

  of(key: RoomKey): readonly CarriedFile[] {
    return [...this.#row(key).files.values()]
  }

  get(key: RoomKey, file: FileId): CarriedFile | undefined {
    return this.#row(key).files.get(file)
  }

  isGone(key: RoomKey, file: FileId): boolean {
    return this.#row(key).gone.has(file)
  }

  /** A place behind everything that came so far. */
  nextRank(now: number): number {
    this.#lastRank = Math.max(this.#lastRank + 1, Math.floor(now))
    return this.#lastRank
  }

  put(entry: CarriedFile): void {
    const { key, file, size, rank, by } = entry
    const row = this.#row(key)
    row.files.set(file, entry)
    row.gone.delete(file)
    this.#store.values.put(`carried/${key}`, file, held.encode({ size, rank, by }))
    this.#store.values.delete(`carried/${key}/gone`, file)
    // A day more than it stays: whoever sweeps claims is not to be faster than the carrier itself.
    claimFile(this.#store, file, claimOf(key), rank + RESOURCE.CARRY_FILE_AGE_MS + DAY_MS)
  }

  remove({ key, file }: CarriedFile): void {
    this.#row(key).files.delete(file)
    this.#store.values.delete(`carried/${key}`, file)
    releaseFile(this.#store, file, claimOf(key))
  }

  /** It is not to be taken when somebody offers it again: there was no room for it. Of too many the oldest are forgotten. */
  letGo(key: RoomKey, file: FileId, now: number): void {
    const { gone } = this.#row(key)
    const rank = this.nextRank(now)
    gone.set(file, rank)
    this.#store.values.put(`carried/${key}/gone`, file, place.encode(rank))
    for (const [oldest] of gone) {
      if (gone.size <= RESOURCE.CARRIED_FILES) break
      gone.delete(oldest)
      this.#store.values.delete(`carried/${key}/gone`, oldest)
    }
  }

  /** There is more room than before: what was too much may come. */
  welcomeAgain(key: RoomKey): void {
    const { gone } = this.#row(key)
    for (const file of gone.keys()) this.#store.values.delete(`carried/${key}/gone`, file)
    gone.clear()
  }

  /** The room is no longer carried. Gives what lay here for it. */
  drop(key: RoomKey): readonly CarriedFile[] {
    const files = this.of(key)
    for (const entry of files) this.remove(entry)
    this.welcomeAgain(key)
    this.#rooms.delete(key)
    return files
  }

  /** What is in memory may be ahead of the disk: it is read anew. */
  forget(): void {
    this.#rooms.clear()
  }

  #row(key: RoomKey): Row {
    const known = this.#rooms.get(key)
    if (known !== undefined) return known
    const files = new Map<FileId, CarriedFile>()
    for (const [name, bytes] of this.#store.values.list(`carried/${key}`)) {
      const file = parseId('file', name)
      const read = held.decode(bytes)
      if (file === undefined || !read.ok) continue
      files.set(file, { key, file, ...read.value })
      this.#lastRank = Math.max(this.#lastRank, read.value.rank)
    }
    const left: (readonly [FileId, number])[] = []
    for (const [name, bytes] of this.#store.values.list(`carried/${key}/gone`)) {
      const file = parseId('file', name)
      const read = place.decode(bytes)
      if (file !== undefined && read.ok) left.push([file, read.value])
    }
    const row = { files, gone: new Map(left.toSorted(([, a], [, b]) => a - b)) }
    this.#rooms.set(key, row)
    return row
  }
}

function claimOf(key: RoomKey): string {
  return `carry/${key}`
}
