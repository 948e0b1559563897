/**
 * Which messages of a room the person put out of sight on this profile. Kept apart from the views, which a rebuild makes anew: what he put
 * away stays away. Nothing of it leaves the device, and the words stay on the disk, so that he can have them back.
 */
import { type MessageId, parseId } from '../../ids/index.ts'
import type { RoomCore } from './room-core.ts'

const NO_BYTES = new Uint8Array(0)

export class Forgotten {
  readonly #core: RoomCore
  #known: Set<MessageId> | undefined

  constructor(core: RoomCore) {
    this.#core = core
  }

  has(message: MessageId): boolean {
    return this.#all.has(message)
  }

  /** In the caller's transaction; if it fails, the room is to be opened anew. */
  set(message: MessageId, isForgotten: boolean): void {
    const { values } = this.#core.store
    if (isForgotten) values.put(this.#space, message, NO_BYTES)
    else values.delete(this.#space, message)
    if (isForgotten) this.#all.add(message)
    else this.#all.delete(message)
  }

  get #all(): Set<MessageId> {
    this.#known ??= new Set(this.#core.store.values.list(this.#space).flatMap(([name]) => parseId('message', name) ?? []))
    return this.#known
  }

  get #space(): string {
    return `forgotten/${this.#core.key}`
  }
}
