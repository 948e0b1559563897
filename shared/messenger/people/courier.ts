/**
 * Sends what is due to peers: each message once per session, again in the next session, and never more knocks than the other side lets
 * through (SYNC-16), or an honest asker on a shaky line would be taken for a flood.
 */
import type { Clock } from '../../crypto/index.ts'
import type { DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { PeerSession } from '../../sync/index.ts'
import type { Due } from './circle.ts'
import { encodeMessage } from './messages.ts'

/** A little more than the other side counts, as its minute does not begin with ours. */
const WINDOW_MS = 65_000

export class Courier {
  readonly #clock: Clock
  readonly #due: (session: PeerSession) => readonly Due[]
  readonly #sessionsOf: (device: DeviceId) => readonly PeerSession[]
  readonly #sent = new WeakMap<PeerSession, Set<string>>()
  readonly #knocks = new Map<DeviceId, readonly number[]>()
  readonly #timers = new Map<DeviceId, () => void>()

  constructor(clock: Clock, sessionsOf: (device: DeviceId) => readonly PeerSession[], due: (session: PeerSession) => readonly Due[]) {
    this.#clock = clock
    this.#sessionsOf = sessionsOf
    this.#due = due
  }

  /** Sends what is due on every session with that device. */
  visit(device: DeviceId): void {
    for (const session of this.#sessionsOf(device)) this.serve(session)
  }

  serve(session: PeerSession): void {
    const sent = this.#sent.get(session) ?? new Set()
    this.#sent.set(session, sent)
    for (const { key, frame, message } of this.#due(session)) {
      if (sent.has(key)) continue
      if (frame === 'knock' && !this.#mayKnock(session.device)) continue
      sent.add(key)
      if (frame === 'knock') session.knock(encodeMessage(message))
      else session.knockReply(encodeMessage(message))
    }
  }

  stop(): void {
    for (const cancel of this.#timers.values()) cancel()
    this.#timers.clear()
  }

  #mayKnock(device: DeviceId): boolean {
    const now = this.#clock.now()
    const recent = (this.#knocks.get(device) ?? []).filter((time) => time > now - WINDOW_MS && time <= now)
    if (recent.length < RESOURCE.KNOCKS_PER_MINUTE) {
      this.#knocks.delete(device)
      this.#knocks.set(device, [...recent, now])
      const [oldest] = this.#knocks.keys()
      if (this.#knocks.size > RESOURCE.KNOCKS_REMEMBERED && oldest !== undefined) this.#knocks.delete(oldest)
      return true
    }
    if (!this.#timers.has(device)) {
      const wait = (recent[0] ?? now) + WINDOW_MS - now
      this.#timers.set(
        device,
        this.#clock.after(wait, () => {
          this.#timers.delete(device)
          this.visit(device)
        }),
      )
    }
    return false
  }
}
