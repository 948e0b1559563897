/** Where long texts of an archive are found again by what a cut copy has of them (ARC-2). A note whose message is gone leads nowhere. */
import { type MessageId, parseId } from '../../ids/index.ts'
import type { MessageRow, RoomKey, Store } from '../../store/index.ts'

/** Long texts of one author and minute that begin alike; further ones are found whole only. */
const ALIKE = 16
const NO_BYTES = new Uint8Array(0)

export class CutNotes {
  readonly #store: Store
  readonly #room: RoomKey

  constructor(store: Store, room: RoomKey) {
    this.#store = store
    this.#room = room
  }

  find(cut: string, fits: (row: MessageRow) => boolean): MessageRow | undefined {
    const { values, messages } = this.#store
    for (const [name] of values.list(spaceOf(this.#room), `${cut}/`)) {
      const id = idOf(name)
      const row = id === undefined ? undefined : messages.get(this.#room, id)
      if (row !== undefined && fits(row)) return row
    }
    return undefined
  }

  /** In the caller's transaction, as what follows. */
  note(cut: string, id: MessageId): void {
    const { values } = this.#store
    if (values.list(spaceOf(this.#room), `${cut}/`).length < ALIKE) values.put(spaceOf(this.#room), `${cut}/${id}`, NO_BYTES)
  }

  /** Those of messages that are not here any more. */
  tidy(): void {
    const { values, messages } = this.#store
    for (const [name] of values.list(spaceOf(this.#room))) {
      const id = idOf(name)
      if (id === undefined || messages.get(this.#room, id) === undefined) values.delete(spaceOf(this.#room), name)
    }
  }
}

function idOf(name: string): MessageId | undefined {
  return parseId('message', name.slice(name.indexOf('/') + 1))
}

function spaceOf(room: RoomKey): string {
  return `archive-cuts/${room}`
}
