/**
 * This device's identity while the messenger runs: its name, its own card, and which of the account's other devices somebody approved.
 * A device that only the words certify (GOV-6) is kept back here: it is shown to the person, and contacts do not hear of it from us.
 */
import type { Crypto } from '../../crypto/index.ts'
import { type Card, type Certificate, type DeviceKeys, devicesOf, mergeCards } from '../../identity/index.ts'
import { type AccountId, type DeviceId, parseId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import type { Store } from '../../store/index.ts'
import { type AnnouncedPicture, isNewer, isOther } from './announced-picture.ts'
import { type Identity, loadIdentity, saveIdentity } from './identity.ts'
import { OwnDeviceBook, type OwnDeviceNote } from './own-device-book.ts'
import { encodePeerCard } from './peer-card.ts'

export interface OwnDevice {
  readonly device: DeviceId
  readonly name: string | undefined
  readonly issued: number
  readonly isThis: boolean
  /** False: warn the person before anything else (KEY-9). */
  readonly isApproved: boolean
}

export class Own {
  readonly #store: Store
  readonly #crypto: Crypto
  #identity: Identity
  readonly book: OwnDeviceBook

  constructor(store: Store, crypto: Crypto, identity: Identity) {
    this.book = new OwnDeviceBook(store)
    this.#store = store
    this.#crypto = crypto
    this.#identity = identity
  }

  reload(): void {
    this.book.reload()
    this.#identity = loadIdentity(this.#store, this.#crypto) ?? this.#identity
  }

  get identity(): Identity {
    return this.#identity
  }

  get account(): AccountId {
    return this.#identity.account
  }

  get keys(): DeviceKeys {
    return this.#identity.keys
  }

  get name(): string {
    return this.#identity.name
  }

  rename(name: string): void {
    this.#save({ ...this.#identity, name })
  }

  /** Another picture, or none: later than any before, whatever the clock says. */
  setPicture(bytes: Uint8Array, now: number): void {
    const before = this.#identity.picture
    this.#save({ ...this.#identity, picture: { changed: Math.max(now, (before?.changed ?? 0) + 1), bytes } })
  }

  /** What another of my devices chose. Returns whether it is another picture now. */
  adoptPicture(picture: AnnouncedPicture): boolean {
    const before = this.#identity.picture
    if (!isNewer(picture, before)) return false
    this.#save({ ...this.#identity, picture })
    return isOther(picture, before)
  }

  /** What another of my devices says the words are recognised by. The words never change: the first word stands. */
  adoptRecovery(key: Uint8Array): void {
    if (this.#identity.recovery === undefined) this.#save({ ...this.#identity, recovery: key })
  }

  /** Certificates from the account to this device: what fits a knock. */
  chain(): readonly Certificate[] {
    return devicesOf(this.account, this.#identity.card).get(this.keys.device)?.chain ?? []
  }

  /** For KNOCK payloads: this device's chain alone, as a whole card may be larger than a knock (SYNC-16). */
  knockCard(): Card {
    return { certificates: this.chain(), revocations: [] }
  }

  /** What others may hear of my devices: approved ones with what they rest on, and every revocation. */
  approvedCard(): Card {
    const { card, approved } = this.#identity
    const owned = devicesOf(this.account, card)
    const needed = new Set(approved.flatMap((device) => owned.get(device)?.chain ?? []))
    return { certificates: card.certificates.filter((each) => needed.has(each)), revocations: card.revocations }
  }

  /** For IDENT: with the announced name and picture, where this device serves the table, and the devices that were taken out (OWN-8). */
  encodedCard(entrance?: number): Uint8Array {
    return encodePeerCard(this.approvedCard(), { name: this.name, picture: this.#identity.picture, entrance, out: this.book.out() })
  }

  devices(now: number): readonly OwnDevice[] {
    const { card, approved, keys } = this.#identity
    return [...devicesOf(this.account, card, now).values()].map(({ device, certificate }) => ({
      device,
      name: certificate.name,
      issued: certificate.issued,
      isThis: device === keys.device,
      isApproved: approved.includes(device),
    }))
  }

  /** Takes in what another device of the account showed, already sound. Returns whether anything was new. */
  merge(card: Card): boolean {
    const merged = mergeCards(this.account, this.#identity.card, card)
    const before = this.#identity.card
    // A card of junk certificates may not push this device out of its own card.
    if (!devicesOf(this.account, merged).has(this.keys.device)) return false
    if (merged.certificates.length === before.certificates.length && merged.revocations.length === before.revocations.length) {
      if (merged.certificates.every((each, index) => each.bytes === before.certificates[index]?.bytes)) return false
    }
    this.#save({ ...this.#identity, card: merged })
    return true
  }

  /** GOV-6: what an approved device certified needs nobody's yes: the person gave it there. Returns whether there was any. */
  approveIssued(now: number): boolean {
    const before = this.#identity.approved
    const owned = devicesOf(this.account, this.#identity.card, now)
    const approved = new Set(before)
    // Chains are short: each round adds one link.
    for (let round = 0; round < INTRINSIC.CERTIFICATE_CHAIN; round++) {
      for (const { device, certificate } of owned.values()) {
        const issuer = parseId('device', certificate.issuer)
        if (issuer !== undefined && approved.has(issuer) && !this.book.isOut(device)) approved.add(device)
      }
    }
    if (approved.size === before.length || approved.size > INTRINSIC.ACCOUNT_EVER_DEVICES) return false
    this.#save({ ...this.#identity, approved: [...approved] })
    return true
  }

  /** KEY-8: it is one of mine no more, and never again. */
  takeOut(device: DeviceId, out: NonNullable<OwnDeviceNote['out']>): void {
    this.book.takeOut(device, out)
    const { approved, keys } = this.#identity
    if (device !== keys.device && approved.includes(device))
      this.#save({ ...this.#identity, approved: approved.filter((each) => each !== device) })
  }

  /** False when the account has no such device. */
  approve(device: DeviceId, now: number): boolean {
    const { approved, card } = this.#identity
    if (!devicesOf(this.account, card, now).has(device) || this.book.isOut(device)) return false
    if (!approved.includes(device)) this.#save({ ...this.#identity, approved: [...approved, device] })
    return true
  }

  #save(identity: Identity): void {
    saveIdentity(this.#store, identity)
    this.#identity = identity
  }
}
