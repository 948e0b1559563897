/** How files stand on this device, as shells are told: what is here is known without asking the disk, however many are looked at (MEDIA-83). */
import type { DeviceId, FileId } from '../../ids/index.ts'
import { MEDIA } from '../../limits.ts'
import type { Chunks, MediaStore } from '../../media/index.ts'
import type { FileArrival, FileHolder } from '../api-media.ts'
import type { Names } from '../names.ts'
import type { Room } from '../room/index.ts'
import type { Fetching } from './fetching.ts'
import type { FetchQueue } from './queue.ts'
import type { FileOfMessage, RoomFiles } from './room-files.ts'

export interface ArrivalsDeps {
  readonly media: Pick<MediaStore, 'list'>
  readonly queue: FetchQueue
  readonly fetching: Pick<Fetching, 'standing'>
  readonly files: Pick<RoomFiles, 'find' | 'firstOf'>
  readonly names: Names
  holder(room: Room, device: DeviceId): FileHolder
}

export class Arrivals {
  readonly #deps: ArrivalsDeps
  /** All of it is here. */
  readonly #whole = new Set<FileId>()
  /** Bytes that are here of those of which some are. */
  readonly #parts = new Map<FileId, number>()

  constructor(deps: ArrivalsDeps) {
    this.#deps = deps
  }

  /** What is on the disk. A list that cannot be read makes us tell less than is here, and nothing wrong. */
  async read(): Promise<void> {
    const all = await this.#deps.media.list().catch(() => [])
    for (const { file, chunks, size } of all) {
      if (chunks.isWhole) this.#whole.add(file)
      else if (chunks.count > 0 && !this.#parts.has(file)) this.#parts.set(file, heldBytes(chunks, size))
    }
  }

  isWhole(file: FileId): boolean {
    return this.#whole.has(file)
  }

  get hasAny(): boolean {
    return this.#whole.size > 0
  }

  came(file: FileId): void {
    this.#whole.add(file)
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
    const { queue, fetching, names } = this.#deps
    const { file, size, name } = reference
    const wish = queue.get(file)
    const standing = wish === undefined ? undefined : fetching.standing(wish)
    const isHere = this.#whole.has(file)
    const { bytesPerSecond = 0, from = [], durableBytes } = (isHere ? undefined : standing?.progress) ?? {}
    const bytes = isHere ? size : Math.min(size, durableBytes ?? this.#parts.get(file) ?? 0)
    return {
      ...{ file, message: row.id, index, room: names.shownAs(room.core.id), name },
      state: isHere ? 'here' : (standing?.state ?? 'idle'),
      ...{ bytes, size, bytesPerSecond },
      leftMs: bytesPerSecond > 0 ? Math.ceil(((size - bytes) * 1000) / bytesPerSecond) : undefined,
      from: from.map((device) => this.#deps.holder(room, device)),
      code: isHere ? undefined : standing?.code,
    }
  }
}

/** Bytes of the file; the last chunk counts as a full one where it is not the only one missing. */
export function heldBytes(chunks: Chunks, size: number): number {
  return chunks.isWhole ? size : Math.min(size, chunks.count * MEDIA.CHUNK_BYTES)
}
