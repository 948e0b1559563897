/**
 * Feed rows between two ends of one room. Telling a row is the acknowledgement of what it names (SYNC-8), so rows are only told after
 * the host said they are durable. Own new blocks are pushed where the peer can append them; everywhere else the row announces them.
 */
import type { DeviceId } from '../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../limits.ts'
import { encodeBlock } from './frames/index.ts'
import type { FeedRow, Ranges, WireBlock } from './host.ts'
import type { LinkPort } from './link-port.ts'
import { NO_RANGES, covers, highest, unite } from './ranges.ts'

const NAMED_DEVICES = 4 * INTRINSIC.ROOM_DEVICES

export class RowExchange {
  readonly #port: LinkPort
  readonly #number: number
  readonly #peer = new Map<DeviceId, readonly FeedRow[]>()
  readonly #pushed = new Map<DeviceId, number>()
  #due = new Set<DeviceId>()

  constructor(port: LinkPort, number: number) {
    this.#port = port
    this.#number = number
  }

  get peerRows(): ReadonlyMap<DeviceId, readonly FeedRow[]> {
    return this.#peer
  }

  /** That device's row changed here and the peer is to hear it. */
  wake(device: DeviceId): void {
    this.#due.add(device)
  }

  /** Takes the peer's rows; false when it names more devices than a room can have. */
  heard(rows: readonly FeedRow[]): boolean {
    const byDevice = Map.groupBy(rows, (row) => row.device)
    if (this.#peer.size + byDevice.size > NAMED_DEVICES) {
      this.#port.refuse('TOO_BIG', { room: this.#number })
      return false
    }
    for (const [device, held] of byDevice) {
      this.#peer.set(device, held)
      if (highest(this.peerRanges(device)) >= (this.#pushed.get(device) ?? 0)) this.#pushed.delete(device)
    }
    return true
  }

  peerRanges(device: DeviceId): Ranges {
    return rangesOf(this.#peer.get(device))
  }

  /** SYNC-7: sends an own new block at once. False when the peer could not append it, or there is no room: then the row tells. */
  push(device: DeviceId, seq: number, block: WireBlock): boolean {
    const pushed = this.#pushed.get(device) ?? 0
    const held = this.peerRanges(device)
    if (pushed >= seq) return true
    // He has that seq already: from somebody else, or on another branch (FORK-1). The row tells which.
    if (covers(held, seq)) return false
    const follows = seq === 1 || pushed === seq - 1 || covers(held, seq - 1)
    if (!follows || !this.#port.offer(encodeBlock({ room: this.#number, lane: 'feed' }, block))) return false
    this.#pushed.set(device, seq)
    return true
  }

  /** A push that was not acknowledged is announced, in case it was refused or dropped. */
  remindUnacknowledged(): boolean {
    for (const device of this.#pushed.keys()) this.#due.add(device)
    this.#pushed.clear()
    return this.#due.size > 0
  }

  get hasUnacknowledged(): boolean {
    return this.#pushed.size > 0
  }

  /** Tells what is due; `own` gives our rows of a device. */
  pump(own: (device: DeviceId) => readonly FeedRow[]): void {
    while (this.#due.size > 0 && this.#port.hasRoom) {
      const rows: FeedRow[] = []
      for (const device of this.#due) {
        const held = own(device).slice(0, RESOURCE.ROWS_PER_FORKED_DEVICE)
        if (rows.length + held.length > RESOURCE.ROWS_PER_PAGE) break
        this.#due.delete(device)
        for (const row of held) rows.push({ ...row, ranges: row.ranges.slice(-RESOURCE.RANGES_PER_ROW) })
      }
      if (rows.length > 0) this.#port.send({ type: 'have', room: this.#number, rows })
    }
  }
}

/** The seqs of a device over all its branches. */
export function rangesOf(rows: readonly FeedRow[] | undefined): Ranges {
  return (rows ?? []).reduce((sum, row) => unite(sum, row.ranges), NO_RANGES)
}
