/**
 * How many strangers may be joined with members who expect them (RELAY-2): a few at once in all, a few a destination and a few a source
 * address; and how often anybody at an address may try, so that nobody finds out by trying who has a place here. Pure over a clock.
 */
import type { Connection } from '@libp2p/interface'
import type { Clock } from '../../../../shared/crypto/index.ts'
import type { DeviceId } from '../../../../shared/ids/index.ts'
import { RESOURCE } from '../../../../shared/limits.ts'
import { parseIp } from '../../../../shared/reach/index.ts'

/** A circuit that a stranger opened. */
export interface Guest {
  readonly to: DeviceId
  /** See `sourceOf`. */
  readonly source: string
}

export class GuestCalls {
  readonly #clock: Clock
  /** Wall ms of each call by source, the one that called last at the end. */
  readonly #calls = new Map<string, readonly number[]>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Counts a call, whatever becomes of it. False: too often. */
  admit(source: string): boolean {
    const now = this.#clock.now()
    // A clock set back would otherwise keep old marks for ever.
    const recent = (this.#calls.get(source) ?? []).filter((at) => at <= now && at > now - MINUTE_MS)
    const isAdmitted = recent.length < RESOURCE.RELAY_GUEST_CALLS_PER_MINUTE
    this.#calls.delete(source)
    this.#calls.set(source, isAdmitted ? [...recent, now] : recent)
    const quietest = this.#calls.size > RESOURCE.RELAY_GUEST_ADDRESSES ? this.#calls.keys().next().value : undefined
    if (quietest !== undefined) this.#calls.delete(quietest)
    return isAdmitted
  }
}

/** Whether one more may come beside those who are here. */
export function hasRoomForGuest(here: readonly Guest[], guest: Guest): boolean {
  return (
    here.length < RESOURCE.RELAY_GUESTS &&
    here.filter(({ to }) => to === guest.to).length < RESOURCE.RELAY_GUESTS_PER_PLACE &&
    here.filter(({ source }) => source === guest.source).length < RESOURCE.RELAY_GUESTS_PER_ADDRESS
  )
}

/** Where a direct connection comes from. Whoever has one IPv6 address has a whole /64 of them. */
export function sourceOf({ remoteAddr }: Pick<Connection, 'remoteAddr'>): string {
  const host = remoteAddr.getComponents().find(({ name }) => name === 'ip4' || name === 'ip6')?.value ?? 'unknown'
  const ip = parseIp(host)
  return ip?.length === 16 ? ip.subarray(0, 8).join('.') : host
}

const MINUTE_MS = 60_000
