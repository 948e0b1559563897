/**
 * Statuses between two ends of one room (SYNC-5): counters first, then the statuses that are newer. What came from others is told at once
 * and passed on only to who still lacks it a moment later, so a mesh does not send one status many times.
 */
import type { DeviceId } from '../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../limits.ts'
import type { FrameOf, StatusCounter } from './frames/index.ts'
import type { RoomSync } from './host.ts'
import type { LinkPort } from './link-port.ts'

const NAMED_DEVICES = 4 * INTRINSIC.ROOM_DEVICES

export class StatusExchange {
  readonly #port: LinkPort
  readonly #room: RoomSync
  readonly #number: number
  readonly #peer = new Map<DeviceId, number>()
  readonly #told = new Map<DeviceId, number>()
  #isTold = false
  #isPeerKnown = false
  #isTellDue = false
  #isPushDue = false

  constructor(port: LinkPort, room: RoomSync, number: number) {
    this.#port = port
    this.#room = room
    this.#number = number
  }

  wake(withPush: boolean): void {
    this.#isTellDue = true
    if (withPush) this.#isPushDue = true
  }

  heardCounters(counters: readonly StatusCounter[]): void {
    if (this.#peer.size + counters.length > NAMED_DEVICES) return this.#port.refuse('TOO_BIG', { room: this.#number })
    for (const { device, n } of counters) this.#peer.set(device, Math.max(n, this.#peer.get(device) ?? -1))
    if (!this.#isPeerKnown) this.#isPushDue = true
    this.#isPeerKnown = true
  }

  pump(): void {
    if (!this.#port.hasRoom) return
    if (this.#isTellDue) this.#tell()
    if (this.#isPushDue && this.#isPeerKnown) this.#push()
  }

  #tell(): void {
    this.#isTellDue = false
    const fresh = this.#counters().filter(({ device, n }) => this.#told.get(device) !== n)
    if (fresh.length === 0 && this.#isTold) return
    this.#isTold = true
    for (const { device, n } of fresh) this.#told.set(device, n)
    for (let at = 0; at === 0 || at < fresh.length; at += RESOURCE.ROWS_PER_PAGE) {
      this.#port.send({ type: 'status', room: this.#number, counters: fresh.slice(at, at + RESOURCE.ROWS_PER_PAGE) })
    }
  }

  #push(): void {
    for (const { device, n } of this.#counters()) {
      if (n <= (this.#peer.get(device) ?? -1)) continue
      if (!this.#port.hasRoom) return
      const status = this.#room.status(device)
      this.#peer.set(device, n)
      if (status !== undefined) this.#port.send({ type: 'status', room: this.#number, status } satisfies FrameOf<'status'>)
    }
    this.#isPushDue = false
  }

  /** Whoever cannot read what a carrier says would take it for a broken frame. */
  #counters(): readonly StatusCounter[] {
    const all = this.#room.statusCounters()
    return this.#port.hears('carrierStatus') ? all : all.filter(({ carrier }) => carrier !== true)
  }
}
