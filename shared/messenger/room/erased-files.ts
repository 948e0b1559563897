/**
 * DEL-4 for files: what a message's own device deletes or takes out of it goes at once; files that anything else takes away, another device of
 * the account or a cut, stay for 72 hours, out of sight, so that a thief of one device cannot wipe a person's photos from everybody's disks.
 */
import { RESOURCE } from '../../limits.ts'
import { claimFile } from '../../media-keeping/index.ts'
import type { MessageRow } from '../../store/index.ts'
import type { RoomCore } from './room-core.ts'

export class ErasedFiles {
  readonly #core: RoomCore

  constructor(core: RoomCore) {
    this.#core = core
  }

  /** One row took the place of another, or of none any more. In the caller's transaction. */
  changed(before: MessageRow | undefined, now: MessageRow | undefined): void {
    const lost = before?.files.filter((file) => now?.files.includes(file) !== true) ?? []
    if (before === undefined || lost.length === 0) return
    const { store, clock, key } = this.#core
    const isOwnWord = store.messages.amendments(key, before.id).some(({ slot, device }) => slot === 'edit' && device === before.device)
    if (isOwnWord) return
    for (const file of lost) claimFile(store, file, `erased/${key}`, clock.now() + RESOURCE.CROSS_DEVICE_ERASURE_MS)
  }
}
