/**
 * What of the people side follows the person from device to device (GOV-18), and the way in for what another own device says of it: contacts
 * with the names they were given, marks, secrets, blocks, and own devices. What it means is for shared/messenger/own-state.
 */
import { toHex } from '../../codec/index.ts'
import { type Card, type Revocation, mergeCards, soundCard, verifyRevocation } from '../../identity/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { BlockedDevice } from '../api-profile.ts'
import { type Circle, blank } from './circle.ts'
import { type ContactRecord, PAIRINGS_PER_CONTACT, type Pairing } from './contact-record.ts'
import type { OwnDeviceBook } from './own-device-book.ts'
import { type RestoredPeople, afterRestoring, restorePeople } from './restored.ts'

export class SharedPeople {
  readonly #circle: Circle

  constructor(circle: Circle) {
    this.#circle = circle
  }

  get devices(): OwnDeviceBook {
    return this.#circle.own.book
  }

  accounts(): readonly AccountId[] {
    return [...this.#circle.book.all()].flatMap(([account]) => (this.record(account) === undefined ? [] : [account]))
  }

  /** Of somebody known or shut out; who was only asked is a matter of the device that asked. */
  record(account: AccountId): ContactRecord | undefined {
    const record = this.#circle.book.get(account)
    return record !== undefined && (record.state === 'paired' || record.isBlocked) ? record : undefined
  }

  /** Puts what another device knows together with what is here. */
  join(account: AccountId, { card: claimed, pairings, state, since, isStranger }: ContactRecord): void {
    if (account === this.#circle.own.account || !this.#circle.hasRoomFor(account)) return
    const { book, deps } = this.#circle
    // Another own device may lie, or be a thief's: what is signed by others is checked as if it came from anybody.
    const card = soundCard(deps.crypto, account, claimed)
    const before = book.get(account)
    const known = before ?? { ...blank(since), isStranger, isBlocked: isStranger === true }
    book.put(account, {
      ...known,
      card: mergeCards(account, known.card, card),
      pairings: allOf(known.pairings, pairings),
      state: state === 'paired' || known.state === 'paired' ? 'paired' : 'asked',
      since: Math.min(known.since, since),
      isStranger: isStranger === true && known.isStranger === true ? true : undefined,
    })
  }

  change(account: AccountId, patch: Partial<Pick<ContactRecord, 'given' | 'announced' | 'isVerified' | 'isBlocked'>>): boolean {
    const { book } = this.#circle
    const before = book.get(account)
    if (before === undefined) return false
    if (patch.isBlocked === false && before.isStranger === true) book.delete(account)
    else book.update(account, patch)
    return true
  }

  /** RECV-11: people out of a keepsake, with `note` in the same commit. False: the disk would not, and all is as it was. */
  restore(restored: RestoredPeople, note: () => void): boolean {
    let changed: readonly AccountId[] = []
    const isKept = this.#circle.commit(() => {
      changed = restorePeople(this.#circle, restored)
      note()
    })
    if (isKept) afterRestoring(this.#circle, changed)
    return isKept
  }

  /** Somebody who was only here to be shut out. */
  forget(account: AccountId): void {
    const { book } = this.#circle
    if (book.get(account)?.isStranger === true) book.delete(account)
  }

  blockedDevices(): readonly BlockedDevice[] {
    return this.#circle.book.blockedDevices()
  }

  blockDevice(device: BlockedDevice): void {
    const { book } = this.#circle
    if (!book.isBlockedDevice(device.device) && book.blockedDevices().length < RESOURCE.BLOCKED_DEVICES) book.blockDevice(device)
  }

  unblockDevice(device: DeviceId): void {
    this.#circle.book.unblockDevice(device)
  }

  /** After a commit: rooms, reach and shells hear of it. */
  changed(account: AccountId): void {
    this.#circle.changed(account)
  }

  /** Takes an own device out, here: it is approved no more, and others are told with the own card. `n`: of how much of the words it is said. */
  takeOut(device: DeviceId, at: number, by: DeviceId, n: number = this.devices.newest): boolean {
    const { own } = this.#circle
    return this.#circle.commit(() => own.takeOut(device, { at, by, n }))
  }

  /** Who is out may have changed by what the words said: approved is who is not. Returns whether anything was news. */
  approveAnew(): boolean {
    const { own } = this.#circle
    let isNews = false
    return this.#circle.commit(() => (isNews = own.approveAnew())) && isNews
  }

  /** What the words said of own devices, all of it. */
  get revocations(): readonly Revocation[] {
    return this.#circle.own.identity.card.revocations
  }

  /** Another own device tells what the words said; it is checked as if it came from anybody. */
  hearWords(said: Revocation): void {
    const { own, deps } = this.#circle
    if (said.account === own.account && verifyRevocation(deps.crypto, said)) own.hearWords([said])
  }

  /** The words were typed here: all they made, and of which devices nothing counts any more that they did after `since`, ms. Durable, or nothing of it. */
  say(card: Card, stolen: readonly Revocation[], since: number): boolean {
    const { own } = this.#circle
    return this.#circle.commit(() => {
      for (const each of stolen) own.book.revoke(each, since)
      own.say(card)
    })
  }

  renameDevice(device: DeviceId, name: string): boolean {
    return this.#circle.commit(() => this.devices.rename(device, name))
  }

  /** Every open session hears the own card again. */
  announce(): void {
    for (const session of this.#circle.deps.sessions()) session.announce()
  }
}

/** The same on every device, whichever came first. */
function allOf(one: readonly Pairing[], other: readonly Pairing[]): readonly Pairing[] {
  const added = other.filter(({ secret }) => !one.some((held) => toHex(held.secret) === toHex(secret)))
  if (one.length + added.length <= PAIRINGS_PER_CONTACT) return [...one, ...added]
  return [...one, ...added].toSorted((a, b) => (toHex(a.secret) < toHex(b.secret) ? -1 : 1)).slice(-PAIRINGS_PER_CONTACT)
}
