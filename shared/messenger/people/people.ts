/**
 * The people side of the messenger: who I am, whom I know, and the ways to get to know somebody (a link, six digits nearby, the door of a
 * room). It answers the part of `SyncHost` that is about people; rooms are behind `RoomDoor`.
 */
import { parseLink } from '../../contacts/index.ts'
import { RecentMap } from '../../crypto/index.ts'
import { type Card, type Certificate, EMPTY_CARD, safetyLink, safetyNumber } from '../../identity/index.ts'
import type { AccountId, DeviceId, RoomId } from '../../ids/index.ts'
import { parsePicture } from '../../pictures/index.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { RoomKey } from '../../store/index.ts'
import type { MatchKey, PeerSession, SyncHost } from '../../sync/index.ts'
import type { ActCode, BlockedDevice, Contact, DeviceView, KnockView, Me, NearbyDevice, Picture, WordAnswer } from '../api.ts'
import { shownPicture } from './announced-picture.ts'
import { isSaid } from './believed.ts'
import { Blocking } from './blocking.ts'
import { Circle } from './circle.ts'
import type { ContactRecord } from './contact-record.ts'
import { contactView, ownDeviceViews, shownName } from './contact-view.ts'
import { Correspondence } from './correspondence.ts'
import { Courier } from './courier.ts'
import type { PeopleDeps } from './deps.ts'
import { Door } from './door.ts'
import type { Identity } from './identity.ts'
import { type Sender, identify, takeHandedCard } from './identify.ts'
import { checkWords, eraseWords, hasWords, readWords } from './kept-words.ts'
import { LinkPairing } from './link-pairing.ts'
import { parseName } from './names.ts'
import { NearbyKnocks } from './nearby-knocks.ts'
import type { OwnDevice } from './own.ts'
import type { AcceptOptions, Acceptance, People } from './people-contract.ts'
import { Recovery } from './recovery.ts'
import { RoomJoins } from './room-joins.ts'
import { SharedPeople } from './shared-people.ts'

const SWEEP_MS = 60_000
const SAFETY_NUMBERS = 64

export function createPeople(deps: PeopleDeps): People {
  return new DefaultPeople(deps)
}

class DefaultPeople implements People {
  readonly #circle: Circle
  readonly #pairing: LinkPairing
  readonly #nearby: NearbyKnocks
  readonly #joins: RoomJoins
  readonly #door: Door
  readonly #blocking: Blocking
  readonly #courier: Courier
  readonly #correspondence: Correspondence
  readonly #safety = new RecentMap<AccountId, string>(SAFETY_NUMBERS)
  readonly shared: SharedPeople
  readonly recovery: Recovery
  #stopSweep: (() => void) | undefined
  #isStopped = false

