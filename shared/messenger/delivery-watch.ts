/** Tells when own recent messages, their edits and deletions get somewhere, or fall back (DLV-4): compares what custody says with what it said last. */
import type { MessageId } from '../ids/index.ts'
import type { ChangeDelivery, DeliveryState, MessengerEvent } from './api.ts'
import type { OwnChange, PlacedMessage, Room } from './room/index.ts'
import type { Rooms } from './rooms.ts'
import { changeOf } from './whereabouts.ts'

const WATCHED_PER_ROOM = 200

interface Watched {
  /** Read once: where a message stands in its feed never changes, an edit stands beside it. */
  readonly placed: PlacedMessage
  readonly change: OwnChange | undefined
  state: DeliveryState
  /** How many members have it, and how many read it: what is said of a message names them. */
  reach: string
  /** Of the change. */
  reached: ChangeDelivery | undefined
}

export class DeliveryWatch {
  readonly #emit: (event: MessengerEvent) => void
  readonly #watched = new Map<Room, Map<MessageId, Watched>>()

  constructor(emit: (event: MessengerEvent) => void) {
    this.#emit = emit
  }

  /** Before anything new is heard of a room: where its messages are until then. */
  open(room: Room): void {
    this.#of(room)
  }

  /** Own messages just written, edited or deleted. */
  watch(room: Room, messages: readonly MessageId[]): void {
    const watched = this.#of(room)
    for (const message of messages.slice(-WATCHED_PER_ROOM)) {
      const row = room.core.store.messages.get(room.core.key, message)
      if (row === undefined) continue
      const now = look(room, row, room.changes.of(row))
      // What was not told of its way so far is told with the next change.
      const known = watched.get(message)
      const state = known?.state ?? (now.change === undefined ? 'queued' : now.state)
      watched.delete(message)
      watched.set(message, { ...now, state, reach: known?.reach ?? now.reach })
    }
    for (const oldest of watched.keys()) {
      if (watched.size <= WATCHED_PER_ROOM) break
      watched.delete(oldest)
    }
  }

  /** Somebody said what he keeps. */
  changed(room: Room): void {
    for (const [message, watched] of this.#of(room)) {
      const { state, reach, reached } = watched
      const now = look(room, watched.placed, watched.change)
      watched.state = now.state
      watched.reach = now.reach
      watched.reached = now.reached
      if (now.state !== state || now.reach !== reach)
        this.#emit({ type: 'delivery', room: room.core.id, message, state: now.state, before: state })
      if (now.reached === undefined || reached === undefined) continue
      if (now.reached.state === reached.state && now.reached.delivered === reached.delivered) continue
      const { holders: _, ...counts } = now.reached
      this.#emit({ type: 'change', room: room.core.id, message, ...counts, before: reached.state })
    }
  }

  /** DLV-3: read receipts were turned on or off; each room says anew what was read. */
  receiptsChanged(rooms: Rooms): void {
    for (const key of rooms.registry.keys()) {
      const room = rooms.get(key)
      if (room === undefined) continue
      this.changed(room)
      room.publish()
    }
  }

  /** As it was when the room was first asked about. */
  #of(room: Room): Map<MessageId, Watched> {
    const held = this.#watched.get(room)
    if (held !== undefined) return held
    const made = new Map<MessageId, Watched>()
    this.#watched.set(room, made)
    const { store, key, account } = room.core
    for (const row of store.messages.ownAmongNewest(key, account, WATCHED_PER_ROOM)) made.set(row.id, look(room, row, room.changes.of(row)))
    return made
  }
}

function look(room: Room, placed: PlacedMessage, change: OwnChange | undefined): Watched {
  const { state, delivered, read } = room.custody.spread(placed, change)
  return {
    placed,
    change,
    state,
    reach: `${delivered.size} ${read.size}`,
    reached: change === undefined ? undefined : changeOf(room, placed.account, change),
  }
}
