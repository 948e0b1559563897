/** How files stand on this device, as shells are told: what is here is known without asking the disk, however many are looked at (MEDIA-83). */
import type { DeviceId, FileId } from '../../ids/index.ts'
import { type MediaReference, type MediaStore, SET_TYPE } from '../../media/index.ts'
import type { FileReferences } from '../../media-keeping/index.ts'
import type { FileArrival, FileHolder } from '../api-media.ts'
import type { Names } from '../names.ts'
import type { Room } from '../room/index.ts'
import type { Fetching } from './fetching.ts'
import { heldBytes } from './held-bytes.ts'
import type { FetchQueue } from './queue.ts'
import type { FileOfMessage, RoomFiles } from './room-files.ts'

export interface ArrivalsDeps {
  readonly media: Pick<MediaStore, 'list'>
  readonly queue: FetchQueue
  readonly fetching: Pick<Fetching, 'standing'>
  readonly files: Pick<RoomFiles, 'find' | 'firstOf'>
  readonly names: Names
  readonly sets: FileReferences['sets']
  holder(room: Room, device: DeviceId): FileHolder
}

export class Arrivals {
  readonly #deps: ArrivalsDeps
  /** All of it is here; with its size, where that was said. */
  readonly #whole = new Map<FileId, number | undefined>()
  /** Bytes that are here of those of which some are. */
  readonly #parts = new Map<FileId, number>()

  constructor(deps: ArrivalsDeps) {
    this.#deps = deps
  }

  /** What is on the disk. A list that cannot be read makes us tell less than is here, and nothing wrong. */
  async read(): Promise<void> {
    const all = await this.#deps.media.list().catch(() => [])
    for (const { file, chunks, size } of all) {
      if (chunks.isWhole) this.#whole.set(file, size)
      else if (chunks.count > 0 && !this.#parts.has(file)) this.#parts.set(file, heldBytes(chunks, size))
    }
  }

  /** Of its own bytes: what others may have of it. */
  isWhole(file: FileId): boolean {
    return this.#whole.has(file)
  }

  /** The same for a person: a set is here with all it names (MEDIA-89), as far as it was read. */
  isHere({ file, type }: Pick<MediaReference, 'file' | 'type'>): boolean {
    return this.#whole.has(file) && (type !== SET_TYPE || this.#areHere(file))
  }

  /** Nothing is left to be done for it: a set was read, too. */
  isDone(reference: Pick<MediaReference, 'file' | 'type'>): boolean {
    return this.isHere(reference) && (reference.type !== SET_TYPE || this.#deps.sets.isKnown(reference.file))
  }

  get hasAny(): boolean {
    return this.#whole.size > 0
  }

  came(file: FileId, size = this.#whole.get(file)): void {
    this.#whole.set(file, size)
    this.#parts.delete(file)
  }

  part(file: FileId, bytes: number): void {
    if (bytes > 0 && !this.#whole.has(file)) this.#parts.set(file, bytes)
  }

  gone(file: FileId): void {
    this.#whole.delete(file)
    this.#parts.delete(file)
  }

  /** undefined: no message that can be read here has it. */
  of(file: FileId): FileArrival | undefined {
    const { queue, files } = this.#deps
    const wish = queue.get(file)
    const asked = wish === undefined ? undefined : files.find(wish.message, wish.index)
    const found = asked?.reference.file === file ? asked : files.firstOf(file)
    return found === undefined ? undefined : this.#view(found)
  }

  /** The same of a file of a message. */
  ofMessage(found: FileOfMessage): FileArrival {
    return this.of(found.reference.file) ?? this.#view(found)
  }

  #view({ row, room, reference, index }: FileOfMessage): FileArrival {
    const { queue, fetching, names, sets } = this.#deps
    const { file, name, type } = reference
    const isSet = type === SET_TYPE
    const size = reference.size + (isSet ? sets.bytesOf(file) : 0)
    const wish = queue.get(file)
    const standing = wish === undefined ? undefined : fetching.standing(wish)
    // A set that is to come has not been looked through.
    const isHere = isSet && wish !== undefined ? false : this.isHere(reference)
    const { bytesPerSecond = 0, from = [], durableBytes } = (isHere ? undefined : standing?.progress) ?? {}
    const bytes = isHere ? size : Math.min(size, durableBytes ?? this.#held(file, isSet))
    return {
      ...{ file, message: row.id, index, room: names.shownAs(room.core.id), name },
      state: isHere ? 'here' : (standing?.state ?? 'idle'),
      ...{ bytes, size, bytesPerSecond },
      leftMs: bytesPerSecond > 0 ? Math.ceil(((size - bytes) * 1000) / bytesPerSecond) : undefined,
      from: from.map((device) => this.#deps.holder(room, device)),
      code: isHere ? undefined : standing?.code,
    }
  }

  /** All it names; not where it says other sizes than they have. */
  #areHere(set: FileId): boolean {
    const parts = this.#deps.sets.of(set)
    if (!parts.every((part) => this.#whole.has(part))) return false
    const sizes = parts.flatMap((part) => this.#whole.get(part) ?? [])
    return sizes.length < parts.length || sizes.reduce((sum, size) => sum + size, 0) === this.#deps.sets.bytesOf(set)
  }

  /** Bytes of it that are here, with those of what it names. */
  #held(file: FileId, isSet: boolean): number {
    const files = isSet ? [file, ...this.#deps.sets.of(file)] : [file]
    return files.reduce((sum, each) => sum + (this.#whole.get(each) ?? this.#parts.get(each) ?? 0), 0)
  }
}
