/**
 * The contact book: one record per account, in memory and on disk alike. It only keeps and finds; who may become a contact and when is for
 * the flows around it. Writing happens inside the caller's `Circle.commit`.
 */
import { EMPTY_CARD, devicesOf, mergeCards, newestRevocation, standingRevocations, type Card } from '../../identity/index.ts'
import { believed } from './believed.ts'
import { type AccountId, type DeviceId, parseId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import { equalBytes, field, struct, text, uint } from '../../codec/index.ts'
import type { Store } from '../../store/index.ts'
import type { BlockedDevice } from '../api-profile.ts'
import { type ContactRecord, PAIRINGS_PER_CONTACT, type Pairing, contactRecord } from './contact-record.ts'

const SPACE = 'contacts'
const BLOCKED_DEVICES = 'blocked-devices'

const blockedDevice = struct({ name: field(1, text(INTRINSIC.NAME_CHARACTERS)), since: field(2, uint()) })

export class ContactBook {
  readonly #store: Store
  readonly #isRooted: (account: AccountId, device: DeviceId) => boolean
  readonly #records = new Map<AccountId, ContactRecord>()
  readonly #blockedDevices = new Map<DeviceId, BlockedDevice>()
  /** Whose each device is; undefined: a record changed since it was made. */
  #owners: ReadonlyMap<DeviceId, AccountId> | undefined

  /** `isRooted`: a common room says whose device it is (GOV-6). */
  constructor(store: Store, isRooted: (account: AccountId, device: DeviceId) => boolean = () => false) {
    this.#store = store
    this.#isRooted = isRooted
    this.reload()
  }

  /** Back to what is on disk: what a transaction that failed had already changed here. */
  reload(): void {
    this.#owners = undefined
    this.#records.clear()
    for (const [key, value] of this.#store.values.list(SPACE)) {
      const account = parseId('account', key)
      const read = contactRecord.decode(value)
      // One that a later version wrote stays on disk, untouched, for that version.
      if (account !== undefined && read.ok) this.#records.set(account, read.value)
    }
    this.#blockedDevices.clear()
    for (const [key, value] of this.#store.values.list(BLOCKED_DEVICES)) {
      const device = parseId('device', key)
      const read = blockedDevice.decode(value)
      if (device !== undefined && read.ok) this.#blockedDevices.set(device, { device, ...read.value })
    }
  }

  get size(): number {
    return this.#records.size
  }

  all(): Iterable<readonly [AccountId, ContactRecord]> {
    return this.#records
  }

  get(account: AccountId): ContactRecord | undefined {
    return this.#records.get(account)
  }

  put(account: AccountId, record: ContactRecord): void {
    this.#store.values.put(SPACE, account, contactRecord.encode(record))
    this.#owners = undefined
    this.#records.set(account, record)
  }

  /** undefined when there is no such contact. */
  update(account: AccountId, patch: Partial<ContactRecord>): ContactRecord | undefined {
    const before = this.#records.get(account)
    if (before === undefined) return undefined
    const after = { ...before, ...patch }
    this.put(account, after)
    return after
  }

  delete(account: AccountId): void {
    this.#store.values.delete(SPACE, account)
    this.#owners = undefined
    this.#records.delete(account)
  }

  /** The contact a device belongs to, by everything its owner ever showed, dead devices included. */
  ownerOf(device: DeviceId): AccountId | undefined {
    this.#owners ??= ownersIn(this.#records)
    return this.#owners.get(device)
  }

  /** Devices blocked before they said whose they are, the newest first. */
  blockedDevices(): readonly BlockedDevice[] {
    return [...this.#blockedDevices.values()].toSorted((a, b) => b.since - a.since)
  }

  /** Past the limit the one blocked longest ago is let ask again. */
  blockDevice({ device, name, since }: BlockedDevice): void {
    const [oldest] = this.blockedDevices().toReversed()
    if (oldest !== undefined && this.#blockedDevices.size >= RESOURCE.BLOCKED_DEVICES) this.unblockDevice(oldest.device)
    this.#store.values.put(BLOCKED_DEVICES, device, blockedDevice.encode({ name, since }))
    this.#blockedDevices.set(device, { device, name, since })
  }

  unblockDevice(device: DeviceId): void {
    this.#store.values.delete(BLOCKED_DEVICES, device)
    this.#blockedDevices.delete(device)
  }

  /** GOV-16: a device of a blocked account, live or not, or one that was blocked itself. */
  isBlockedDevice(device: DeviceId): boolean {
    if (this.#blockedDevices.has(device)) return true
    for (const { isBlocked, card } of this.#records.values()) if (isBlocked && names(card, device)) return true
    return false
  }

  /** ENC-7: the live devices of a contact. */
  devices(account: AccountId, now: number): readonly DeviceId[] {
    const out = this.#records.get(account)?.out ?? []
    return [...devicesOf(account, this.#records.get(account)?.card ?? EMPTY_CARD, now).keys()].filter((device) => !out.includes(device))
  }

  /** OWN-8, OWN-9: another device of theirs took it out, or their words did. What is shared with it is used no more. */
  isOut(account: AccountId, device: DeviceId): boolean {
    const record = this.#records.get(account)
    if (record?.out?.includes(device) === true) return true
    return standingRevocations(account, record?.card.revocations ?? []).some((each) => each.device === device)
  }

  /**
   * Said by a device of that account which nobody took out, and which knew of their revocations as far as the one of number `newest`: of less
   * than is known here, and it is not heard (OWN-9). True when it is news.
   */
  takeOut(account: AccountId, devices: readonly DeviceId[], newest: number): boolean {
    const before = this.#records.get(account)
    if (before === undefined || newest < newestRevocation(before.card.revocations)) return false
    const fresh = devices.filter((device) => !this.isOut(account, device) && names(before.card, device))
    if (fresh.length === 0) return false
    this.put(account, { ...before, out: [...(before.out ?? []), ...fresh].slice(-RESOURCE.REVOKED_DEVICES) })
    return true
  }

  /** Takes in sound pieces about a contact. `true` when its devices changed; new ones are unseen until `markSeen` (KEY-9). */
  mergeCard(account: AccountId, shown: Card, now: number): boolean {
    const before = this.#records.get(account)
    if (before === undefined) return false
    const card = mergeCards(
      account,
      before.card,
      believed(account, before, shown, (device) => this.#isRooted(account, device)),
    )
    if (isSameCard(before.card, card)) return false
    const known = devicesOf(account, before.card, now)
    const after = devicesOf(account, card, now)
    const fresh = [...after.keys()].filter((device) => !known.has(device) && !names(before.card, device))
    // Whoever has the words can make certificates without end: they may not crowd out a device that nobody revoked.
    const certified = devicesOf(account, { ...card, revocations: [] }, now)
    if ([...known.keys()].some((device) => !certified.has(device))) return false
    const unseen = before.state === 'paired' ? [...before.unseen, ...fresh].slice(-INTRINSIC.ACCOUNT_EVER_DEVICES) : before.unseen
    const isNewer = newestRevocation(card.revocations) > newestRevocation(before.card.revocations)
    // OWN-9: what devices said of each other before the words is void; who knows of the words says again what holds.
    this.put(account, { ...before, card, unseen, ...(isNewer && { out: undefined }) })
    return fresh.length > 0 || isNewer || after.size !== known.size
  }
}

/** With one more secret; the same one is not kept twice. */
export function withPairing(pairings: readonly Pairing[], added: Pairing): readonly Pairing[] {
  const others = pairings.filter(({ secret }) => !equalBytes(secret, added.secret))
  return [...others, added].slice(-PAIRINGS_PER_CONTACT)
}

/** Of a device that two cards name, the contact who was here first. */
function ownersIn(records: ReadonlyMap<AccountId, ContactRecord>): ReadonlyMap<DeviceId, AccountId> {
  const owners = new Map<DeviceId, AccountId>()
  for (const [account, { card }] of records)
    for (const { device } of [...card.certificates, ...card.revocations]) if (!owners.has(device)) owners.set(device, account)
  return owners
}

function names(card: Card, device: DeviceId): boolean {
  return card.certificates.some((each) => each.device === device) || card.revocations.some((each) => each.device === device)
}

function isSameCard(a: Card, b: Card): boolean {
  return isSameBytes(a.certificates, b.certificates) && isSameBytes(a.revocations, b.revocations)
}

function isSameBytes(a: readonly { readonly bytes: Uint8Array }[], b: readonly { readonly bytes: Uint8Array }[]): boolean {
  return a.length === b.length && a.every((each, index) => equalBytes(each.bytes, b[index]?.bytes ?? new Uint8Array()))
}
