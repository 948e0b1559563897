/** Blocks in SQLite: found by place in the chain, by segment, by id, and by state when that is not `accepted`. */
import type { BlockId, DeviceId, EpochId } from '../../../shared/ids/index.ts'
import type { BlockState, BlockTable, Lane, RoomKey, SegmentSpan, StoredBlock } from '../../../shared/store/index.ts'
import type { Connection, Statement } from './sqlite.ts'
import type { BlockRefs } from './block-row.ts'
import type { Transactions } from './transactions.ts'
import { compare } from '../../../shared/store/index.ts'
import { readBlock, stateNumber, tagOf, writeBlock } from './block-row.ts'
import { idToBuffer } from './row-values.ts'

const COLUMNS = 'room, device, lane, seq, id, kind, epoch, segment, state, checked, header, signature, body'
const INSERT_COLUMNS = `${COLUMNS}, tag`

export class SqliteBlocks implements BlockTable {
  readonly #transactions: Transactions
  readonly #refs: BlockRefs
  readonly #insert: Statement
  readonly #isHeld: Statement
  readonly #range: Statement
  readonly #byId: Statement
  readonly #governance: Statement
  readonly #segment: Statement
  readonly #nextSpan: Statement
  readonly #lastOfSpan: Statement
  readonly #accepted: Statement
  readonly #odd: Statement
  readonly #setState: Statement
  readonly #setChecked: Statement
  readonly #remove: Statement
  readonly #removeRoom: Statement

  constructor(connection: Connection, transactions: Transactions, refs: BlockRefs) {
    const select = (rest: string): Statement => connection.prepare(`SELECT ${COLUMNS} FROM blocks ${rest}`).raw()
    this.#transactions = transactions
    this.#refs = refs
    this.#insert = connection.prepare(`INSERT INTO blocks (${INSERT_COLUMNS}) VALUES (${INSERT_COLUMNS.replaceAll(/\w+/g, '?')})`)
    // Apart from the insertion: one that reads its own table goes through a temporary one, and takes five times as long.
    this.#isHeld = connection.prepare('SELECT 1 FROM blocks WHERE room = ? AND lane = ? AND device = ? AND seq = ? AND id = ?').pluck()
    this.#range = select('WHERE room = ? AND lane = ? AND device = ? AND seq BETWEEN ? AND ? ORDER BY seq, id')
    this.#byId = select('WHERE tag = ? AND room = ? AND id = ?')
    this.#governance = select('WHERE room = ? AND lane = 0')
    this.#segment = select('WHERE lane = 1 AND room = ? AND device = ? AND epoch = ? AND segment = ? ORDER BY seq, id')
    this.#nextSpan = connection
      .prepare(`SELECT epoch, segment, seq FROM blocks INDEXED BY blocks_segment
        WHERE lane = 1 AND room = ? AND device = ? AND (epoch, segment) > (?, ?) ORDER BY epoch, segment, seq LIMIT 1`)
      .raw()
    this.#lastOfSpan = connection
      .prepare('SELECT max(seq) FROM blocks WHERE lane = 1 AND room = ? AND device = ? AND epoch = ? AND segment = ?')
      .pluck()
    this.#accepted = select('WHERE room = ? AND state = 0')
    this.#odd = select('WHERE room = ? AND state = ? AND state <> 0')
    this.#setState = connection.prepare('UPDATE blocks SET state = ? WHERE tag = ? AND room = ? AND id = ?')
    this.#setChecked = connection.prepare('UPDATE blocks SET checked = 1 WHERE tag = ? AND room = ? AND id = ?')
    this.#remove = connection.prepare('DELETE FROM blocks WHERE tag = ? AND room = ? AND id = ?')
    this.#removeRoom = connection.prepare('DELETE FROM blocks WHERE room = ?')
  }

