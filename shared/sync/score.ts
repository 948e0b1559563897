/**
 * SYNC-13: what a peer device has cost us, and how long it stays away for it. In memory only, bounded, and never harsher to own devices
 * than one minute: a bug of ours must not part a person's own computers.
 */
import type { Clock } from '../crypto/index.ts'
import type { DeviceId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'

const MINUTE_MS = 60_000
const FREE_REPEATS_PER_MINUTE = 100
/** Devices remembered; the one heard of longest ago goes first. */
const REMEMBERED = 4096

interface Record {
  points: number
  at: number
  minuteStart: number
  repeats: number
  bans: number
  bannedUntil: number
}

export class PeerScores {
  readonly #clock: Clock
  readonly #records = new Map<DeviceId, Record>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Adds points; true when that was too many: the device is banned now and the session ends. */
  add(device: DeviceId, points: number, isOwn: boolean): boolean {
    if (points <= 0) return false
    const record = this.#recall(device)
    record.points += points
    if (record.points < RESOURCE.SCORE_LIMIT) return false
    record.points = 0
    record.bannedUntil = this.#clock.now() + banMs(record.bans, isOwn)
    record.bans += 1
    return true
  }

  /** Counts blocks nobody asked for and we had: free up to 100 a minute, then a point each. */
  addRepeats(device: DeviceId, count: number, isOwn: boolean): boolean {
    if (count <= 0) return false
    const record = this.#recall(device)
    const now = this.#clock.now()
    if (now - record.minuteStart >= MINUTE_MS) {
      record.minuteStart = now
      record.repeats = 0
    }
    const before = record.repeats
    record.repeats += count
    const charged = Math.max(0, record.repeats - FREE_REPEATS_PER_MINUTE) - Math.max(0, before - FREE_REPEATS_PER_MINUTE)
    return this.add(device, charged, isOwn)
  }

  points(device: DeviceId): number {
    return this.#records.has(device) ? this.#recall(device).points : 0
  }

  /** Milliseconds until the device may come back; 0 when it may now. */
  bannedMs(device: DeviceId): number {
    return Math.max(0, (this.#records.get(device)?.bannedUntil ?? 0) - this.#clock.now())
  }

  #recall(device: DeviceId): Record {
    const now = this.#clock.now()
    const record = this.#records.get(device) ?? { points: 0, at: now, minuteStart: now, repeats: 0, bans: 0, bannedUntil: 0 }
    record.points = Math.max(0, record.points - (Math.max(0, now - record.at) / MINUTE_MS) * RESOURCE.SCORE_DECAY_PER_MINUTE)
    // A day without trouble after the last ban, and doubling starts anew.
    if (record.bans > 0 && now - record.bannedUntil > RESOURCE.BAN_MAX_MS) record.bans = 0
    record.at = now
    this.#records.delete(device)
    this.#records.set(device, record)
    if (this.#records.size > REMEMBERED) this.#forgetOne()
    return record
  }

  /** The oldest without a running ban, or a flood of fresh keys would wash bans away; only if all are banned, the oldest. */
  #forgetOne(): void {
    const now = this.#clock.now()
    let oldest: DeviceId | undefined
    for (const [device, { bannedUntil }] of this.#records) {
      oldest ??= device
      if (bannedUntil > now) continue
      oldest = device
      break
    }
    if (oldest !== undefined) this.#records.delete(oldest)
  }
}

function banMs(bansBefore: number, isOwn: boolean): number {
  if (isOwn) return RESOURCE.BAN_OWN_DEVICE_MS
  return Math.min(RESOURCE.BAN_MS * 2 ** Math.min(bansBefore, 16), RESOURCE.BAN_MAX_MS)
}
