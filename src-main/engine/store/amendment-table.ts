/** Amendments and marks in SQLite. */
import type { DeviceId, MessageId } from '../../../shared/ids/index.ts'
import type { AmendmentRow, RoomKey, SegmentKey } from '../../../shared/store/index.ts'
import type { MessageRefs } from './message-row.ts'
import type { Connection, Statement } from './sqlite.ts'
import type { Transactions } from './transactions.ts'
import { compare, compareText } from '../../../shared/store/index.ts'
import { idFromBuffer, idToBuffer, plainBytes } from './row-values.ts'

const COLUMNS = 'room, message, segment, device, slot, account, t, c, value'

type AmendmentColumns = readonly [
  room: number,
  message: Buffer,
  segment: number,
  device: number,
  slot: string,
  account: number,
  t: number,
  c: number,
  value: Buffer,
]

export class SqliteAmendments {
  readonly #transactions: Transactions
  readonly #refs: MessageRefs
  readonly #put: Statement
  readonly #remove: Statement
  readonly #of: Statement
  readonly #ofSegment: Statement
  readonly #pins: Statement
  readonly #has: Statement
  readonly #clear: Statement

  constructor(connection: Connection, transactions: Transactions, refs: MessageRefs) {
    this.#transactions = transactions
    this.#refs = refs
    this.#put = connection.prepare(`REPLACE INTO amendments (${COLUMNS}) VALUES (${COLUMNS.replaceAll(/\w+/g, '?')})`)
    this.#remove = connection.prepare('DELETE FROM amendments WHERE room = ? AND message = ? AND segment = ? AND device = ? AND slot = ?')
    this.#of = connection.prepare(`SELECT ${COLUMNS} FROM amendments WHERE room = ? AND message = ?`).raw()
    this.#ofSegment = connection.prepare(`SELECT ${COLUMNS} FROM amendments WHERE segment = ?`).raw()
    // The slot stands in the text, as in the index that has no others.
    this.#pins = connection
      .prepare(`SELECT ${COLUMNS} FROM amendments INDEXED BY amendments_pins WHERE room = ? AND slot = 'mark:pin'`)
      .raw()
    this.#has = connection.prepare('SELECT EXISTS (SELECT 1 FROM amendments WHERE room = ?)').pluck()
    this.#clear = connection.prepare('DELETE FROM amendments WHERE room = ?')
  }

  put(row: AmendmentRow): void {
    const { accounts, devices } = this.#refs
    this.#transactions.write(() => {
      const account = accounts.number(row.account)
      this.#put.run(row.room, idToBuffer(row.message), row.segment, devices.number(row.device), row.slot, account, row.t, row.c, row.value)
    })
  }

  remove(room: RoomKey, message: MessageId, segment: SegmentKey, device: DeviceId, slot: string): void {
    this.#transactions.write(() => this.#remove.run(room, idToBuffer(message), segment, this.#refs.devices.find(device), slot))
  }

  /** Ascending by message, segment, device, slot. */
  of(room: RoomKey, messages: readonly MessageId[]): readonly AmendmentRow[] {
    const distinct = messages.length > 1 ? [...new Set(messages)] : messages
    return this.#read(() => distinct.flatMap((message) => this.#of.all(room, idToBuffer(message))))
  }

  ofSegment(segment: SegmentKey): readonly AmendmentRow[] {
    return this.#read(() => this.#ofSegment.all(segment))
  }

  pins(room: RoomKey): readonly AmendmentRow[] {
    return this.#read(() => this.#pins.all(room))
  }

  has(room: RoomKey): boolean {
    return this.#transactions.read(() => this.#has.get(room) === 1)
  }

  clear(room: RoomKey): void {
    this.#transactions.write(() => this.#clear.run(room))
  }

  #read(rows: () => readonly unknown[]): readonly AmendmentRow[] {
    const found = this.#transactions.read(() => rows().map((row) => this.#amendment(row as AmendmentColumns)))
    return found.length > 1 ? found.sort(compareAmendments) : found
  }

  #amendment([room, message, segment, device, slot, account, t, c, value]: AmendmentColumns): AmendmentRow {
    return {
      room,
      message: idFromBuffer('message', message),
      segment,
      device: this.#refs.devices.id(device),
      slot,
      account: this.#refs.accounts.id(account),
      t,
      c,
      value: plainBytes(value),
    }
  }
}

function compareAmendments(a: AmendmentRow, b: AmendmentRow): number {
  const bySegment = compare(a.message, b.message) || a.segment - b.segment
  return bySegment || compare(a.device, b.device) || compareText(a.slot, b.slot) || a.room - b.room
}
