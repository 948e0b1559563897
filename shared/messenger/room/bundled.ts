/**
 * Which own blocks of a room were written into a bundle, and when (BNDL-9): a note for this person alone. It says that somebody may be on the
 * way with them; it is no copy anybody holds, and counts as none.
 */
import { array, field, struct, tuple, uint } from '../../codec/index.ts'
import { type SeqRanges, includes } from '../../custody/index.ts'
import type { DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { RoomCore } from './room-core.ts'

interface Note {
  readonly at: number
  readonly ranges: SeqRanges
}

const notes = struct({
  notes: field(
    1,
    array(
      struct({
        at: field(1, uint()),
        ranges: field(2, array(tuple(uint({ min: 1 }), uint({ min: 1 })), { max: RESOURCE.STATUS_RANGES })),
      }),
      { max: RESOURCE.BUNDLE_NOTES_PER_ROOM },
    ),
  ),
})

export class Bundled {
  readonly #core: RoomCore
  readonly #space: string
  /** Newest last. */
  #notes: readonly Note[]

  constructor(core: RoomCore) {
    this.#core = core
    this.#space = `bundled/${core.key}`
    const bytes = core.store.values.get(this.#space, core.keys.device)
    const read = bytes === undefined ? undefined : notes.decode(bytes)
    this.#notes = read?.ok === true ? read.value.notes : []
  }

  /** Durable when it returns. */
  note(ranges: SeqRanges, at: number): void {
    if (ranges.length === 0) return
    const { store, keys } = this.#core
    const kept = [...this.#notes, { at, ranges: ranges.slice(-RESOURCE.STATUS_RANGES) }].slice(-RESOURCE.BUNDLE_NOTES_PER_ROOM)
    store.transaction(() => store.values.put(this.#space, keys.device, notes.encode({ notes: kept })))
    this.#notes = kept
  }

  /** When a block was last written into one, wall ms. */
  at({ device, seq }: { readonly device: DeviceId; readonly seq: number }): number | undefined {
    if (device !== this.#core.keys.device) return undefined
    return this.#notes.findLast(({ ranges }) => includes(ranges, seq))?.at
  }
}
