/**
 * Governance between two ends of one room (SYNC-4): rows both ways, then what the other lacks, parents first, then an end mark. A device
 * without standing gets no blocks, and rows only of devices it has itself named: enough to prove an admission, and nothing else.
 */
import type { DeviceId } from '../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../limits.ts'
import { assume } from './assumed-rows.ts'
import { type FrameOf, GOVERNANCE_END, encodeBlock } from './frames/index.ts'
import type { GovRow, RoomSync } from './host.ts'
import type { LinkPort } from './link-port.ts'

const CHUNK_BYTES = 128 * 1024
/** Twice the devices a room may have: forks have two rows, and former devices count. */
const NAMED_DEVICES = 4 * INTRINSIC.ROOM_DEVICES

export class GovExchange {
  /** The peer said it sent all we lack. */
  isPeerDone = false
  /** We said so: the end mark is sent, or waits in the queue before whatever follows. */
  isOwnDone = false
  readonly #port: LinkPort
  readonly #room: RoomSync
  readonly #number: number
  readonly #peer = new Map<DeviceId, readonly GovRow[]>()
  readonly #told = new Map<DeviceId, string>()
  #isPeerKnown = false
  #isTold = false
  #isPushDue = false
  #isTellDue = false

  constructor(port: LinkPort, room: RoomSync, number: number) {
    this.#port = port
    this.#room = room
    this.#number = number
  }

  /** Rows are to be told, and what is missing sent, at the next `pump`. */
  wake(withPush: boolean): void {
    this.#isTellDue = true
    if (withPush) this.#isPushDue = true
  }

  /** The peer's rows, or those of them that changed. True when this was the last page of its first list. */
  heard(frame: FrameOf<'govHave'>): boolean {
    const byDevice = Map.groupBy(frame.rows, (row) => row.device)
    if (this.#peer.size + byDevice.size > NAMED_DEVICES) {
      this.#port.refuse('TOO_BIG', { room: this.#number })
      return false
    }
    for (const [device, rows] of byDevice) this.#peer.set(device, rows)
    if (frame.more || this.#isPeerKnown) return false
    this.#isPeerKnown = true
    return true
  }

  pump(): void {
    const isProven = this.#room.standing(this.#port.session.device) !== 'none'
    if (this.#isTellDue && (isProven || this.#isPeerKnown)) this.#tell(isProven)
    while (this.#isPushDue && this.#isPeerKnown && isProven && this.#port.hasRoom) this.#push()
  }

  #tell(isProven: boolean): void {
    this.#isTellDue = false
    const rows: GovRow[] = []
    for (const [device, held] of Map.groupBy(this.#room.governanceRows(), (row) => row.device)) {
      if (!isProven && !this.#peer.has(device)) continue
      const print = held.map((row) => `${row.count} ${row.head}`).join()
      if (this.#told.get(device) === print) continue
      this.#told.set(device, print)
      rows.push(...held)
    }
    if (rows.length === 0 && this.#isTold) return
    this.#isTold = true
    for (let at = 0; at === 0 || at < rows.length; at += RESOURCE.ROWS_PER_PAGE) {
      const page = rows.slice(at, at + RESOURCE.ROWS_PER_PAGE)
      this.#port.send({ type: 'govHave', room: this.#number, rows: page, more: at + page.length < rows.length })
    }
  }

  #push(): void {
    const rows = [...this.#peer.values()].flat()
    const blocks = this.#room.governanceBeyond(rows, CHUNK_BYTES, this.#port.session.device)
    let isMoving = false
    for (const block of blocks) {
      if (assume(this.#port.host.crypto, this.#peer, block)) isMoving = true
      for (const frame of encodeBlock({ room: this.#number, lane: 'gov' }, block)) this.#port.offer([frame])
    }
    if (isMoving) return
    this.#isPushDue = false
    if (this.isOwnDone) return
    this.isOwnDone = true
    this.#port.send({ type: 'wantEnd', room: this.#number, number: GOVERNANCE_END, complete: true })
  }
}
