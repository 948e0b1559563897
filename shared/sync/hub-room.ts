/**
 * One room over all its sessions: our rows as last seen, who is linked, and the delays that keep a mesh quiet. What we wrote ourselves
 * goes out at once; what came from others is acknowledged to its source at once and announced to the rest together, 50 ms later.
 */
import type { DeviceId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import type { RoomKey } from '../store/index.ts'
import type { Clock } from '../crypto/index.ts'
import type { FeedRow, RoomSync, WireBlock } from './host.ts'
import type { HubLink } from './hub-link.ts'
import { isEqual, unite } from './ranges.ts'
import { rangesOf } from './row-exchange.ts'
import type { WantScheduler } from './want-scheduler.ts'

/** How long a room's priority is believed: it is counted from messages, and no message is to wait for that. */
const PRIORITY_MS = 500
/** A push not acknowledged by then is announced. */
const PUSH_REMINDER_MS = 2_000

export class HubRoom {
  readonly key: RoomKey
  readonly sync: RoomSync
  readonly links = new Set<HubLink>()
  readonly #clock: Clock
  readonly #scheduler: WantScheduler
  #rows = new Map<DeviceId, readonly FeedRow[]>()
  #stopTimers = new Map<string, () => void>()
  #judgedAt: number | undefined
  #declined: RoomSync['declined']

  constructor(key: RoomKey, sync: RoomSync, clock: Clock, scheduler: WantScheduler) {
    this.key = key
    this.sync = sync
    this.#clock = clock
    this.#scheduler = scheduler
    this.refresh()
  }

  rowsOf(device: DeviceId): readonly FeedRow[] {
    return this.#rows.get(device) ?? []
  }

  devices(): Iterable<DeviceId> {
    return this.#rows.keys()
  }

  /** Looks at our rows again; the devices whose rows changed. */
  refresh(): readonly DeviceId[] {
    this.#judge()
    const changed: DeviceId[] = []
    const byDevice = new Map<DeviceId, FeedRow[]>()
    for (const row of this.sync.feedRows()) {
      const rows = byDevice.get(row.device)
      if (rows === undefined) byDevice.set(row.device, [row])
      else rows.push(row)
    }
    for (const [device, rows] of byDevice) {
      if (areSame(rows, this.#rows.get(device))) continue
      changed.push(device)
      this.#setOwn(device, rows)
    }
    for (const device of this.#rows.keys()) {
      if (byDevice.has(device)) continue
      changed.push(device)
      this.#setOwn(device, [])
    }
    this.#rows = byDevice
    this.#decline()
    return changed
  }

  /** SYNC-7: own new blocks, at once, on one session per device. */
  written(device: DeviceId, blocks: readonly { readonly seq: number; readonly block: WireBlock }[]): void {
    const changed = this.refresh()
    const served = new Set<DeviceId>()
    for (const link of this.#byRoom()) {
      const isFirst = !served.has(link.peer)
      served.add(link.peer)
      const isPushed = isFirst && link.isReady && blocks.every(({ seq, block }) => link.rows.push(device, seq, block))
      for (const row of changed) if (!isPushed || row !== device) link.rows.wake(row)
    }
    this.#later('announce', RESOURCE.HAVE_DELAY_MS, () => this.#pumpAll())
    this.#later('remind', PUSH_REMINDER_MS, () => this.#remind())
  }

  /** Rows changed by what `source` sent (or by nobody we know). */
  arrived(changed: readonly DeviceId[], source: HubLink | undefined): void {
    if (changed.length === 0) return
    for (const link of this.links) for (const device of changed) link.rows.wake(device)
    source?.soon()
    this.#later('announce', RESOURCE.HAVE_DELAY_MS, () => this.#pumpAll())
  }

  /** Governance or statuses changed: told at once, passed on at once if they are ours, else to who still lacks them a moment later. */
  changed(what: 'governance' | 'status' | 'proof', isOwn: boolean): void {
    // A cut may give up rows (FEED-10).
    const rows = what === 'governance' ? this.refresh() : []
    this.arrived(rows, undefined)
    if (rows.length > 0) this.#later('run', 0, () => this.#scheduler.run())
    for (const link of this.links) link.wake(what, isOwn)
    if (!isOwn) {
      this.#later(what, RESOURCE.HAVE_DELAY_MS, () => {
        for (const link of this.links) link.wake(what, true)
      })
    }
  }

  /** A governance row of one peer changed: it may lack something, but others may be sending it just now. */
  pushGovernanceLater(): void {
    this.#later('governance', RESOURCE.HAVE_DELAY_MS, () => {
      for (const link of this.links) link.wake('governance', true)
    })
  }

  stop(): void {
    for (const stop of this.#stopTimers.values()) stop()
    this.#stopTimers.clear()
  }

  /** Where a push is read soonest comes first. */
  #byRoom(): readonly HubLink[] {
    return [...this.links].filter((link) => link.hasRoom).concat([...this.links].filter((link) => !link.hasRoom))
  }

  /** What is here, and what is not to be asked for. */
  #setOwn(device: DeviceId, rows: readonly FeedRow[]): void {
    this.#scheduler.setOwn(this.key, device, unite(rangesOf(rows), this.sync.declined?.get(device) ?? []))
  }

  #decline(): void {
    const { declined } = this.sync
    if (declined === this.#declined) return
    this.#declined = declined
    for (const device of declined?.keys() ?? []) this.#setOwn(device, this.rowsOf(device))
  }

  #judge(): void {
    const now = this.#clock.now()
    if (this.#judgedAt !== undefined && Math.abs(now - this.#judgedAt) < PRIORITY_MS) return
    this.#judgedAt = now
    this.#scheduler.setPriority(this.key, this.sync.priority)
  }

  #pumpAll(): void {
    for (const link of this.links) link.soon()
  }

  #remind(): void {
    let isWaiting = false
    for (const link of this.links) {
      if (!link.rows.hasUnacknowledged) continue
      if (link.rows.remindUnacknowledged()) link.soon()
      isWaiting = true
    }
    if (isWaiting) this.#later('remind', PUSH_REMINDER_MS, () => this.#remind())
  }

  #later(what: string, ms: number, run: () => void): void {
    if (this.#stopTimers.has(what)) return
    this.#stopTimers.set(
      what,
      this.#clock.after(ms, () => {
        this.#stopTimers.delete(what)
        run()
      }),
    )
  }
}

function areSame(a: readonly FeedRow[], b: readonly FeedRow[] | undefined): boolean {
  return (
    b !== undefined &&
    a.length === b.length &&
    a.every((row, i) => row === b[i] || (row.head === b[i]?.head && isEqual(row.ranges, b[i].ranges)))
  )
}
