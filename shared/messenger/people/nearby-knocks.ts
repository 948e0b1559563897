/**
 * Asking somebody nearby, and being asked (SYNC-16): which attempts there are, how many may wait, how long, and how often the same stranger
 * may ask for attention. Nothing of it is on disk; an attempt that is not finished in ten minutes never was.
 */
import { equalBytes } from '../../codec/index.ts'
import { pairingSecret } from '../../contacts/index.ts'
import { PAIRING_NONCE_BYTES, pairingCommitment } from '../../identity/index.ts'
import { type DeviceId, parseId, shortId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { PeerSession } from '../../sync/index.ts'
import type { ActCode, KnockView } from '../api.ts'
import type { Asker } from './blocking.ts'
import type { Circle, Due } from './circle.ts'
import { Comparison, type Shown } from './comparison.ts'
import type { MessageOf } from './messages.ts'
import { announcedName } from './names.ts'

/** Finished attempts are still shown for a while; the oldest of them make room. */
const MOST_ATTEMPTS = 3 * RESOURCE.KNOCKS_WAITING

export class NearbyKnocks {
  readonly #circle: Circle
  readonly #visit: (device: DeviceId) => void
  readonly #attempts = new Map<DeviceId, Comparison>()
  readonly #timers = new Map<DeviceId, () => void>()
  /** When a device last popped up, and when its person was last told no. */
  readonly #shown = new Map<DeviceId, number>()
  readonly #declined = new Map<DeviceId, number>()

  constructor(circle: Circle, visit: (device: DeviceId) => void) {
    this.#circle = circle
    this.#visit = visit
    circle.wants((device) => {
      const attempt = this.#attempts.get(device)
      return attempt !== undefined && attempt.role === 'asker' && !attempt.isOver
    })
  }

  views(): readonly KnockView[] {
    return [...this.#attempts.values()].map((attempt) => attempt.view())
  }

  has(id: string): boolean {
    return this.#find(id) !== undefined
  }

  ask(device: DeviceId): Result<KnockView, ActCode> {
    const { own, book, deps } = this.#circle
    if (device === own.keys.device) return fail('OWN_LINK')
    if (book.isBlockedDevice(device)) return fail('BLOCKED')
    const before = this.#attempts.get(device)
    if (before !== undefined && !before.isOver) {
      // They asked first, and asking back is a yes.
      return before.role === 'answerer' && !before.isOffered ? this.answer(device, true) : ok(before.view())
    }
    const seen = deps.nearby().find((each) => each.device === device)
    if (seen === undefined && this.#circle.sessionsOf(device).length === 0) return fail('UNREACHABLE')
    if (this.#waiting('asker') >= RESOURCE.KNOCKS_WAITING) return fail('TOO_MANY')
    const nonce = deps.rng.bytes(PAIRING_NONCE_BYTES)
    const commit = pairingCommitment(deps.crypto, { account: own.account, device: own.keys.device }, nonce)
    const name = announcedName(seen?.name) ?? shortId(device)
    const attempt = new Comparison({ role: 'asker', device, commit, at: this.#now(), name, nonce })
    this.#add(attempt)
    deps.connect(device, seen?.addresses ?? [])
    this.#tell(attempt)
    return ok(attempt.view())
  }

  answer(id: string, isWelcome: boolean): Result<KnockView, ActCode> {
    const attempt = this.#find(id)
    if (attempt === undefined || attempt.role !== 'answerer' || attempt.state !== 'waiting' || attempt.isOffered) return fail('NO_KNOCK')
    if (isWelcome) attempt.offer(this.#circle.deps.rng.bytes(PAIRING_NONCE_BYTES))
    else this.#decline(attempt)
    this.#tell(attempt)
    return ok(attempt.view())
  }

  /** Who is behind an attempt that goes on; undefined: none does. */
  asker(id: string): Asker | undefined {
    const attempt = this.#find(id)
    if (attempt === undefined || attempt.isOver) return undefined
    const { device, name, peer } = attempt
    return { device, name, account: peer?.account, card: peer?.card }
  }

  /** No, also when the digits are on the screen already. */
  turnAway(id: string): Result<KnockView, ActCode> {
    return this.#find(id)?.state === 'comparing' ? this.confirm(id, false) : this.answer(id, false)
  }

  confirm(id: string, same: boolean): Result<KnockView, ActCode> {
    const attempt = this.#find(id)
    if (attempt === undefined || attempt.state !== 'comparing') return fail('NO_KNOCK')
    // The first word stands: they may have acted on it.
    if (attempt.hasConfirmed) return ok(attempt.view())
    const isDone = attempt.confirm(same)
    if (!same) remember(this.#declined, attempt.device, this.#now())
    this.#tell(attempt)
    if (isDone) this.#finish(attempt)
    return ok(attempt.view())
  }

  due({ device }: PeerSession): readonly Due[] {
    const { own } = this.#circle
    const shown: Shown = { account: own.account, device: own.keys.device, card: own.knockCard(), name: own.name }
    return this.#attempts.get(device)?.due(shown) ?? []
  }

  heardAsk({ device }: PeerSession, { commit, name }: MessageOf<'ask'>): void {
    const before = this.#attempts.get(device)
    if (before !== undefined && (before.role === 'asker' ? !before.isOver : equalBytes(before.commit, commit))) {
      return this.#crossed(before, commit, name)
    }
    if (this.#isRecent(this.#declined, device)) return this.#circle.refuse('DECLINED')
    if ((before === undefined || before.isOver) && this.#waiting('answerer') >= RESOURCE.KNOCKS_WAITING) {
      return this.#circle.refuse('BUSY')
    }
    const attempt = this.#asked(device, commit, name)
    // Once in a while one device may ask for attention; after that it waits in the list.
    const isFirst = !this.#isRecent(this.#shown, device)
    if (isFirst) remember(this.#shown, device, this.#now())
    // What the person had said yes to is void now, and must not stay on the screen.
    if (isFirst || (before !== undefined && !before.isOver && before.isOffered))
      this.#circle.deps.emit({ type: 'knock', id: attempt.device })
  }

  heardOffer(session: PeerSession, message: MessageOf<'offer'>): void {
    this.#meet(session, 'asker', message)
  }

  heardReveal(session: PeerSession, message: MessageOf<'reveal'>): void {
    this.#meet(session, 'answerer', message)
  }

  heardCompared({ device }: PeerSession, { commit, same }: MessageOf<'compared'>): void {
    const attempt = this.#attempts.get(device)
    if (attempt === undefined || attempt.isOver || !equalBytes(attempt.commit, commit)) return
    const isDone = attempt.heard(same)
    if (isDone) this.#finish(attempt)
    else if (attempt.isOver) this.#tell(attempt)
  }

  /** I blocked them. */
  forget(isTheirs: (device: DeviceId) => boolean): void {
    for (const attempt of this.#attempts.values()) {
      const { peer, device } = attempt
      if (!isTheirs(device) && !(peer !== undefined && this.#circle.book.get(peer.account)?.isBlocked === true)) continue
      this.#drop(device)
      this.#circle.deps.emit({ type: 'knock', id: device })
    }
  }

  stop(): void {
    for (const cancel of this.#timers.values()) cancel()
    this.#timers.clear()
  }

  /** An ask for which there is an attempt already: the same one again, or mine and theirs met halfway. */
  #crossed(before: Comparison, commit: Uint8Array, name: string | undefined): void {
    if (before.role === 'answerer') return this.#visit(before.device)
    // Both asked: the lower device's ask stands, and the other side's person has said yes by asking.
    if (before.state !== 'waiting' || this.#circle.own.keys.device < before.device) return
    const attempt = this.#asked(before.device, commit, name ?? before.name)
    attempt.offer(this.#circle.deps.rng.bytes(PAIRING_NONCE_BYTES))
    this.#tell(attempt)
  }

  #asked(device: DeviceId, commit: Uint8Array, name: string | undefined): Comparison {
    const shown = announcedName(name) ?? shortId(device)
    const attempt = new Comparison({ role: 'answerer', device, commit, at: this.#now(), name: shown })
    this.#add(attempt)
    return attempt
  }

  #meet(session: PeerSession, role: Comparison['role'], { commit, card, name, nonce }: MessageOf<'offer'> | MessageOf<'reveal'>): void {
    const attempt = this.#attempts.get(session.device)
    if (attempt === undefined || attempt.role !== role || attempt.state !== 'waiting' || !attempt.isOffered) return
    if (!equalBytes(attempt.commit, commit)) return
    const { own, book, deps } = this.#circle
    const peer = this.#circle.prove(session, card)
    if (peer === undefined || peer.account === own.account) return this.#circle.refuse('FORGED_CARD')
    // A new device of somebody blocked looks to him like one whose person never answers.
    if (book.get(peer.account)?.isBlocked === true) return this.#drop(session.device)
    if (!attempt.meet(deps.crypto, { account: own.account, device: own.keys.device }, peer, nonce)) {
      this.#circle.refuse('BAD_REVEAL')
      attempt.refuse()
    }
    attempt.name = announcedName(name) ?? peer.owned.certificate.name ?? attempt.name
    this.#tell(attempt)
  }

  #finish(attempt: Comparison): void {
    const { peer, salt, device, name } = attempt
    const { own, deps } = this.#circle
    if (peer === undefined || salt === undefined) return
    const mine = { account: own.account, sealSecret: own.keys.sealSecret }
    const secret = pairingSecret(deps.crypto, mine, { account: peer.account, seal: peer.owned.certificate.seal }, salt)
    const owesRoom = attempt.role === 'asker'
    const meeting = { peer, device, name, isVerified: true, owesRoom }
    const isKept =
      secret !== undefined && this.#circle.hasRoomFor(peer.account) && this.#circle.commit(() => this.#circle.keep({ ...meeting, secret }))
    if (!isKept) {
      this.#circle.refuse('NOT_KEPT')
      attempt.refuse()
      return this.#tell(attempt)
    }
    // My last word first: tags for a secret they do not have yet would match nothing.
    this.#tell(attempt)
    this.#circle.met(peer.account, device)
  }

  #decline(attempt: Comparison): void {
    attempt.refuse()
    remember(this.#declined, attempt.device, this.#now())
  }

  #tell({ device }: Comparison): void {
    this.#visit(device)
    this.#circle.deps.emit({ type: 'knock', id: device })
  }

  #add(attempt: Comparison): void {
    this.#drop(attempt.device)
    if (this.#attempts.size >= MOST_ATTEMPTS) {
      const finished = [...this.#attempts.values()].find(({ isOver }) => isOver)
      if (finished !== undefined) this.#drop(finished.device)
    }
    this.#attempts.set(attempt.device, attempt)
    this.#arm(attempt)
  }

  /** Unfinished after ten minutes: expired. Finished: out of the list ten minutes later. */
  #arm(attempt: Comparison): void {
    const { device } = attempt
    this.#timers.set(
      device,
      this.#circle.deps.clock.after(RESOURCE.KNOCK_TERM_MS, () => {
        if (attempt.isOver) return this.#drop(device)
        attempt.expire()
        if (attempt.role === 'asker') this.#circle.release(device)
        this.#arm(attempt)
        this.#circle.deps.emit({ type: 'knock', id: device })
      }),
    )
  }

  #drop(device: DeviceId): void {
    this.#timers.get(device)?.()
    this.#timers.delete(device)
    const attempt = this.#attempts.get(device)
    this.#attempts.delete(device)
    if (attempt?.role === 'asker') this.#circle.release(device)
  }

  #find(id: string): Comparison | undefined {
    const device = parseId('device', id)
    return device === undefined ? undefined : this.#attempts.get(device)
  }

  #waiting(role: Comparison['role']): number {
    return [...this.#attempts.values()].filter((each) => each.role === role && !each.isOver).length
  }

  #isRecent(times: ReadonlyMap<DeviceId, number>, device: DeviceId): boolean {
    const time = times.get(device)
    return time !== undefined && Math.abs(this.#now() - time) < RESOURCE.KNOCK_QUIET_MS
  }

  #now(): number {
    return this.#circle.deps.clock.now()
  }
}

/** Bounded: strangers can make device ids without end. */
function remember(times: Map<DeviceId, number>, device: DeviceId, now: number): void {
  times.delete(device)
  times.set(device, now)
  const [oldest] = times.keys()
  if (times.size > RESOURCE.KNOCKS_REMEMBERED && oldest !== undefined) times.delete(oldest)
}
