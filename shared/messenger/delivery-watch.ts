/** Tells when own recent messages get somewhere, or fall back (DLV-4): compares what custody says with what it said last. */
import type { MessageId } from '../ids/index.ts'
import type { DeliveryState, MessengerEvent } from './api.ts'
import type { PlacedMessage, Room } from './room/index.ts'

const WATCHED_PER_ROOM = 200

interface Watched {
  /** Read once: where a message stands in its feed never changes. */
  readonly placed: PlacedMessage
  state: DeliveryState
}

export class DeliveryWatch {
  readonly #emit: (event: MessengerEvent) => void
  readonly #watched = new Map<Room, Map<MessageId, Watched>>()

  constructor(emit: (event: MessengerEvent) => void) {
    this.#emit = emit
  }

  /** Own messages just written. */
  watch(room: Room, messages: readonly MessageId[]): void {
    const watched = this.#of(room)
    for (const message of messages.slice(-WATCHED_PER_ROOM)) {
      const placed = room.core.store.messages.get(room.core.key, message)
      if (placed !== undefined) watched.set(message, { placed, state: 'queued' })
    }
    for (const oldest of watched.keys()) {
      if (watched.size <= WATCHED_PER_ROOM) break
      watched.delete(oldest)
    }
  }

  /** Somebody said what he keeps. */
  changed(room: Room): void {
    for (const [message, watched] of this.#of(room)) {
      const before = watched.state
      const { state } = room.custody.spread(watched.placed)
      if (state === before) continue
      watched.state = state
      this.#emit({ type: 'delivery', room: room.core.id, message, state, before })
    }
  }

  /** What was on its way when the room was opened. */
  #of(room: Room): Map<MessageId, Watched> {
    const held = this.#watched.get(room)
    if (held !== undefined) return held
    const made = new Map<MessageId, Watched>()
    this.#watched.set(room, made)
    const { store, key, account } = room.core
    for (const row of store.messages.ownAmongNewest(key, account, WATCHED_PER_ROOM)) {
      made.set(row.id, { placed: row, state: room.custody.spread(row).state })
    }
    return made
  }
}
