/**
 * What the flows to become contacts share: who I am, the contact book, the open sessions, and the one way in which somebody becomes a
 * contact.
 */
import { EMPTY_CARD, mergeCards } from '../../identity/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import { StoreError } from '../../store/index.ts'
import type { PeerSession } from '../../sync/index.ts'
import { believed } from './believed.ts'
import { ContactBook, withPairing } from './contact-book.ts'
import type { ContactRecord } from './contact-record.ts'
import type { PeopleDeps } from './deps.ts'
import { Faces } from './faces.ts'
import { type PeopleMessage, encodeMessage } from './messages.ts'
import { Own } from './own.ts'
import { PeerClocks } from './peer-clocks.ts'
import { type ProvenPeer, provePeer } from './peer-card.ts'
import type { Card } from '../../identity/index.ts'

/** A message that should reach the peer once per session, as long as it is due. */
export interface Due {
  readonly key: string
  readonly frame: 'knock' | 'reply'
  readonly message: PeopleMessage
}

/** How somebody proved to be who he is. */
export interface Meeting {
  readonly peer: ProvenPeer
  readonly device: DeviceId
  readonly name: string | undefined
  readonly secret: Uint8Array
  readonly isVerified: boolean
  /** The direct room is mine to make. */
  readonly owesRoom: boolean
}

export class Circle {
  readonly deps: PeopleDeps
  readonly own: Own
  readonly book: ContactBook
  readonly faces: Faces
  readonly clocks = new PeerClocks()
  readonly #refusals = new Map<string, number>()
  readonly #tables: { reload(): void }[] = []
  readonly #wanters: ((device: DeviceId) => boolean)[] = []

  constructor(deps: PeopleDeps) {
    this.deps = deps
    this.own = new Own(deps.store, deps.crypto, deps.identity)
    this.book = new ContactBook(deps.store, (account, device) => deps.rooms.isRooted?.(account, device) === true)
    this.faces = new Faces(deps.store, (account) => this.book.get(account) !== undefined)
    this.#tables.push(this.own, this.book, this.faces)
  }

  /** A table that `commit` puts back when its transaction fails. */
  keeps<T extends { reload(): void }>(table: T): T {
    this.#tables.push(table)
    return table
  }

  /** One durable transaction. False: the disk would not take it, and everything is as it was. */
  commit(work: () => void): boolean {
    try {
      this.deps.store.transaction(work)
      return true
    } catch (error) {
      if (!(error instanceof StoreError) || error.code === 'STORE_CLOSED') throw error
      for (const table of this.#tables) table.reload()
      this.refuse(error.code)
      return false
    }
  }

  /** Somebody besides the contact book who may want a device to be dialled. */
  wants(wanter: (device: DeviceId) => boolean): void {
    this.#wanters.push(wanter)
  }

  /** Of a contact, or shut out: not of somebody who is only asked, whose devices rooms may have named. */
  isSettled(device: DeviceId): boolean {
    const owner = this.book.ownerOf(device)
    return (owner !== undefined && this.book.get(owner)?.state === 'paired') || this.book.isBlockedDevice(device)
  }

  /** One reason less to dial that device; the last one ends it. */
  release(device: DeviceId): void {
    if (!this.isSettled(device) && !this.#wanters.some((wanter) => wanter(device))) this.deps.disconnect(device)
  }

  /** Milliseconds since 1970 by the clock I believe (CLK-6). */
  now(): number {
    return Math.max(0, Math.floor(this.deps.clock.now() + this.clocks.offset))
  }

  sessionsOf(device: DeviceId): readonly PeerSession[] {
    return this.deps.sessions().filter((session) => session.device === device)
  }

  reply(session: PeerSession, message: PeopleMessage): void {
    session.knockReply(encodeMessage(message))
    if (message.type === 'joined' || message.type === 'paired') session.welcome()
  }

  refusals(): ReadonlyMap<string, number> {
    return this.#refusals
  }

  /** Counted; nobody is told. */
  refuse(code: string): void {
    this.#refusals.set(code, (this.#refusals.get(code) ?? 0) + 1)
  }

  /** Whose device the session's is, by the card it showed. */
  prove(session: Pick<PeerSession, 'device'>, shown: Card): ProvenPeer | undefined {
    return provePeer(this.deps.crypto, shown, session.device, this.now(), (account) =>
      account === this.own.account ? this.own.identity.card : this.book.get(account)?.card,
    )
  }

  /** GOV-16: by the session's account or by its device. */
  isBlocked(session: Pick<PeerSession, 'account' | 'device'>): boolean {
    if (session.account !== undefined && this.book.get(session.account)?.isBlocked === true) return true
    return this.book.isBlockedDevice(session.device)
  }

  hasRoomFor(account: AccountId): boolean {
    return this.book.get(account) !== undefined || this.book.size < RESOURCE.CONTACTS
  }

  /** Writes a contact down as met; part of the caller's `commit`. Tell it with `met` afterwards. */
  keep({ peer, device, name, secret, isVerified, owesRoom }: Meeting): void {
    const { account } = peer
    const before = this.book.get(account) ?? blank(this.now())
    const isNewDevice = before.state === 'paired' && !before.card.certificates.some((each) => each.device === device)
    const announced = name ?? before.announced ?? peer.owned.certificate.name
    this.book.put(account, {
      ...before,
      ...(announced !== undefined && { announced }),
      card: mergeCards(
        account,
        before.card,
        believed(account, before, peer.card, (each) => this.deps.rooms.isRooted?.(account, each) === true),
      ),
      pairings: withPairing(before.pairings, { device, secret }),
      isVerified: before.isVerified || isVerified,
      state: 'paired',
      since: before.state === 'paired' ? before.since : this.now(),
      unseen: isNewDevice ? [...before.unseen, device].slice(-INTRINSIC.ACCOUNT_EVER_DEVICES) : before.unseen,
      owesRoom: before.owesRoom || owesRoom,
      isStranger: undefined,
    })
  }

  /** After `keep`: makes the room that is owed, tells everybody, and lets the sessions with that device find each other. */
  met(account: AccountId, device: DeviceId): void {
    this.settleRoom(account)
    this.changed(account)
    for (const session of this.sessionsOf(device)) session.rematch()
  }

  /** Also after a restart: the room may be all that is missing of a pairing. */
  settleRoom(account: AccountId): void {
    const record = this.book.get(account)
    if (record === undefined || !record.owesRoom || record.isBlocked || record.state !== 'paired') return
    const { rooms } = this.deps
    if (rooms.directRoom(account) === undefined && !rooms.makeDirectRoom(account).ok) return this.refuse('NO_DIRECT_ROOM')
    this.commit(() => void this.book.update(account, { owesRoom: false }))
  }

  changed(account: AccountId): void {
    this.deps.rooms.contactsChanged(account)
    this.deps.emit({ type: 'contact', account })
  }
}

/** A contact of whom nothing is known yet. */
export function blank(now: number): ContactRecord {
  return {
    card: EMPTY_CARD,
    pairings: [],
    isVerified: false,
    isBlocked: false,
    state: 'asked',
    since: now,
    unseen: [],
    owesRoom: false,
  }
}
