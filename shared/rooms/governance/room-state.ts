/**
 * The state of a room while it is being worked out: what `GovState` shows, in a form that can change. Nothing here decides whether
 * something is allowed; it only keeps the parts consistent with each other (who is live, how many there are, who owns the room).
 */
import type { CborValue } from '../../codec/index.ts'
import type { Certificate } from '../../identity/index.ts'
import type { AccountId, BlockId, DeviceId, EpochId, InviteId, MessageId } from '../../ids/index.ts'
import { EpochBook } from './epoch-book.ts'
import type { Placed } from './causality.ts'
import type { Lineage } from './lineage.ts'
import type { Epoch, FormerMember, GovEvent, GovState, Invite, Member, Role, RoomDevice, RoomKind, VoidedAct } from './types.ts'

/** Features of §4 this version knows; none is defined yet. */
export const KNOWN_FEATURES: ReadonlySet<number> = new Set()
const OPEN_END = Number.MAX_SAFE_INTEGER

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

export interface DeviceRecord extends Mutable<RoomDevice> {
  intervals: (readonly [number, number])[]
  /** Who certified it, as far as this room was told. */
  readonly issuers: Set<AccountId | DeviceId>
  /** Length of its shortest certificate chain (ENC-7). */
  chain: number
  /** Certified as a guest: acts as one whatever its account is. */
  readonly isGuest: boolean
}

export interface InviteRecord extends Mutable<Invite> {
  readonly used: Map<AccountId, BlockId>
}

/** Who last acted on an account, and before that who else did (GOV-4 asks for the last one by somebody other than the actor). */
export interface Touch {
  readonly actor: AccountId
  readonly level: Role
  readonly placed: Placed
}

export class RoomState implements GovState {
  rs: Uint8Array | undefined = undefined
  root: BlockId | undefined = undefined
  kind: RoomKind = 'group'
  needsUpdate = false
  readonly features = new Set<number>()
  readonly settings = new Map<string, CborValue>()
  readonly members = new Map<AccountId, Mutable<Member>>()
  readonly gone = new Map<AccountId, Mutable<FormerMember>>()
  readonly barred = new Map<AccountId, { by: AccountId; level: Role }>()
  readonly devices = new Map<DeviceId, DeviceRecord>()
  readonly invites = new Map<InviteId, InviteRecord>()
  readonly carriers = new Set<DeviceId>()
  readonly hidden = new Set<MessageId>()
  readonly events: GovEvent[] = []
  readonly voided: VoidedAct[] = []
  readonly book: EpochBook
  readonly touches = new Map<AccountId, { last: Touch; other: Touch | undefined }>()
  /** Which action of which op let an account in by an invite: account id + op id → index. */
  readonly admissions = new Map<string, number>()
  /** Ops by which accounts left on their own. */
  readonly farewells = new Map<AccountId, Placed>()
  /** ENC-7, GOV-7: revoked by words together with all they certified; never introduced again. */
  readonly condemned: ReadonlySet<DeviceId>
  readonly #byAccount = new Map<AccountId, Set<DeviceRecord>>()
  #standing = 0
  #admissions = 0
  #owners = 0

  constructor(lineage: Lineage, condemned: ReadonlySet<DeviceId>) {
    this.book = new EpochBook(lineage)
    this.condemned = condemned
  }

  get epochs(): readonly Epoch[] {
    return this.book.all
  }

  /** Devices of members that were not dropped: what ROOM_DEVICES bounds. */
  get standing(): number {
    return this.#standing
  }

  devicesOf(account: AccountId): ReadonlySet<DeviceRecord> {
    return this.#byAccount.get(account) ?? new Set()
  }

  standingOf(account: AccountId): number {
    let count = 0
    for (const device of this.devicesOf(account)) if (!device.dropped) count += 1
    return count
  }

  addFeatures(features: readonly number[]): void {
    for (const feature of features) {
      this.features.add(feature)
      if (!KNOWN_FEATURES.has(feature)) this.needsUpdate = true
    }
  }

