/**
 * Which voice notes of a room were played on this profile, by message and place in it. Kept apart from the views, which a rebuild makes anew.
 * Nothing of it leaves the device: who listened to what is nobody else's business.
 */
import type { MessageId } from '../../ids/index.ts'
import type { RoomCore } from './room-core.ts'

const NO_BYTES = new Uint8Array(0)

export class Heard {
  readonly #core: RoomCore
  #known: Set<string> | undefined

  constructor(core: RoomCore) {
    this.#core = core
  }

  has(message: MessageId, index: number): boolean {
    return this.#all.has(nameOf(message, index))
  }

  /** In the caller's transaction; if it fails, the room is to be opened anew. */
  add(message: MessageId, index: number): void {
    this.#core.store.values.put(this.#space, nameOf(message, index), NO_BYTES)
    this.#all.add(nameOf(message, index))
  }

  get #all(): Set<string> {
    this.#known ??= new Set(this.#core.store.values.list(this.#space).map(([name]) => name))
    return this.#known
  }

  get #space(): string {
    return `heard/${this.#core.key}`
  }
}

function nameOf(message: MessageId, index: number): string {
  return `${message}/${index}`
}
