/**
 * SYNC-15: how often addresses that only a record names may be dialled. Whoever signs records of his own devices could aim the dials of all
 * his contacts at somebody else: so a device is tried at such addresses three times a minute, and one computer (an IPv4 address, or an
 * IPv6 /64) is tried six times a minute whosever records name it and at whichever ports. Addresses known from elsewhere are not held back.
 */
import { toHex } from '../codec/index.ts'
import type { Clock } from '../crypto/index.ts'
import type { DeviceId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import type { AddressBook } from './address-book.ts'
import type { Address } from './address.ts'

const MINUTE_MS = 60_000
const NETWORK_BYTES = 8

/** `waitMs`: nothing may be tried before; else `addresses` may be now, and count as tried. */
export interface Admitted {
  readonly addresses: readonly string[]
  readonly waitMs: number
}

export class RecordDials {
  readonly #book: AddressBook
  readonly #clock: Clock
  /** When the device was tried at what a record says, in the last minute. */
  readonly #byDevice = new Map<string, number[]>()
  readonly #byTarget = new Map<string, number[]>()

  constructor(book: AddressBook, clock: Clock) {
    this.#book = book
    this.#clock = clock
  }

  admit(device: DeviceId, candidates: readonly Address[]): Admitted {
    const isHearsay = ({ text }: Address): boolean => this.#book.isHearsay(device, text)
    if (!candidates.some(isHearsay)) return { addresses: candidates.map(({ text }) => text), waitMs: 0 }
    const now = this.#clock.now()
    const deviceWait = wait(this.#byDevice, device, RESOURCE.RECORD_DIALS_PER_MINUTE, now)
    const addresses: string[] = []
    const waits: number[] = []
    let hasHearsay = false
    for (const address of candidates) {
      if (!isHearsay(address)) {
        addresses.push(address.text)
        continue
      }
      const target = targetOf(address)
      // Every address is a dial of its own, so each counts against the computer it is aimed at.
      const targetWait = wait(this.#byTarget, target, RESOURCE.RECORD_TARGET_DIALS_PER_MINUTE, now)
      const held = Math.max(deviceWait, targetWait, this.#isFull(target) ? MINUTE_MS : 0)
      if (held > 0) {
        waits.push(held)
        continue
      }
      hasHearsay = true
      note(this.#byTarget, target, now)
      addresses.push(address.text)
    }
    if (hasHearsay) note(this.#byDevice, device, now)
    return { addresses, waitMs: addresses.length > 0 ? 0 : Math.min(MINUTE_MS, ...waits) }
  }

  /** More computers than can be counted: none is added until a minute is over for one of them. */
  #isFull(target: string): boolean {
    if (this.#byTarget.size < RESOURCE.RECORD_TARGETS || this.#byTarget.has(target)) return false
    const now = this.#clock.now()
    for (const [key, times] of this.#byTarget) if (times.every((at) => now - at >= MINUTE_MS)) this.#byTarget.delete(key)
    return this.#byTarget.size >= RESOURCE.RECORD_TARGETS
  }
}

/** Milliseconds until one more is allowed; 0 for now. A clock that was set back voids what it says of the future. */
function wait(table: Map<string, number[]>, key: string, most: number, now: number): number {
  const recent = (table.get(key) ?? []).filter((at) => at <= now && now - at < MINUTE_MS)
  if (recent.length === 0) table.delete(key)
  else table.set(key, recent)
  const oldest = recent.at(-most)
  return oldest === undefined ? 0 : oldest + MINUTE_MS - now
}

function note(table: Map<string, number[]>, key: string, now: number): void {
  table.set(key, [...(table.get(key) ?? []), now])
}

/** The computer behind an address; of a way through a relay the relay. */
function targetOf({ ip, host }: Address): string {
  if (ip === undefined) return host
  return toHex(ip.length === 4 ? ip : ip.subarray(0, NETWORK_BYTES))
}
