/**
 * Where devices might be found, from every source we have, best guess first. In memory; the owner stores `good` addresses if it wants
 * them after a restart. Bounded per device and in all; nothing in it is trusted, since the Noise handshake decides who answers.
 */
import type { DeviceId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import { parseAddress } from './address.ts'
import type { Address } from './address.ts'

/**
 * Where an address came from: it worked before, it is announced on a network of ours now, a person typed it, an invitation held it, a
 * contact passed it on.
 */
export type AddressSource = 'good' | 'sight' | 'typed' | 'invite' | 'record'

export interface BookEntry {
  readonly device: DeviceId
  readonly address: string
  readonly source: AddressSource
  /** When it was last added or last worked, wall time in ms. */
  readonly at: number
}

export interface AddressBook {
  /** Adds or refreshes addresses; returns true when one of them is new. What cannot be dialled is left out (see `parseAddress`). */
  add(device: DeviceId, addresses: readonly unknown[], source: AddressSource, at: number): boolean
  /** As `add` with 'record', in place of what an earlier record of the device said and nobody else did. */
  recorded(device: DeviceId, addresses: readonly unknown[], at: number): boolean
  /** A dial to the address succeeded: it goes first from now on. */
  worked(device: DeviceId, address: string, at: number): void
  /** The device said goodbye here, or its announcement ran out: forgets its sights, keeps what else is known. */
  unseen(device: DeviceId): void
  /** Whether the device is being announced on one of our networks now. */
  isSeen(device: DeviceId): boolean
  /** At most 16 addresses, best guess first. */
  candidates(device: DeviceId): readonly Address[]
  /** Whether only a record says so: not seen, not typed, never reached there. */
  isHearsay(device: DeviceId, address: string): boolean
  /** Everything, for storing; sights are left out, they mean nothing later. */
  entries(): readonly BookEntry[]
}

export function createAddressBook(stored: readonly BookEntry[] = []): AddressBook {
  const book = new MemoryAddressBook()
  for (const { device, address, source, at } of stored) book.add(device, [address], source, at)
  return book
}

type LastingSource = Exclude<AddressSource, 'sight'>

interface Known {
  readonly address: Address
  at: number
  /** The best lasting source; undefined while it is only announced. */
  source: LastingSource | undefined
  /** Announced now, whatever else is known of it. */
  isSight: boolean
}

class MemoryAddressBook implements AddressBook {
  /** By device, least recently touched first: that is what is forgotten when the book is full. */
  readonly #devices = new Map<DeviceId, Map<string, Known>>()

  add(device: DeviceId, addresses: readonly unknown[], source: AddressSource, at: number): boolean {
    let isNew = false
    // Bounded before anything is parsed: an announcement may hold thousands.
    for (const text of addresses.slice(0, RESOURCE.ADDRESSES_PER_DEVICE)) {
      const address = parseAddress(text)
      if (address === undefined) continue
      const known = this.#touch(device)
      const old = known.get(address.text)
      const entry = old ?? { address, source: undefined, at, isSight: false }
      isNew ||= old === undefined || (source === 'sight' && !old.isSight)
      entry.at = Math.max(entry.at, at)
      if (source === 'sight') entry.isSight = true
      else if (rankOf(source) < rankOf(entry.source)) entry.source = source
      known.set(address.text, entry)
      trim(known)
    }
    return isNew
  }

  recorded(device: DeviceId, addresses: readonly unknown[], at: number): boolean {
    const known = this.#devices.get(device)
    const before = new Set<string>()
    for (const [text, entry] of known ?? []) {
      if (entry.source !== 'record') continue
      before.add(text)
      entry.source = undefined
      if (!entry.isSight) known?.delete(text)
    }
    this.add(device, addresses, 'record', at)
    const now = this.#devices.get(device)
    if (now?.size === 0) this.#devices.delete(device)
    return [...(now ?? [])].some(([text, { source }]) => source === 'record' && !before.has(text))
  }

  isHearsay(device: DeviceId, address: string): boolean {
    const entry = this.#devices.get(device)?.get(address)
    return entry?.source === 'record' && !entry.isSight
  }

  worked(device: DeviceId, address: string, at: number): void {
    this.add(device, [address], 'good', at)
  }

  unseen(device: DeviceId): void {
    const known = this.#devices.get(device)
    if (known === undefined) return
    for (const [text, entry] of known) {
      entry.isSight = false
      if (entry.source === undefined) known.delete(text)
    }
    if (known.size === 0) this.#devices.delete(device)
  }

  isSeen(device: DeviceId): boolean {
    return [...(this.#devices.get(device)?.values() ?? [])].some((entry) => entry.isSight)
  }

  candidates(device: DeviceId): readonly Address[] {
    return [...(this.#devices.get(device)?.values() ?? [])].toSorted(byPromise).map((entry) => entry.address)
  }

  entries(): readonly BookEntry[] {
    return [...this.#devices].flatMap(([device, known]) =>
      [...known.values()].flatMap(({ address, source, at }) =>
        source === undefined ? [] : [{ device, address: address.text, source, at }],
      ),
    )
  }

  #touch(device: DeviceId): Map<string, Known> {
    const known = this.#devices.get(device) ?? new Map<string, Known>()
    this.#devices.delete(device)
    this.#devices.set(device, known)
    const oldest = this.#devices.size > RESOURCE.BOOK_DEVICES ? this.#devices.keys().next().value : undefined
    if (oldest !== undefined) this.#devices.delete(oldest)
    return known
  }
}

const RANKS: readonly LastingSource[] = ['good', 'typed', 'invite', 'record']

function rankOf(source: LastingSource | undefined): number {
  return source === undefined ? RANKS.length : RANKS.indexOf(source)
}

/** Direct before circuits; then what is announced now first, then by source, then the newest. */
function byPromise(left: Known, right: Known): number {
  return Number(isCircuit(left)) - Number(isCircuit(right)) || byWorth(left, right)
}

function byWorth(left: Known, right: Known): number {
  return Number(right.isSight) - Number(left.isSight) || rankOf(left.source) - rankOf(right.source) || right.at - left.at
}

function isCircuit({ address }: Known): boolean {
  return address.relay !== undefined
}

/** Drops the least promising. Sights have a share of their own: whoever announces a thousand may not push out what a person typed. */
function trim(known: Map<string, Known>): void {
  const onlySights = [...known].filter(([, entry]) => entry.source === undefined).toSorted(([, left], [, right]) => left.at - right.at)
  const surplus = onlySights.slice(0, Math.max(0, onlySights.length - RESOURCE.SIGHT_ADDRESSES_PER_DEVICE))
  for (const [text] of surplus) known.delete(text)
  // Circuits have a share too, and no more: they come last, and yet a device behind a router may have no other.
  const sorted = [...known].toSorted(([, left], [, right]) => byWorth(left, right))
  const circuits = sorted.filter(([, entry]) => isCircuit(entry))
  const direct = sorted.filter(([, entry]) => !isCircuit(entry))
  const kept = Math.min(circuits.length, RESOURCE.CIRCUIT_ADDRESSES_PER_DEVICE)
  const worst = [...circuits.slice(kept), ...direct.slice(RESOURCE.ADDRESSES_PER_DEVICE - kept)]
  for (const [text] of worst) known.delete(text)
}
