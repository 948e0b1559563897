/** Amendments and marks in memory: one sorted list per room by message, one per segment. */
import type { DeviceId, MessageId } from '../ids/index.ts'
import type { MemoryLog } from './memory-log.ts'
import type { AmendmentRow, RoomKey, SegmentKey } from './store.ts'
import { SortedList, compare, compareText } from './sorted-list.ts'

const PIN_SLOT = 'mark:pin'

type Place = Pick<AmendmentRow, 'room' | 'message' | 'segment' | 'device' | 'slot'>

export class MemoryAmendments {
  readonly #log: MemoryLog
  readonly #rooms = new Map<RoomKey, SortedList<AmendmentRow>>()
  readonly #pins = new Map<RoomKey, SortedList<AmendmentRow>>()
  readonly #segments = new Map<SegmentKey, SortedList<AmendmentRow>>()

  constructor(log: MemoryLog) {
    this.#log = log
  }

  put(row: AmendmentRow): void {
    this.#set(this.#find(row), Object.freeze({ ...row }))
  }

  remove(room: RoomKey, message: MessageId, segment: SegmentKey, device: DeviceId, slot: string): void {
    const before = this.#find({ room, message, segment, device, slot })
    if (before !== undefined) this.#set(before, undefined)
  }

  /** Ascending by segment, device, slot. */
  of(room: RoomKey, message: MessageId): readonly AmendmentRow[] {
    this.#log.assertOpen()
    const found: AmendmentRow[] = []
    for (const row of this.#rooms.get(room)?.ascending((other) => other.message < message) ?? []) {
      if (row.message !== message) break
      found.push(row)
    }
    return found
  }

  ofSegment(segment: SegmentKey): readonly AmendmentRow[] {
    this.#log.assertOpen()
    return [...(this.#segments.get(segment)?.ascending() ?? [])]
  }

  pins(room: RoomKey): readonly AmendmentRow[] {
    this.#log.assertOpen()
    return [...(this.#pins.get(room)?.ascending() ?? [])]
  }

  has(room: RoomKey): boolean {
    this.#log.assertOpen()
    return (this.#rooms.get(room)?.size ?? 0) > 0
  }

  clear(room: RoomKey): void {
    for (const row of [...(this.#rooms.get(room)?.ascending() ?? [])]) this.#set(row, undefined)
  }

  #find(place: Place): AmendmentRow | undefined {
    return this.of(place.room, place.message).find((row) => byPlace(row, place) === 0)
  }

  #set(before: AmendmentRow | undefined, after: AmendmentRow | undefined): void {
    this.#exchange(before, after)
    this.#log.wrote(() => this.#exchange(after, before))
  }

  #exchange(before: AmendmentRow | undefined, after: AmendmentRow | undefined): void {
    if (before !== undefined) {
      this.#rooms.get(before.room)?.delete(before)
      if (before.slot === PIN_SLOT) this.#pins.get(before.room)?.delete(before)
      this.#segments.get(before.segment)?.delete(before)
    }
    if (after !== undefined) {
      listOf(this.#rooms, after.room).add(after)
      if (after.slot === PIN_SLOT) listOf(this.#pins, after.room).add(after)
      listOf(this.#segments, after.segment).add(after)
    }
  }
}

function listOf(lists: Map<number, SortedList<AmendmentRow>>, key: number): SortedList<AmendmentRow> {
  let list = lists.get(key)
  if (list === undefined) lists.set(key, (list = new SortedList<AmendmentRow>(byPlace)))
  return list
}

function byPlace(a: Place, b: Place): number {
  const bySegment = compare(a.message, b.message) || a.segment - b.segment
  return bySegment || compare(a.device, b.device) || compareText(a.slot, b.slot) || a.room - b.room
}
