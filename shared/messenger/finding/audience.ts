/**
 * Whom records may be told, and whose: the own record to contacts, own devices and room mates; another's only to who may know that device
 * from the same source, which is a room both are live in, or an account both hold the finder key of. Of and to blocked accounts nothing.
 */
import type { AccountId, DeviceId } from '../../ids/index.ts'
import type { PeerSession } from '../../sync/index.ts'
import type { People } from '../people/index.ts'
import type { Room } from '../room/index.ts'
import type { Rooms } from '../rooms.ts'

/** Whom something is told: at the other end of a session, or of a letter in a bundle. */
export type Addressee = Pick<PeerSession, 'account' | 'device'>

export class Audience {
  readonly #people: People
  readonly #rooms: Rooms
  readonly #self: DeviceId

  constructor(people: People, rooms: Rooms, self: DeviceId) {
    this.#people = people
    this.#rooms = rooms
    this.#self = self
  }

  isContact(account: AccountId): boolean {
    const record = this.#people.record(account)
    return record !== undefined && record.state === 'paired' && !record.isBlocked
  }

  /** Of these accounts the contacts, whom one met last first. */
  contactsOf(accounts: Iterable<AccountId>): readonly AccountId[] {
    const sinceOf = (account: AccountId): number => this.#people.record(account)?.since ?? 0
    return [...accounts].filter((account) => this.isContact(account)).toSorted((a, b) => sinceOf(b) - sinceOf(a))
  }

  /** A device of this account that the person approved. */
  isOwn({ account, device }: Addressee): boolean {
    return (
      account === this.#people.identity().account && this.#people.ownDevices().some((each) => each.device === device && each.isApproved)
    )
  }

  /** Finder keys and proofs are for these alone. */
  isTrusted(session: Addressee): boolean {
    return this.isOwn(session) || (session.account !== undefined && this.isContact(session.account))
  }

  mayHear(session: Addressee): boolean {
    return this.isTrusted(session) || this.#common(session).length > 0 || this.#carriesForMe(session.device)
  }

  /** Other devices that the peer may hear of. `common`: accounts both proved to know. */
  tellable(session: Addressee, common: ReadonlySet<AccountId>): ReadonlySet<DeviceId> {
    const found = new Set<DeviceId>()
    for (const room of this.#common(session)) {
      for (const carrier of room.state.carriers) if (!this.#isBlocked(carrier)) found.add(carrier)
      for (const { device, account, live } of room.state.devices.values()) {
        if (live && !this.#people.isBlocked(account)) found.add(device)
      }
    }
    if (this.isTrusted(session)) {
      for (const account of common) {
        if (this.isContact(account)) for (const device of this.#people.contact(account)?.devices ?? []) found.add(device)
      }
      if (this.isOwn(session)) for (const { device, isApproved } of this.#people.ownDevices()) if (isApproved) found.add(device)
    }
    found.delete(this.#self)
    found.delete(session.device)
    return found
  }

  /** Rooms in which both this device and the peer's are live. */
  #common({ account, device }: Addressee): readonly Room[] {
    if (account === undefined || this.#people.isBlocked(account)) return []
    return this.#rooms.withAccount(account).flatMap((key) => {
      const room = this.#rooms.get(key)
      const isLive = (each: DeviceId): boolean => room?.state.devices.get(each)?.live === true
      return room !== undefined && isLive(device) && isLive(this.#self) ? [room] : []
    })
  }

  #carriesForMe(device: DeviceId): boolean {
    return this.#rooms.opened().some((key) => {
      const state = this.#rooms.get(key)?.state
      return state?.carriers.has(device) === true && state.devices.get(this.#self)?.live === true
    })
  }

  #isBlocked(device: DeviceId): boolean {
    const account = this.#people.ownerOf(device)
    return account !== undefined && this.#people.isBlocked(account)
  }
}
