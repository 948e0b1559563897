/** Blocks in memory: per room a map by id and two sorted lists, by place in the chain and by segment. */
import type { BlockId, DeviceId, EpochId } from '../ids/index.ts'
import type { MemoryLog } from './memory-log.ts'
import type { BlockState, BlockTable, Lane, RoomKey, SegmentSpan, StoredBlock } from './store.ts'
import { SortedList, compare, compareKeys } from './sorted-list.ts'

interface RoomBlocks {
  readonly byId: Map<BlockId, StoredBlock>
  readonly byPlace: SortedList<StoredBlock>
  /** Feed blocks only. */
  readonly bySegment: SortedList<StoredBlock>
}

export class MemoryBlocks implements BlockTable {
  readonly #log: MemoryLog
  readonly #rooms = new Map<RoomKey, RoomBlocks>()

  constructor(log: MemoryLog) {
    this.#log = log
  }

  put(block: StoredBlock): void {
    const room = this.#room(block.room)
    if (room?.byId.has(block.id) === true) return
    this.#set(block.room, undefined, Object.freeze({ ...block }))
  }

  at(room: RoomKey, device: DeviceId, lane: Lane, seq: number): readonly StoredBlock[] {
    return this.range(room, device, lane, seq, seq, Number.POSITIVE_INFINITY)
  }

  byId(room: RoomKey, id: BlockId): StoredBlock | undefined {
    return this.#room(room)?.byId.get(id)
  }

  range(room: RoomKey, device: DeviceId, lane: Lane, first: number, last: number, maxBytes: number): readonly StoredBlock[] {
    const found: StoredBlock[] = []
    let bytes = 0
    for (const block of this.#room(room)?.byPlace.ascending((other) => compareKeys(placeKey(other), [device, lane, first, '']) < 0) ?? []) {
      if (block.device !== device || block.lane !== lane || block.seq > last) break
      found.push(block)
      bytes += block.header.length + block.body.length
      if (bytes > maxBytes) break
    }
    return found
  }

  governance(room: RoomKey): readonly StoredBlock[] {
    return [...(this.#room(room)?.byPlace.ascending() ?? [])].filter((block) => block.lane === 0)
  }

  segment(room: RoomKey, devices: readonly DeviceId[], epoch: EpochId, index: number): readonly StoredBlock[] {
    const found: StoredBlock[] = []
    for (const device of [...new Set(devices)].sort()) {
      const start = [device, epoch, index, -1, '']
      for (const block of this.#room(room)?.bySegment.ascending((other) => compareKeys(segmentKey(other), start) < 0) ?? []) {
        if (block.device !== device || block.epoch !== epoch || block.index !== index) break
        found.push(block)
      }
    }
    return found
  }

  spans(room: RoomKey, device: DeviceId): readonly SegmentSpan[] {
    const list = this.#room(room)?.bySegment
    const found: SegmentSpan[] = []
    let from: readonly (number | string)[] = [device]
    while (list !== undefined) {
      const start = from
      const first = list.ascending((other) => compareKeys(start, segmentKey(other)) > 0).next().value
      if (first === undefined || first.device !== device) break
      const { epoch, index } = first
      from = [device, epoch, index, Number.POSITIVE_INFINITY]
      const end = from
      const last = list.descending((other) => compareKeys(end, segmentKey(other)) > 0).next().value
      found.push({ epoch, index, firstSeq: first.seq, lastSeq: last?.seq ?? first.seq })
    }
    return found.sort((a, b) => compareKeys([b.lastSeq, a.epoch, a.index], [a.lastSeq, b.epoch, b.index]))
  }

  inState(room: RoomKey, state: BlockState): readonly StoredBlock[] {
    return [...(this.#room(room)?.byPlace.ascending() ?? [])].filter((block) => block.state === state)
  }

  setState(room: RoomKey, id: BlockId, state: BlockState): void {
    const before = this.byId(room, id)
    if (before !== undefined && before.state !== state) this.#set(room, before, Object.freeze({ ...before, state }))
  }

  setChecked(room: RoomKey, id: BlockId): void {
    const before = this.byId(room, id)
    if (before !== undefined && !before.checked) this.#set(room, before, Object.freeze({ ...before, checked: true }))
  }

  remove(room: RoomKey, id: BlockId): void {
    const before = this.byId(room, id)
    if (before !== undefined) this.#set(room, before, undefined)
  }

  removeRoom(room: RoomKey): void {
    for (const block of [...(this.#room(room)?.byId.values() ?? [])]) this.#set(room, block, undefined)
  }

  /** Bytes per room that has any block. */
  sizes(): ReadonlyMap<RoomKey, number> {
    this.#log.assertOpen()
    const bytesOf = ({ header, body, signature }: StoredBlock): number => header.length + body.length + (signature?.length ?? 0)
    const held = [...this.#rooms].filter(([, { byId }]) => byId.size > 0)
    return new Map(held.map(([room, { byId }]) => [room, [...byId.values()].reduce((sum, block) => sum + bytesOf(block), 0)]))
  }

  #room(room: RoomKey): RoomBlocks | undefined {
    this.#log.assertOpen()
    return this.#rooms.get(room)
  }

  #set(key: RoomKey, before: StoredBlock | undefined, after: StoredBlock | undefined): void {
    let room = this.#rooms.get(key)
    if (room === undefined) {
      room = { byId: new Map(), byPlace: new SortedList(byPlace), bySegment: new SortedList(bySegment) }
      this.#rooms.set(key, room)
    }
    const written = room
    exchange(written, before, after)
    this.#log.wrote(() => exchange(written, after, before))
  }
}

function exchange(room: RoomBlocks, before: StoredBlock | undefined, after: StoredBlock | undefined): void {
  if (before !== undefined && after === undefined) {
    room.byId.delete(before.id)
    room.byPlace.delete(before)
    room.bySegment.delete(before)
  } else if (after !== undefined) {
    room.byId.set(after.id, after)
    room.byPlace.add(after)
    if (after.lane === 1) room.bySegment.add(after)
  }
}

const placeKey = (block: StoredBlock) => [block.device, block.lane, block.seq, block.id] as const
const segmentKey = (block: StoredBlock) => [block.device, block.epoch, block.index, block.seq, block.id] as const
const byPlace = (a: StoredBlock, b: StoredBlock): number =>
  compare(a.device, b.device) || a.lane - b.lane || a.seq - b.seq || compare(a.id, b.id)
const bySegment = (a: StoredBlock, b: StoredBlock): number =>
  compare(a.device, b.device) || compare(a.epoch, b.epoch) || a.index - b.index || a.seq - b.seq || compare(a.id, b.id)
