/**
 * GOV-16: shutting somebody out, contact or stranger. An account that is no contact gets a record only to be listed and let back in; a
 * device that has not said whose it is yet is blocked itself.
 */
import { type Card, EMPTY_CARD } from '../../identity/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { ActCode, BlockedDevice } from '../api.ts'
import { type Circle, blank } from './circle.ts'

/** What else lets go of them: knocks, and of an account links on their way and clocks. */
type Forget = (isTheirs: (device: DeviceId) => boolean, account?: AccountId) => void

/** Whoever asked, as far as is known. */
export interface Asker {
  readonly device: DeviceId
  readonly name: string
  readonly account: AccountId | undefined
  /** Sound. */
  readonly card?: Card | undefined
}

export class Blocking {
  readonly #circle: Circle
  readonly #forget: Forget

  constructor(circle: Circle, forget: Forget) {
    this.#circle = circle
    this.#forget = forget
  }

  /** NO_CONTACT: nobody of that account is known here. */
  block(account: AccountId): Result<undefined, ActCode> {
    const { book } = this.#circle
    if (book.get(account) === undefined) return fail('NO_CONTACT')
    if (!this.#circle.commit(() => void book.update(account, { isBlocked: true }))) return fail('STORE_FULL')
    this.#shutOut(account)
    return ok(undefined)
  }

  /** Somebody blocked as a stranger is one again. */
  unblock(account: AccountId): Result<undefined, ActCode> {
    const { book } = this.#circle
    const record = book.get(account)
    if (record === undefined) return fail('NO_CONTACT')
    const isDone = this.#circle.commit(() => {
      if (record.isStranger === true) book.delete(account)
      else book.update(account, { isBlocked: false })
    })
    if (!isDone) return fail('STORE_FULL')
    this.#circle.changed(account)
    return ok(undefined)
  }

  /** Whoever is behind a knock. */
  blockAsker({ device, name, account, card }: Asker): Result<undefined, ActCode> {
    const { book } = this.#circle
    const owner = account ?? book.ownerOf(device)
    if (owner === undefined) return this.#blockDevice(device, name)
    if (owner === this.#circle.own.account) return fail('OWN_LINK')
    if (book.get(owner) !== undefined) return this.block(owner)
    if (!this.#circle.hasRoomFor(owner)) return fail('TOO_MANY')
    const stranger = { ...blank(this.#circle.now()), announced: name, card: card ?? EMPTY_CARD, isBlocked: true, isStranger: true }
    if (!this.#circle.commit(() => book.put(owner, stranger))) return fail('STORE_FULL')
    this.#shutOut(owner)
    return ok(undefined)
  }

  devices(): readonly BlockedDevice[] {
    return this.#circle.book.blockedDevices()
  }

  unblockDevice(device: DeviceId): Result<undefined, ActCode> {
    const { book, deps } = this.#circle
    if (!book.blockedDevices().some((each) => each.device === device)) return fail('NO_CONTACT')
    if (!this.#circle.commit(() => book.unblockDevice(device))) return fail('STORE_FULL')
    deps.emit({ type: 'nearby' })
    return ok(undefined)
  }

  #blockDevice(device: DeviceId, name: string): Result<undefined, ActCode> {
    const { book, deps } = this.#circle
    if (!this.#circle.commit(() => book.blockDevice({ device, name, since: this.#circle.now() }))) return fail('STORE_FULL')
    this.#forget((each) => each === device)
    deps.disconnect(device)
    for (const session of this.#circle.sessionsOf(device)) session.end('GONE')
    deps.emit({ type: 'nearby' })
    return ok(undefined)
  }

  #shutOut(account: AccountId): void {
    const { book, deps } = this.#circle
    const isTheirs = (device: DeviceId): boolean => book.ownerOf(device) === account
    this.#forget(isTheirs, account)
    for (const device of book.devices(account, this.#circle.now())) deps.disconnect(device)
    for (const session of deps.sessions()) {
      // The same word as when this device goes away.
      if (session.account === account || isTheirs(session.device)) session.end('GONE')
    }
    this.#circle.changed(account)
  }
}
