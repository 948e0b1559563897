/**
 * MEDIA-66: what a room has already, by size: a file that comes again is not stored again. Of files that are here, the one used last first, and
 * before them what is about to be sent into the room. Made once for all that is sealed together, since it looks at every file there is.
 */
import { getOrInsert } from '../../../shared/get-or-insert.ts'
import type { FileId } from '../../../shared/ids/index.ts'
import { MEDIA } from '../../../shared/limits.ts'
import type { MediaReference, MediaStore } from '../../../shared/media/index.ts'
import { attachmentsOf } from '../../../shared/messenger/index.ts'
import type { RoomKey, Store } from '../../../shared/store/index.ts'

type Tables = Pick<Store, 'references' | 'messages'>

export class KnownFiles {
  readonly #room: RoomKey
  readonly #tables: Tables
  readonly #held = new Map<number, FileId[]>()
  readonly #added = new Map<number, MediaReference[]>()

  private constructor(room: RoomKey, tables: Tables) {
    this.#room = room
    this.#tables = tables
  }

  static async in(room: RoomKey, tables: Tables, media: Pick<MediaStore, 'list'>): Promise<KnownFiles> {
    const known = new KnownFiles(room, tables)
    const all = await media.list()
    for (const { file, size } of all.toSorted((a, b) => b.usedAt - a.usedAt)) getOrInsert(known.#held, size, () => []).push(file)
    return known
  }

  /** It is here, and on its way into the room. */
  add(reference: MediaReference): void {
    getOrInsert(this.#added, reference.size, () => []).push(reference)
  }

  of(size: number): readonly MediaReference[] {
    const known = (this.#added.get(size) ?? []).slice(-MEDIA.REUSE_TRIES)
    for (const file of this.#held.get(size) ?? []) {
      if (known.length >= MEDIA.REUSE_TRIES) break
      const found = this.#reference(file)
      if (found !== undefined) known.push(found)
    }
    return known
  }

  #reference(file: FileId): MediaReference | undefined {
    const { references, messages } = this.#tables
    const message = references.of(file).find(({ room }) => room === this.#room)?.message
    const row = message === undefined ? undefined : messages.get(this.#room, message)
    return row === undefined ? undefined : attachmentsOf(row).find((reference) => reference.file === file)
  }
}
