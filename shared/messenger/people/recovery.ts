/**
 * Recovery by words without another own device (docs/spec/recovery.md): the computer where they were typed asks every device it meets; a
 * contact's device that recognises the words asks its person, and after a yes both share a new secret and are contacts again. Nothing of the
 * contact is said or given before that yes, not even that he is one.
 */
import { concatBytes, equalBytes, toHex } from '../../codec/index.ts'
import { pairingSecret } from '../../contacts/index.ts'
import { mac } from '../../crypto/index.ts'
import {
  type Certificate,
  PAIRING_NONCE_BYTES,
  type RecoveryEnds,
  soundCard,
  devicesOf,
  isRecovery,
  recoveryTag,
  signRecovery,
} from '../../identity/index.ts'
import { type AccountId, type DeviceId, idBytes, shortId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { PeerSession } from '../../sync/index.ts'
import type { ActCode, KnockView } from '../api.ts'
import type { Asker } from './blocking.ts'
import { type Call, Calls } from './calls.ts'
import type { Circle, Due } from './circle.ts'
import { shownName } from './contact-view.ts'
import type { MessageOf } from './messages.ts'
import { announcedName } from './names.ts'
import { RecoveryBook } from './recovery-book.ts'

const ID = 'return-'

interface Asking {
  readonly account: AccountId
  readonly device: DeviceId
  readonly at: number
  state: 'waiting' | 'confirmed' | 'refused'
}

/** Whom this computer asked. `knocked`: when it last said so to that device, wall ms; undefined: it has not met it since the start. */
export interface Asked {
  readonly device: DeviceId
  readonly account: AccountId | undefined
  readonly name: string
  readonly knocked: number | undefined
}

export class Recovery {
  readonly #circle: Circle
  readonly #visit: (device: DeviceId) => void
  readonly #book: RecoveryBook
  readonly #calls: Calls
  /** Who asks here, by the person's leave or not yet. */
  readonly #asking = new Map<DeviceId, Asking>()
  /** Whom this computer asks, and when last. */
  readonly #asked = new Map<DeviceId, { readonly name: string; readonly at: number }>()
  /** Who said yes since the start. */
  readonly #answered = new Set<DeviceId>()
  readonly #knocked = new Map<DeviceId, number>()
  #stopLooking: (() => void) | undefined

  constructor(circle: Circle, visit: (device: DeviceId) => void) {
    this.#circle = circle
    this.#visit = visit
    this.#calls = new Calls(circle)
    this.#book = circle.keeps(new RecoveryBook(circle.deps.store))
    circle.wants((device) => this.#isAsking(device) || this.#calls.isCalling(device) || this.#book.welcome(device)?.isBack === false)
  }

  start(): void {
    for (const [device, { isBack }] of this.#book.welcomes()) if (!isBack) this.#connect(device)
    this.look()
  }

  stop(): void {
    this.#stopLooking?.()
  }

  /** What contacts shall recognise the words by (RECV-1). */
  get ownKey(): Uint8Array | undefined {
    return this.#circle.own.identity.recovery
  }

  /** What keepsakes are sealed to (RECV-7). */
  get ownSeal(): Uint8Array | undefined {
    return this.#circle.own.identity.recoverySeal
  }

  /** An approved own device told it. Part of the caller's transaction. */
  takeSeal(key: Uint8Array): void {
    this.#circle.own.adoptRecoverySeal(key)
  }

  /** On a computer where the words were typed, for its term. */
  get opener(): ReturnType<RecoveryBook['opener']> {
    return this.#book.opener(this.#circle.now())
  }

  /** RECV-11: whom to ask beside those nearby; replaces the former list. */
  call(calls: ReadonlyMap<DeviceId, Call>): void {
    this.#calls.set(calls)
    this.look()
  }

  /** Everybody this computer asks or asked since the start. */
  asked(): readonly Asked[] {
    const { all } = this.#calls
    const nearby = [...this.#asked].filter(([device]) => !all.has(device))
    return [
      ...nearby.map(([device, { name }]) => ({ device, account: this.#circle.book.ownerOf(device), name })),
      ...[...all].map(([device, { account, name }]) => ({ device, account, name })),
    ].map((each) => ({ ...each, knocked: this.#knocked.get(each.device) }))
  }

  /** A contact told it, or an own device. Part of the caller's transaction. */
  take(account: AccountId, key: Uint8Array): void {
    if (account === this.#circle.own.account) this.#circle.own.adoptRecovery(key)
    else this.#book.take(account, key)
  }

  /** Devices of a contact that the person here said yes to and that proved to be his: rooms may be told of them (GOV-20). */
  returned(account: AccountId): readonly DeviceId[] {
    const { book } = this.#circle
    const owned = devicesOf(account, book.get(account)?.card ?? { certificates: [], revocations: [] }, this.#circle.now())
    return [...this.#book.welcomes()].flatMap(([device, kept]) =>
      kept.isBack && kept.account === account && owned.has(device) && !book.isOut(account, device) ? [device] : [],
    )
  }

  /** RECV-6: a room names devices of mine of which nothing is known here: they are shown, not approved, and can be taken out. */
  learnOwn(certificates: readonly Certificate[]): void {
    const { own, deps } = this.#circle
    const { card } = own.identity
    const known = new Set(card.certificates.map(({ device }) => device))
    if (certificates.every(({ account, device }) => account !== own.account || known.has(device))) return
    const sound = soundCard(deps.crypto, own.account, { certificates, revocations: [] })
    let isNew = false
    if (this.#circle.commit(() => (isNew = own.merge(sound))) && isNew) this.#circle.changed(own.account)
  }

  /** The words were typed here: until when whoever is met is asked, ms. */
  status(): { readonly recoveringUntil?: number } {
    const { opener } = this
    return opener === undefined ? {} : { recoveringUntil: opener.until }
  }

  views(): readonly KnockView[] {
    return [...[...this.#asking.values()].map((each) => this.#view(each)), ...this.#out()]
  }

  has(id: string): boolean {
    return this.#find(id) !== undefined
  }

  /** RECV-3: the person says whether it is really him, having asked him otherwise. */
  answer(id: string, isWelcome: boolean): Result<KnockView, ActCode> {
    const asking = this.#find(id)
    if (asking === undefined || asking.state !== 'waiting') return fail('NO_KNOCK')
    const { account, device } = asking
    if (isWelcome) {
      const { rng } = this.#circle.deps
      const kept = { account, nonce: rng.bytes(PAIRING_NONCE_BYTES), at: this.#circle.now(), isBack: false }
      if (!this.#circle.commit(() => this.#book.putWelcome(device, kept))) return fail('STORE_FULL')
      this.#connect(device)
    }
    asking.state = isWelcome ? 'confirmed' : 'refused'
    this.#visit(device)
    this.#circle.deps.emit({ type: 'knock', id })
    return ok(this.#view(asking))
  }

  turnAway(id: string): Result<KnockView, ActCode> {
    return this.answer(id, false)
  }

  /** The device alone is blocked: its person, whose words they may have stolen, is not. */
  asker(id: string): Asker | undefined {
    const asking = this.#find(id)
    return asking === undefined || asking.state !== 'waiting'
      ? undefined
      : { device: asking.device, name: this.#view(asking).name, account: undefined, card: undefined }
  }

  due(session: PeerSession): readonly Due[] {
    const { device } = session
    return [...this.#ownAsk(session), ...this.#ownYes(device)]
  }

  /** RECV-2: asks whoever is nearby and not known here; called when that changes, and now and then. */
  look(): void {
    this.#stopLooking?.()
    this.#stopLooking = undefined
    if (!this.#book.hasSeed) return
    if (this.#seed() === undefined) {
      this.#calls.set(new Map())
      return void this.#circle.commit(() => this.#book.forgetSeed())
    }
    const now = this.#circle.deps.clock.now()
    for (const device of this.#asked.keys()) if (!this.#isAsking(device)) this.#circle.release(device)
    this.#calls.look()
    for (const { device, name, addresses } of this.#circle.deps.nearby()) {
      const before = this.#asked.get(device)
      if (this.#circle.isSettled(device) || (before !== undefined && now - before.at < RESOURCE.RECOVERY_AGAIN_MS)) continue
      if (before === undefined && this.#asked.size >= RESOURCE.RECOVERY_ASKED) continue
      this.#asked.set(device, { name: announcedName(name) ?? before?.name ?? shortId(device), at: now })
      this.#circle.deps.connect(device, addresses)
      this.#circle.deps.emit({ type: 'knock', id: idOf(device) })
    }
    this.#stopLooking = this.#circle.deps.clock.after(RESOURCE.KNOCK_TERM_MS, () => this.look())
  }

  heardRecover(session: PeerSession, message: MessageOf<'recover'>): void {
    const { device } = session
    const account = this.#recognise(device, message)
    // Silence: it tells neither that nobody is known here nor that somebody is blocked.
    if (account === undefined) return this.#circle.refuse('WORDS_UNKNOWN')
    const kept = this.#book.welcome(device)
    if (kept?.account === account) return this.#visit(device)
    if (this.#asking.has(device)) return
    const waiting = [...this.#asking.values()].filter(({ state }) => state === 'waiting')
    if (waiting.length >= RESOURCE.KNOCKS_WAITING) return this.#circle.refuse('BUSY')
    const theirs = [...this.#asking.values()].filter((each) => each.account === account)
    if (theirs.length >= RESOURCE.RECOVERIES_PER_CONTACT) return this.#circle.refuse('BUSY')
    this.#asking.set(device, { account, device, at: this.#circle.deps.clock.now(), state: 'waiting' })
    this.#circle.deps.emit({ type: 'knock', id: idOf(device) })
  }

  /** RECV-4: a contact's person said yes. Only who was told by this account whom to recognise can say so. */
  heardRecognised(session: PeerSession, { tag, nonce, card, name }: MessageOf<'recognised'>): void {
    const { own, book, deps } = this.#circle
    const { device } = session
    const key = this.#seed() === undefined ? undefined : this.ownKey
    const ends = { account: own.account, from: device, to: own.keys.device }
    if (key === undefined || !equalBytes(tag, recoveryTag(deps.crypto, key, ends, nonce))) return this.#circle.refuse('NOT_ASKED')
    const peer = this.#circle.prove(session, card)
    if (peer === undefined || peer.account === own.account) return this.#circle.refuse('FORGED_CARD')
    if (book.get(peer.account)?.isBlocked === true) return this.#circle.refuse('BLOCKED')
    if (!this.#circle.hasRoomFor(peer.account)) return this.#circle.refuse('TOO_MANY')
    // The same for the same word, so that one that got lost is said again as it was.
    const answer = mac(deps.crypto, 'sb1/recover-tag', own.keys.seed, idBytes(device), nonce).slice(0, PAIRING_NONCE_BYTES)
    const secret = this.#secretWith(peer, nonce, answer)
    if (secret === undefined) return this.#circle.refuse('FORGED_CARD')
    const meeting = { peer, device, name, secret, isVerified: false, owesRoom: false }
    if (!this.#circle.commit(() => this.#circle.keep(meeting))) return
    this.#circle.reply(session, { type: 'returned', nonce, answer, card: own.knockCard(), name: own.name })
    session.welcome()
    this.#answered.add(device)
    this.#circle.met(peer.account, device)
    deps.emit({ type: 'knock', id: idOf(device) })
  }

  heardReturned(session: PeerSession, { nonce, answer, card, name }: MessageOf<'returned'>): void {
    const { device } = session
    const { book } = this.#circle
    const kept = this.#book.welcome(device)
    if (kept === undefined || kept.isBack || !equalBytes(kept.nonce, nonce)) return this.#circle.refuse('NOT_ASKED')
    const peer = this.#circle.prove(session, card)
    // GOV-20: by the words themselves, not by some device of that account.
    const isByWords = String(peer?.owned.certificate.issuer) === String(kept.account)
    const secret = peer === undefined ? undefined : this.#secretWith(peer, nonce, answer)
    if (peer?.account !== kept.account || !isByWords || secret === undefined) return this.#circle.refuse('FORGED_CARD')
    if (book.get(kept.account)?.isBlocked !== false || book.isOut(kept.account, device)) return this.#circle.refuse('BLOCKED')
    const isKept = this.#circle.commit(() => {
      this.#circle.keep({ peer, device, name, secret, isVerified: false, owesRoom: false })
      // KEY-9: it was this very device that the person was asked about.
      book.update(kept.account, { unseen: (book.get(kept.account)?.unseen ?? []).filter((each) => each !== device) })
      this.#book.putWelcome(device, { ...kept, isBack: true })
    })
    if (!isKept) return
    session.welcome()
    this.#circle.met(kept.account, device)
  }

  #connect(device: DeviceId): void {
    const seen = this.#circle.deps.nearby().find((each) => each.device === device)
    this.#circle.deps.connect(device, seen?.addresses ?? [])
  }

  #ownAsk({ device, account }: PeerSession): readonly Due[] {
    const { own, deps } = this.#circle
    const seed = this.#seed()
    const key = this.ownKey
    // Also who became a contact by a link meanwhile: a link brings back no rooms.
    if (seed === undefined || key === undefined || account === own.account || this.#answered.has(device)) return []
    const now = deps.clock.now()
    const last = this.#knocked.get(device)
    if (last !== undefined && now - last < RESOURCE.RECOVERY_AGAIN_MS) return []
    this.#knocked.delete(device)
    this.#knocked.set(device, now)
    const [oldest] = this.#knocked.keys()
    if (this.#knocked.size > RESOURCE.KNOCKS_REMEMBERED && oldest !== undefined) this.#knocked.delete(oldest)
    const ends = { account: own.account, from: own.keys.device, to: device }
    const said = { tag: recoveryTag(deps.crypto, key, ends), signature: signRecovery(deps.crypto, seed, ends) }
    return [{ key: 'recover', frame: 'knock', message: { type: 'recover', ...said } }]
  }

  #ownYes(device: DeviceId): readonly Due[] {
    const kept = this.#book.welcome(device)
    if (kept === undefined || kept.isBack) return []
    const { own, book, deps } = this.#circle
    const key = new Map(this.#book.keys()).get(kept.account)
    if (key === undefined || book.get(kept.account)?.isBlocked !== false) return []
    const tag = recoveryTag(deps.crypto, key, { account: kept.account, from: own.keys.device, to: device }, kept.nonce)
    const message = { type: 'recognised', tag, nonce: kept.nonce, card: own.knockCard(), name: own.name } as const
    return [{ key: `recognised ${toHex(kept.nonce)}`, frame: 'reply', message }]
  }

  /** The contact whose words the other end has. */
  #recognise(device: DeviceId, said: MessageOf<'recover'>): AccountId | undefined {
    const { own, book, deps } = this.#circle
    for (const [account, key] of this.#book.keys()) {
      const record = book.get(account)
      if (record === undefined || record.isBlocked || record.state !== 'paired' || book.isOut(account, device)) continue
      const ends: RecoveryEnds = { account, from: device, to: own.keys.device }
      if (isRecovery(deps.crypto, key, ends, said)) return account
    }
    return undefined
  }

  #secretWith(peer: NonNullable<ReturnType<Circle['prove']>>, nonce: Uint8Array, answer: Uint8Array): Uint8Array | undefined {
    const { own, deps } = this.#circle
    const mine = { account: own.account, sealSecret: own.keys.sealSecret }
    const theirs = { account: peer.account, seal: peer.owned.certificate.seal }
    return pairingSecret(deps.crypto, mine, theirs, concatBytes(nonce, answer))
  }

  #seed(): Uint8Array | undefined {
    return this.#book.seed(this.#circle.now())
  }

  /** A stranger's session lasts half a minute, so it is made anew for as long as two people need. */
  #isAsking(device: DeviceId): boolean {
    const asked = this.#asked.get(device)
    return asked !== undefined && !this.#circle.isSettled(device) && this.#circle.deps.clock.now() - asked.at < RESOURCE.KNOCK_TERM_MS
  }

  #find(id: string): Asking | undefined {
    return [...this.#asking.values()].find(({ device }) => idOf(device) === id)
  }

  #view({ account, device, at, state }: Asking): KnockView {
    const record = this.#circle.book.get(account)
    const name = record === undefined ? shortId(device) : shownName(account, record)
    return { id: idOf(device), kind: 'return', device, account, name, direction: 'in', state, code: undefined, at }
  }

  /** On the computer that recovers: who was asked, and who said yes. */
  #out(): readonly KnockView[] {
    const { book } = this.#circle
    const called = [...this.#calls.all].flatMap(([device, { name }]) => {
      const at = this.#calls.turnOf(device)
      return at === undefined ? [] : [[device, { name, at }] as const]
    })
    return [...new Map([...called, ...this.#asked])].map(([device, { name: announced, at }]) => {
      const account = book.ownerOf(device) ?? this.#calls.all.get(device)?.account
      const record = account === undefined ? undefined : book.get(account)
      const name = account === undefined || record === undefined ? announced : shownName(account, record)
      // A contact by a link has not said yes to the words.
      const state = this.#answered.has(device) ? 'confirmed' : 'waiting'
      return { id: idOf(device), kind: 'return', device, account, name, direction: 'out', state, code: undefined, at }
    })
  }
}

function idOf(device: DeviceId): string {
  return `${ID}${device}`
}