  put(block: StoredBlock): void {
    this.#transactions.write(() => {
      const device = this.#refs.devices.number(block.device)
      const id = idToBuffer(block.id)
      if (this.#isHeld.get(block.room, block.lane, device, block.seq, id) === 1) return
      this.#insert.run(...writeBlock(block, device, this.#refs.epochs.number(block.epoch), id))
    })
  }

  at(room: RoomKey, device: DeviceId, lane: Lane, seq: number): readonly StoredBlock[] {
    return this.#read(() => this.#range.all(room, lane, this.#refs.devices.find(device), seq, seq))
  }

  byId(room: RoomKey, id: BlockId): StoredBlock | undefined {
    return this.#read(() => this.#byId.all(tagOf(id), room, idToBuffer(id)))[0]
  }

  range(room: RoomKey, device: DeviceId, lane: Lane, first: number, last: number, maxBytes: number): readonly StoredBlock[] {
    return this.#transactions.read(() => {
      const found: StoredBlock[] = []
      let bytes = 0
      for (const row of this.#range.iterate(room, lane, this.#refs.devices.find(device), first, last)) {
        const block = readBlock(row, this.#refs)
        found.push(block)
        bytes += block.header.length + block.body.length
        if (bytes > maxBytes) break
      }
      return found
    })
  }

  governance(room: RoomKey): readonly StoredBlock[] {
    return this.#read(() => this.#governance.all(room)).toSorted(byPlace)
  }

  segment(room: RoomKey, devices: readonly DeviceId[], epoch: EpochId, index: number): readonly StoredBlock[] {
    const { devices: numbers, epochs } = this.#refs
    const ordered = [...new Set(devices)].sort()
    return this.#read(() => ordered.flatMap((device) => this.#segment.all(room, numbers.find(device), epochs.find(epoch), index)))
  }

  spans(room: RoomKey, device: DeviceId): readonly SegmentSpan[] {
    return this.#transactions.read(() => {
      const number = this.#refs.devices.find(device)
      const found: SegmentSpan[] = []
      // One step per segment, not per block: a room of a million messages has a thousand segments.
      for (let epoch = -1, index = -1; ;) {
        const next = this.#nextSpan.get(room, number, epoch, index) as readonly [number, number, number] | undefined
        if (next === undefined) break
        ;[epoch, index] = next
        const lastSeq = Number(this.#lastOfSpan.get(room, number, epoch, index))
        found.push({ epoch: this.#refs.epochs.id(epoch), index, firstSeq: next[2], lastSeq })
      }
      return found.sort((a, b) => b.lastSeq - a.lastSeq || compare(a.epoch, b.epoch) || a.index - b.index)
    })
  }

  inState(room: RoomKey, state: BlockState): readonly StoredBlock[] {
    const rows = () => (state === 'accepted' ? this.#accepted.all(room) : this.#odd.all(room, stateNumber(state)))
    return this.#read(rows).toSorted(byPlace)
  }

  setState(room: RoomKey, id: BlockId, state: BlockState): void {
    this.#transactions.write(() => this.#setState.run(stateNumber(state), tagOf(id), room, idToBuffer(id)))
  }

  setChecked(room: RoomKey, id: BlockId): void {
    this.#transactions.write(() => this.#setChecked.run(tagOf(id), room, idToBuffer(id)))
  }

  remove(room: RoomKey, id: BlockId): void {
    this.#transactions.write(() => this.#remove.run(tagOf(id), room, idToBuffer(id)))
  }

  removeRoom(room: RoomKey): void {
    this.#transactions.write(() => this.#removeRoom.run(room))
  }

  #read(rows: () => readonly unknown[]): readonly StoredBlock[] {
    return this.#transactions.read(() => rows().map((row) => readBlock(row, this.#refs)))
  }
}

function byPlace(a: StoredBlock, b: StoredBlock): number {
  return compare(a.device, b.device) || a.lane - b.lane || a.seq - b.seq || compare(a.id, b.id)
}