  join(account: AccountId, role: Role, since: number, certificates: readonly Certificate[]): void {
    const former = this.gone.get(account)
    this.gone.delete(account)
    this.barred.delete(account)
    this.farewells.delete(account)
    const known = former === undefined ? certificates : [...former.certificates, ...certificates]
    this.members.set(account, { account, role, seniority: this.#admissions++, since, certificates: known })
    if (role === 4) this.#owners += 1
    this.#standing += this.standingOf(account)
    this.#refreshLive(account)
  }

  part(account: AccountId, why: 'left' | 'removed', until: number): void {
    const member = this.members.get(account)
    if (member === undefined) {
      const former = this.gone.get(account)
      if (former !== undefined) former.why = why
      return
    }
    this.members.delete(account)
    this.gone.set(account, { ...member, why, until })
    if (member.role === 4) this.#owners -= 1
    this.#standing -= this.standingOf(account)
    this.#refreshLive(account)
    this.#succeed()
  }

  setRole(account: AccountId, role: Role): void {
    const former = this.gone.get(account)
    if (former !== undefined) former.role = role
    const member = this.members.get(account)
    if (member === undefined) return
    this.#owners += (role === 4 ? 1 : 0) - (member.role === 4 ? 1 : 0)
    member.role = role
    this.#succeed()
  }

  introduce(certificate: Certificate, from: number, rooted: boolean, chain: number): DeviceRecord {
    const { account, device, seal, issuer } = certificate
    const record: DeviceRecord = {
      device,
      account,
      seal,
      rooted,
      dropped: false,
      live: false,
      intervals: [[from, OPEN_END]],
      issuers: new Set([issuer]),
      chain,
      isGuest: certificate.kind === 'guest',
    }
    this.devices.set(device, record)
    const own = this.#byAccount.get(account)
    if (own === undefined) this.#byAccount.set(account, new Set([record]))
    else own.add(record)
    const member = this.members.get(account)
    if (member !== undefined) {
      this.#standing += 1
      if (!member.certificates.includes(certificate)) member.certificates = [...member.certificates, certificate]
    }
    this.#refreshLive(account)
    return record
  }

  /** GOV-6: a rooted device roots those it certified, and they theirs. */
  anchor(record: DeviceRecord): void {
    const waiting = [record]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      next.rooted = true
      for (const other of this.devicesOf(next.account)) if (!other.rooted && other.issuers.has(next.device)) waiting.push(other)
    }
    this.#refreshLive(record.account)
  }

  drop(record: DeviceRecord): void {
    if (record.dropped) return
    record.dropped = true
    if (this.members.has(record.account)) this.#standing -= 1
    this.#refreshLive(record.account)
  }

  /** FEED-10: nothing beyond `feed` counts any more. */
  cutFeed(record: DeviceRecord, feed: number): void {
    const kept: (readonly [number, number])[] = []
    for (const [from, to] of record.intervals) if (from <= feed) kept.push([from, Math.min(to, feed)])
    record.intervals = kept
  }

  /** FEED-10: a device that was cut goes on at `from`. */
  reopenFeed(record: DeviceRecord, from: number): void {
    const last = record.intervals.at(-1)
    if (last !== undefined && last[1] === OPEN_END) return
    if (last !== undefined && from <= last[1] + 1) record.intervals[record.intervals.length - 1] = [last[0], OPEN_END]
    else record.intervals.push([from, OPEN_END])
  }

  touch(target: AccountId, touch: Touch): void {
    const held = this.touches.get(target)
    const other = held === undefined ? undefined : held.last.actor === touch.actor ? held.other : held.last
    this.touches.set(target, { last: touch, other })
  }

  epochById(id: EpochId): Epoch | undefined {
    return this.book.get(id)
  }

  #refreshLive(account: AccountId): void {
    const isMember = this.members.has(account)
    for (const device of this.devicesOf(account)) device.live = isMember && device.rooted && !device.dropped
  }

  /** GOV-8: a room never dies with its owner. */
  #succeed(): void {
    if (this.#owners > 0) return
    let heir: Mutable<Member> | undefined
    for (const member of this.members.values()) {
      if (member.role < 2) continue
      if (heir === undefined || member.role > heir.role || (member.role === heir.role && member.seniority < heir.seniority)) heir = member
    }
    if (heir === undefined) return
    heir.role = 4
    this.#owners += 1
  }
}
