/** Whom to reach and how far that has come: the devices of contacts and room mates, and what a person may be told about each (design §5). */
import type { AccountId, DeviceId } from '../ids/index.ts'
import { parseAddress, type PeerStream, type ReachCode } from '../reach/index.ts'
import type { ContactReach, NearbyDevice, Reach } from './api.ts'
import type { Links } from './deps.ts'
import type { People } from './people/index.ts'
import type { Rooms } from './rooms.ts'

export interface ReachingDeps {
  readonly links: Links
  readonly people: People
  readonly rooms: Rooms
  readonly self: DeviceId
  now(): number
  /** Other carriers of what is carried here. */
  fellows(): readonly DeviceId[]
  /** Told whom we reach for. */
  wanted(devices: ReadonlySet<DeviceId>): void
}

export class Reaching {
  readonly #deps: ReachingDeps
  /** Devices whose connection says nothing although it should (SYNC-11), and since when, ms. */
  readonly #silent = new Map<DeviceId, number>()
  /** Devices that have spoken to us since the start; that contacts were met is known from their pairing. */
  readonly #met = new Set<DeviceId>()

  constructor(deps: ReachingDeps) {
    this.#deps = deps
  }

  /** Tells the links anew whom to stay connected to. `opened` rooms add their members who are no contacts. */
  update(): void {
    const wanted = this.#reachable()
    this.#deps.links.want(wanted)
    this.#deps.wanted(wanted)
    // OWN-8: whom a device that is out would let in comes to nothing.
    this.#deps.links.expectGuests(this.#isOut() ? undefined : this.#deps.people.guestsUntil())
  }

  #isOut(): boolean {
    return this.#deps.people.shared.devices.isOut(this.#deps.self)
  }

  #reachable(): ReadonlySet<DeviceId> {
    const { devices } = this.#deps.people.shared
    const wanted = new Set<DeviceId>()
    // OWN-8: nobody answers one that was taken out.
    if (this.#isOut()) return wanted
    for (const contact of this.#deps.people.contacts()) {
      if (contact.blocked || contact.state !== 'paired') continue
      for (const device of contact.devices) wanted.add(device)
    }
    for (const { device } of this.#deps.people.ownDevices()) wanted.add(device)
    for (const key of this.#deps.rooms.opened()) {
      const room = this.#deps.rooms.get(key)
      for (const carrier of room?.state.carriers ?? []) wanted.add(carrier)
      for (const { device, account, live } of room?.state.devices.values() ?? [])
        if (live && !this.#deps.people.isBlocked(account)) wanted.add(device)
    }
    for (const device of this.#deps.fellows()) wanted.add(device)
    for (const device of wanted) if (devices.isOut(device)) wanted.delete(device)
    // OWN-9: whoever has it takes this one for out, and would not come to hear otherwise.
    for (const device of devices.untold()) wanted.add(device)
    wanted.delete(this.#deps.self)
    return wanted
  }

  /** A cable may have been pulled: TCP will say so in half a minute, the person is told now. */
  doubt(stream: PeerStream): void {
    this.#silent.set(stream.device, this.#deps.now())
    this.#deps.links.doubt(stream)
  }

  trust(stream: PeerStream): void {
    this.#silent.delete(stream.device)
    this.#deps.links.trust(stream)
  }

  /** A new connection speaks. */
  heard(device: DeviceId): void {
    this.#met.add(device)
    this.#silent.delete(device)
  }

  /** Whether something can be said to a device now. */
  isConnected(device: DeviceId): boolean {
    return this.#deps.links.reach(device)?.reach === 'connected' && !this.#silent.has(device)
  }

  /** How the nearest device of an account can be reached now; `others`: devices that are known from a room only. */
  contactReach(account: AccountId, others: readonly DeviceId[] = []): ContactReach {
    const contact = this.#deps.people.contact(account)
    const name = this.#deps.people.nameOf(account) ?? account.slice(0, 8)
    if (others.includes(this.#deps.self))
      return { account, name, reach: 'connected', via: undefined, through: undefined, since: 0, code: undefined }
    const seen = new Set(this.#deps.links.nearby().map(({ device }) => device))
    const isPaired = contact?.state === 'paired'
    let best: Found = { reach: 'never', via: undefined, since: contact?.since ?? 0, code: 'no-address' }
    for (const device of new Set([...(contact?.devices ?? []), ...others])) {
      const state = this.#deps.links.reach(device)
      const isMet = isPaired || this.#met.has(device)
      const found = reachOf(state, isMet, seen.has(device), contact?.since ?? 0, this.#silent.get(device))
      if (RANK[found.reach] < RANK[best.reach]) best = found
    }
    return { account, name, ...best, through: this.#relayOf(best.via) }
  }

  /** Whose device a connection to that address goes through. */
  #relayOf(via: string | undefined): string | undefined {
    const relay = via === undefined ? undefined : parseAddress(via)?.relay
    if (relay === undefined) return undefined
    const owner = this.#deps.people.ownerOf(relay) ?? this.#roomMate(relay)
    return (owner === undefined ? undefined : this.#deps.people.nameOf(owner)) ?? ''
  }

  #roomMate(device: DeviceId): AccountId | undefined {
    for (const key of this.#deps.rooms.opened()) {
      const mate = this.#deps.rooms.get(key)?.state.devices.get(device)
      if (mate !== undefined) return mate.account
    }
    return undefined
  }

  nearby(): readonly NearbyDevice[] {
    return this.#deps.links
      .nearby()
      .filter(({ device }) => device !== this.#deps.self)
      .map(({ device, name, addresses, since }) => ({ device, name, addresses, contact: this.#deps.people.ownerOf(device), since }))
  }
}

type Found = Omit<ContactReach, 'account' | 'name' | 'through'>

const RANK: Readonly<Record<Reach, number>> = { connected: 0, nearby: 1, 'known-address': 2, unreachable: 3, never: 4 }

function reachOf(
  state: ReturnType<Links['reach']>,
  isMet: boolean,
  isSeen: boolean,
  since: number,
  silentSince: number | undefined,
): Found {
  if (state?.reach === 'connected' && silentSince !== undefined) {
    return { reach: isSeen ? 'nearby' : 'unreachable', via: undefined, since: silentSince, code: 'timeout' }
  }
  if (state?.reach === 'connected') return { reach: 'connected', via: state.via, since: state.since, code: undefined }
  const code: ReachCode | undefined = state?.code
  const from = state?.since ?? since
  if (isSeen) return { reach: 'nearby', via: undefined, since: from, code }
  // Whoever always came to us has no address here, and yet was met.
  if (state === undefined || code === 'no-address') {
    return { reach: isMet ? 'unreachable' : 'never', via: undefined, since: from, code: 'no-address' }
  }
  if (state.reach === 'dialling' && code === undefined) return { reach: 'known-address', via: undefined, since: from, code }
  return { reach: 'unreachable', via: undefined, since: from, code }
}
