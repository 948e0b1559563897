/**
 * This device's identity while the messenger runs: its name, its own card, and which of the account's other devices somebody approved.
 * A device that only the words certify (GOV-6) is kept back here: it is shown to the person, and contacts do not hear of it from us.
 */
import { equalBytes } from '../../codec/index.ts'
import type { Crypto } from '../../crypto/index.ts'
import {
  type Card,
  type Certificate,
  type DeviceKeys,
  type Revocation,
  devicesOf,
  mergeCards,
  newestRevocation,
} from '../../identity/index.ts'
import { type AccountId, type DeviceId, parseId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import type { Store } from '../../store/index.ts'
import { type AnnouncedPicture, isNewer, isOther } from './announced-picture.ts'
import { type Identity, loadIdentity, saveIdentity } from './identity.ts'
import { OwnDeviceBook, type SaidByWords, type TakenOut } from './own-device-book.ts'
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
  #said: SaidByWords
  readonly book: OwnDeviceBook

  constructor(store: Store, crypto: Crypto, identity: Identity) {
    this.#identity = identity
    this.#said = saidIn(identity)
    this.book = new OwnDeviceBook(store, () => this.#said)
    this.#store = store
    this.#crypto = crypto
  }

  reload(): void {
    this.book.reload()
    this.#identity = loadIdentity(this.#store, this.#crypto) ?? this.#identity
    this.#said = saidIn(this.#identity)
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

  /** The same for what own devices seal to. */
  adoptRecoverySeal(key: Uint8Array): void {
    if (this.#identity.recoverySeal === undefined) this.#save({ ...this.#identity, recoverySeal: key })
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
    // Revoked ones, too: whoever took them out wants to see that they are.
    return [...devicesOf(this.account, { ...card, revocations: [] }, now).values()].map(({ device, certificate }) => ({
      device,
      name: certificate.name,
      issued: certificate.issued,
      isThis: device === keys.device,
      isApproved: approved.includes(device),
    }))
  }

  /** Takes in what another device of the account showed, already sound. Returns whether anything was new. */
  merge(card: Card): boolean {
    const isHeard = this.hearWords(card.revocations)
    const before = this.#identity.card
    const merged = mergeCards(this.account, before, { ...card, revocations: [] })
    // A card of junk certificates may not push this device out of its own card.
    const self = this.keys.device
    if (devicesOf(this.account, before).has(self) && !devicesOf(this.account, merged).has(self)) return isHeard
    if (merged.certificates.length === before.certificates.length) {
      if (merged.certificates.every((each, index) => each.bytes === before.certificates[index]?.bytes)) return isHeard
    }
    this.#save({ ...this.#identity, card: merged })
    this.approveAnew()
    return true
  }

  /**
   * OWN-9: takes in sound revocations of this account whose heir somebody here once said yes to; of any other heir they are a thief's who has
   * the words and no device (GOV-6). Returns whether they were news.
   */
  hearWords(revocations: readonly Revocation[]): boolean {
    const { card, approved } = this.#identity
    const isKnown = ({ heir }: Revocation): boolean => approved.includes(heir) || this.book.of(heir).wasApproved === true
    const merged = mergeCards(this.account, card, { certificates: [], revocations: revocations.filter(isKnown) })
    const isSame = ({ bytes }: Revocation): boolean => card.revocations.some((each) => equalBytes(each.bytes, bytes))
    if (merged.revocations.every(isSame)) return false
    this.#takeCard(merged)
    return true
  }

  /** Whether the words named it, and were believed. */
  isHeir(device: DeviceId): boolean {
    return this.#identity.card.revocations.some(({ heir }) => heir === device)
  }

  /** What the words made on this device: a chain of its own, and revocations. Whoever typed them says yes to this device, too. */
  say(card: Card): void {
    this.#takeCard(mergeCards(this.account, this.#identity.card, card))
  }

  #takeCard(card: Card): void {
    this.#save({ ...this.#identity, card })
    for (const { heir, n } of card.revocations) this.book.named(heir, n)
    this.approveAnew()
  }

  /**
   * The dead are approved no more; those that only a device had taken out, and the words brought back, are again. Returns whether any of it
   * was news.
   */
  approveAnew(): boolean {
    const { approved, keys } = this.#identity
    const back = this.book.devices().filter((device) => this.book.of(device).wasApproved === true)
    const all = [...new Set([...approved, ...back])].filter((device) => device === keys.device || !this.book.isOut(device))
    // Should newer words bring it back one day, it is known that it was one of mine.
    for (const device of approved) if (this.book.isOut(device)) this.book.wasApproved(device)
    if (all.length === approved.length && all.every((device) => approved.includes(device))) return false
    this.#save({ ...this.#identity, approved: all.slice(0, INTRINSIC.ACCOUNT_EVER_DEVICES) })
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

  /** KEY-8: it is one of mine no more, unless the words say otherwise. */
  takeOut(device: DeviceId, out: TakenOut): void {
    const { approved, keys } = this.#identity
    this.book.takeOut(device, out, approved.includes(device))
    if (!this.book.isOut(device)) return
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
    if (identity.card !== this.#identity.card) this.#said = saidIn(identity)
    this.#identity = identity
  }
}

function saidIn({ account, card }: Identity): SaidByWords {
  const live = devicesOf(account, card)
  const dead = [...devicesOf(account, { ...card, revocations: [] }).keys()].filter((device) => !live.has(device))
  return { newest: newestRevocation(card.revocations), dead: new Set(dead) }
}