  constructor(deps: PeopleDeps) {
    this.#circle = new Circle(deps)
    this.shared = new SharedPeople(this.#circle)
    this.#pairing = new LinkPairing(this.#circle)
    this.#joins = new RoomJoins(this.#circle)
    this.#door = new Door(this.#circle)
    this.#blocking = new Blocking(this.#circle, (isTheirs, account) => {
      this.#nearby.forget(isTheirs)
      if (account === undefined) return
      this.#pairing.forget(account)
      if (this.#circle.clocks.forget(account)) this.#tellClock()
    })
    this.recovery = new Recovery(this.#circle, (device) => this.#courier.visit(device))
    this.#nearby = new NearbyKnocks(this.#circle, (device) => this.#courier.visit(device))
    this.#correspondence = new Correspondence(this.#circle, {
      pairing: this.#pairing,
      nearby: this.#nearby,
      recovery: this.recovery,
      door: this.#door,
      joins: this.#joins,
    })
    this.#courier = new Courier(
      deps.clock,
      (device) => this.#circle.sessionsOf(device),
      (session) => this.#correspondence.due(session),
    )
  }

  start(): void {
    this.#pairing.start()
    this.#joins.start()
    this.recovery.start()
    for (const [account] of [...this.#circle.book.all()]) this.#circle.settleRoom(account)
    for (const session of this.#circle.deps.sessions()) this.#courier.serve(session)
    this.#sweepLater()
  }

  stop(): void {
    this.#isStopped = true
    this.#stopSweep?.()
    this.#courier.stop()
    this.#nearby.stop()
    this.recovery.stop()
    this.#pairing.stop()
    this.#joins.stop()
  }

  identity(): Identity {
    return this.#circle.own.identity
  }

  knownCard(account: AccountId): Card {
    const record = this.#circle.book.get(account)
    if (record === undefined) return EMPTY_CARD
    // GOV-6: made from the words alone and not seen by the person here: it may be a thief's.
    const isDoubtful = ({ device, issuer }: Certificate): boolean =>
      record.unseen.includes(device) && issuer === account && !isSaid(record, device)
    return { ...record.card, certificates: record.card.certificates.filter((each) => !isDoubtful(each)) }
  }

  approvedCard(): Card {
    return this.#circle.own.approvedCard()
  }

  me(): Me {
    const { account, keys, name, deviceName, picture } = this.#circle.own.identity
    const wordsKept = hasWords(this.#circle.deps.store)
    return { account, device: keys.device, name, deviceName, picture: shownPicture(picture), wordsKept }
  }

  rename(typed: string): Result<Me, ActCode> {
    const name = parseName(typed)
    if (!name.ok) return name
    return this.#changeMyself(() => this.#circle.own.rename(name.value))
  }

  safetyNumber(account: AccountId): Result<{ readonly digits: string; readonly qr: string }, ActCode> {
    const { own, book, deps } = this.#circle
    if (book.get(account) === undefined) return fail('NO_CONTACT')
    const digits = this.#safety.get(account, () => safetyNumber(deps.crypto, own.account, account))
    return ok({ digits, qr: safetyLink(own.account, account) })
  }

  contacts(): readonly Contact[] {
    return [...this.#circle.book.all()].map(([account, record]) => this.#view(account, record))
  }

  contact(account: AccountId): Contact | undefined {
    const record = this.#circle.book.get(account)
    return record === undefined ? undefined : this.#view(account, record)
  }

  record(account: AccountId): ContactRecord | undefined {
    return this.#circle.book.get(account)
  }

  nameOf(account: AccountId): string | undefined {
    if (account === this.#circle.own.account) return this.#circle.own.name
    const record = this.#circle.book.get(account)
    return record === undefined ? undefined : shownName(account, record)
  }

  isBlocked(account: AccountId): boolean {
    return this.#circle.book.get(account)?.isBlocked === true
  }

  ownerOf(device: DeviceId): AccountId | undefined {
    return device === this.#circle.own.keys.device ? this.#circle.own.account : this.#circle.book.ownerOf(device)
  }

  renameContact(account: AccountId, typed: string): Result<Contact, ActCode> {
    const name = parseName(typed)
    return name.ok ? this.#change(account, { given: name.value }) : name
  }

  verifyContact(account: AccountId, isVerified: boolean): Result<Contact, ActCode> {
    return this.#change(account, { isVerified })
  }

  blockContact(account: AccountId, isBlocked: boolean): Result<Contact, ActCode> {
    const before = this.#circle.book.get(account)
    if (before === undefined) return fail('NO_CONTACT')
    const done = isBlocked ? this.#blocking.block(account) : this.#blocking.unblock(account)
    // A stranger who is let back in is no contact any more: this is the last that is seen of him.
    return done.ok ? ok(this.#view(account, this.#circle.book.get(account) ?? { ...before, isBlocked })) : done
  }

  newDevices(account: AccountId): readonly DeviceId[] {
    return this.#circle.book.get(account)?.unseen ?? []
  }

  devicesSeen(account: AccountId): Result<Contact, ActCode> {
    return this.#change(account, { unseen: [] })
  }

  setPicture(picture: Picture | null): Result<Me, ActCode> {
    const parsed = picture === null ? ok(new Uint8Array()) : parsePicture(picture)
    if (!parsed.ok) return parsed
    const { own } = this.#circle
    if (picture === (shownPicture(own.identity.picture) ?? null)) return ok(this.me())
    return this.#changeMyself(() => own.setPicture(parsed.value, this.#circle.now()))
  }

  pictureOf(account: AccountId): Picture | undefined {
    return account === this.#circle.own.account ? shownPicture(this.#circle.own.identity.picture) : this.#circle.faces.get(account)
  }

  words(): { readonly words: readonly string[] | undefined } {
    return { words: readWords(this.#circle.deps.store) }
  }

  checkWords(answers: readonly WordAnswer[]): Result<{ readonly wrong: readonly number[] }, ActCode> {
    const { deps, own } = this.#circle
    const checked = checkWords(deps.store, answers)
    if (!checked.ok || checked.value.wrong.length > 0) return checked
    eraseWords(deps.store)
    deps.emit({ type: 'contact', account: own.account })
    return checked
  }

  devices(): readonly DeviceView[] {
    return ownDeviceViews(this.ownDevices())
  }

  approveDevice(device: DeviceId): Result<readonly DeviceView[], ActCode> {
    const approved = this.approve(device)
    return approved.ok ? ok(this.devices()) : approved
  }

  blockedDevices(): readonly BlockedDevice[] {
    return this.#blocking.devices()
  }

  unblockDevice(device: DeviceId): Result<undefined, ActCode> {
    return this.#blocking.unblockDevice(device)
  }

  inviteContact(options: { readonly expiresInMs?: number; readonly inPerson?: boolean } = {}): Result<{ readonly link: string }, ActCode> {
    return this.#pairing.issue(options)
  }

  async accept(text: string, options: AcceptOptions = {}): Promise<Acceptance> {
    const link = parseLink(text, this.#circle.now())
    if (!link.ok) return fail(link.code === 'EXPIRED' || link.code === 'UNSUPPORTED' ? link.code : 'BAD_LINK')
    if (link.value.type === 'device') return fail('DEVICE_LINK')
    if (link.value.type === 'room') return this.#acceptRoom(link.value.invite, options)
    const { invite } = link.value
    const begun = this.#pairing.accept(invite, options.scanned ?? false)
    if (!begun.ok) return begun
    const isOver = begun.value === 'paired'
    const waiting = isOver ? undefined : this.#pairing.wait(invite.account, options.signal)
    this.#courier.visit(invite.device)
    this.#sweepLater()
    const end = await waiting
    if (end?.ok === false) return end
    const contact = this.contact(invite.account)
    return contact === undefined ? fail('NO_CONTACT') : ok({ contact, state: isOver || end !== undefined ? 'done' : 'asked' })
  }

  nearby(): readonly NearbyDevice[] {
    return this.#circle.deps.nearby()
  }

  knocks(): readonly KnockView[] {
    return [...this.#nearby.views(), ...this.#door.views(), ...this.recovery.views()]
  }

  ask(device: DeviceId): Promise<Result<KnockView, ActCode>> {
    return Promise.resolve(this.#nearby.ask(device))
  }

  answerKnock(id: string, accept: boolean, { block = false }: { readonly block?: boolean } = {}): Promise<Result<KnockView, ActCode>> {
    const from = [this.#door, this.recovery].find((flow) => flow.has(id)) ?? this.#nearby
    if (accept || !block) return Promise.resolve(from.answer(id, accept))
    const asker = from.asker(id)
    const answered = from.turnAway(id)
    if (!answered.ok || asker === undefined) return Promise.resolve(answered)
    const blocked = this.#blocking.blockAsker(asker)
    return Promise.resolve(blocked.ok ? answered : blocked)
  }

  confirmKnock(id: string, same: boolean): Promise<Result<KnockView, ActCode>> {
    return Promise.resolve(this.#nearby.confirm(id, same))
  }

  ownDevices(): readonly OwnDevice[] {
    return this.#circle.own.devices(this.#circle.now())
  }

  approve(device: DeviceId): Result<undefined, ActCode> {
    const { own } = this.#circle
    let isOwn = false
    if (!this.#circle.commit(() => void (isOwn = own.approve(device, this.#circle.now())))) return fail('STORE_FULL')
    if (!isOwn) return fail('NO_CONTACT')
    this.#circle.changed(own.account)
    return ok(undefined)
  }

  clockOffset(): number {
    return this.#circle.clocks.offset
  }

  clockChanged(): void {
    if (this.#circle.clocks.reset()) this.#tellClock()
  }

  roomOpened(key: RoomKey, room: RoomId): void {
    this.#joins.opened(key, room)
  }

  linkUsers(token: Uint8Array): readonly AccountId[] {
    return this.#pairing.usersOf(token)
  }

  guestsUntil(): number | undefined {
    return lastEnd([...this.#pairing.open(), ...this.#door.open()], this.#circle.now())
  }

  refusals(): ReadonlyMap<string, number> {
    return this.#circle.refusals()
  }

  attached(device: DeviceId): void {
    this.#courier.visit(device)
  }

  admits(device: DeviceId): boolean {
    return !this.#circle.book.isBlockedDevice(device)
  }

  matchKeys(): readonly MatchKey[] {
    const { own, book, deps } = this.#circle
    const keys: MatchKey[] = [{ kind: 'self', key: own.identity.selfKey }]
    for (const [account, { isBlocked, pairings }] of book.all()) {
      if (isBlocked) continue
      for (const { device, secret } of pairings) {
        // Whoever found a lost device shall not be greeted with a card either.
        if (!book.isOut(account, device)) keys.push({ kind: 'contact', account, key: secret })
      }
    }
    keys.push(...this.#joins.matchKeys())
    for (const { invite } of deps.rooms.invites()) keys.push({ kind: 'invite', invite: invite.id, key: invite.rv })
    return keys
  }

  card(): Uint8Array {
    return this.#circle.own.encodedCard(this.#circle.deps.entrances?.port)
  }

  identify(session: PeerSession, card: Uint8Array, matches: readonly MatchKey[]): ReturnType<SyncHost['identify']> {
    const known = identify(this.#circle, session, card, matches)
    if (!known.ok) return known
    this.#correspondence.matched(session, matches)
    this.#courier.serve(session)
    return known
  }

  handed(by: Sender, card: Uint8Array): boolean {
    return takeHandedCard(this.#circle, by, card)
  }

  peerClock(session: PeerSession, wallMs: number): void {
    const { own, book, clocks, deps } = this.#circle
    const { account } = session
    if (account === undefined) return
    const record = book.get(account)
    if (account !== own.account && (record === undefined || record.isBlocked || record.state !== 'paired')) return
    if (clocks.heard(account, wallMs, deps.clock.now())) this.#tellClock()
  }

  knocked(session: PeerSession, payload: Uint8Array): void {
    if (!this.#isStopped) this.#correspondence.heard(session, payload, 'knock')
  }

  knockReplied(session: PeerSession, payload: Uint8Array): void {
    if (!this.#isStopped) this.#correspondence.heard(session, payload, 'reply')
  }

  sessionOpened(session: PeerSession): void {
    this.#courier.serve(session)
  }

  sessionClosed(): void {
    // Nothing hangs on a session here: what was due is due again in the next one.
  }

  async #acceptRoom(invite: Parameters<RoomJoins['accept']>[0], options: AcceptOptions): Promise<Acceptance> {
    const begun = this.#joins.accept(invite)
    if (!begun.ok) return begun
    const { key, room } = begun.value
    const contact = this.contact(invite.inviter)
    const by = { inviter: invite.inviter, ...(contact !== undefined && { contact }) }
    if (room !== undefined) return ok({ ...by, room, state: 'done' })
    const waiting = this.#joins.wait(key, options.signal)
    // Sessions that were open before know nothing of the new key.
    for (const session of this.#circle.deps.sessions()) session.rematch()
    this.#sweepLater()
    const end = (await waiting) ?? ok({ state: 'asked' as const })
    return end.ok ? ok({ ...by, ...end.value }) : end
  }

  #change(account: AccountId, patch: Partial<ContactRecord>): Result<Contact, ActCode> {
    const { book } = this.#circle
    if (book.get(account) === undefined) return fail('NO_CONTACT')
    if (!this.#circle.commit(() => void book.update(account, patch))) return fail('STORE_FULL')
    const record = book.get(account)
    if (record === undefined) return fail('NO_CONTACT')
    this.#circle.changed(account)
    return ok(this.#view(account, record))
  }

  /** The others hear of it at once, in the sessions that are open. */
  #changeMyself(work: () => void): Result<Me, ActCode> {
    const { own, deps } = this.#circle
    if (!this.#circle.commit(work)) return fail('STORE_FULL')
    for (const session of deps.sessions()) session.announce()
    deps.emit({ type: 'contact', account: own.account })
    return ok(this.me())
  }

  #view(account: AccountId, record: ContactRecord): Contact {
    return contactView(account, record, {
      now: this.#circle.now(),
      asked: this.#pairing.deviceAsked(account),
      room: this.#circle.deps.rooms.directRoom(account),
      picture: this.#circle.faces.get(account),
    })
  }

  #tellClock(): void {
    this.#circle.deps.emit({ type: 'clock', offsetMs: this.clockOffset() })
  }

  /** Terms run out while nothing else happens; without anything accepted there is nothing to look after. */
  #sweepLater(): void {
    if (this.#isStopped || this.#stopSweep !== undefined || !(this.#pairing.isWaiting || this.#joins.isWaiting)) return
    this.#stopSweep = this.#circle.deps.clock.after(SWEEP_MS, () => {
      this.#stopSweep = undefined
      this.#pairing.expire()
      this.#joins.expire()
      this.#sweepLater()
    })
  }
}

/** Of invitations that still hold. */
function lastEnd(ends: readonly number[], now: number): number | undefined {
  const held = ends.filter((end) => end > now)
  return held.length === 0 ? undefined : Math.max(...held)
}
