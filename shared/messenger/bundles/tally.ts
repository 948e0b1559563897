/** What a reading has come to so far. Messages and deliveries are counted from the messenger's own events, while bytes of the file are taken in. */
import type { RoomKey } from '../../store/index.ts'
import type { SyncCode } from '../../sync/index.ts'
import type { MessengerEvent } from '../api.ts'
import type { BundleRead, BundleSummary } from '../api-bundles.ts'

const ORDER = { queued: 0, held: 1, delivered: 2, read: 3 } as const
/** What another part, or governance that is still to come, may cure. */
const CURABLE: ReadonlySet<SyncCode> = new Set(['OUT_OF_RANGE', 'NO_KEY', 'NOT_LIVE', 'BUSY'])

interface RoomTally {
  messages: number
  statuses: number
}

export class Tally {
  files = 0
  bytes = 0
  messages = 0
  strange = 0
  damaged = 0
  cut = 0
  #acknowledged = 0
  #waiting = 0
  readonly #refused = new Map<SyncCode, number>()
  readonly #rooms = new Map<RoomKey, RoomTally>()
  readonly #unsettled = new Set<RoomKey>()
  #counted: RoomKey | 'all' | undefined

  /** Runs work whose events are its own; `room`: what comes belongs there. */
  counting(work: () => void, room?: RoomKey): void {
    this.#counted = room ?? 'all'
    try {
      work()
    } finally {
      this.#counted = undefined
    }
  }

  heard(event: MessengerEvent): void {
    if (this.#counted === undefined) return
    if (event.type === 'delivery' && ORDER[event.state] > ORDER[event.before]) this.#acknowledged += 1
    if (event.type !== 'message' || event.own) return
    this.messages += 1
    if (this.#counted !== 'all') this.room(this.#counted).messages += 1
  }

  /** A room that something was read of. */
  room(key: RoomKey): RoomTally {
    const held = this.#rooms.get(key)
    if (held !== undefined) return held
    const made: RoomTally = { messages: 0, statuses: 0 }
    this.#rooms.set(key, made)
    return made
  }

  tookStatus(key: RoomKey): void {
    this.room(key).statuses += 1
    this.#unsettled.add(key)
  }

  refused(code: SyncCode): void {
    if (CURABLE.has(code)) this.#waiting += 1
    else this.#refused.set(code, (this.#refused.get(code) ?? 0) + 1)
  }

  takeUnsettled(): readonly RoomKey[] {
    const rooms = [...this.#unsettled]
    this.#unsettled.clear()
    return rooms
  }

  again(): void {
    this.files = 0
    this.bytes = 0
    this.strange = 0
    this.damaged = 0
    this.cut = 0
    this.#waiting = 0
    this.#refused.clear()
  }

  summary(shown: (room: RoomKey) => Omit<BundleRead, 'messages' | 'statuses'> | undefined): BundleSummary {
    const { files, bytes, messages, strange, damaged, cut } = this
    const rooms = new Map<string, BundleRead>()
    for (const [key, { messages: count, statuses }] of this.#rooms) {
      const room = shown(key)
      if (room === undefined) continue
      // Two direct rooms with one person are one conversation (GOV-17).
      const other = rooms.get(room.room)
      rooms.set(room.room, {
        ...room,
        messages: count + (other?.messages ?? 0),
        statuses: statuses + (other?.statuses ?? 0),
        hasAnswer: room.hasAnswer || other?.hasAnswer === true,
      })
    }
    const refused = Object.fromEntries(this.#refused)
    const counts = { acknowledged: this.#acknowledged, strange, damaged, cut, waiting: this.#waiting, refused }
    return { files, bytes, rooms: [...rooms.values()], messages, ...counts }
  }
}
