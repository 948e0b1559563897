/**
 * The place where a computer is linked with another of the same person, on either side: it shows or takes a code, hears and says what an
 * attempt needs, over whatever sessions there are, and lets it run out. One attempt at a time; nothing of it is on disk.
 */
import { equalBytes } from '../../codec/index.ts'
import { type DeviceLink, TOKEN_BYTES, canonicalAddress, linkToDevice, parseLink } from '../../contacts/index.ts'
import type { Clock, Crypto, Rng } from '../../crypto/index.ts'
import { PAIRING_NONCE_BYTES, cleanName } from '../../identity/index.ts'
import { type DeviceId, shortId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import { NamedTimers } from '../../timers/index.ts'
import type { PeerSession } from '../../sync/index.ts'
import type { LinkingCode, LinkingView } from '../api-linking.ts'
import { LinkingAttempt } from './attempt.ts'
import { type LinkingMessage, type LinkingMessageOf, type LinkingRefusal, decodeLinking, encodeLinking } from './messages.ts'

/** Sessions with strangers end after half a minute (UNMATCHED_SESSION_MS): what is due is said again in the next one. */
const LOOK_MS = 5_000
/** A little more than what the other side counts knocks in. */
const KNOCK_WINDOW_MS = 65_000

export interface LinkingDeskDeps {
  readonly crypto: Crypto
  readonly rng: Rng
  readonly clock: Clock
  readonly device: DeviceId
  /** This computer has no account yet: what is sealed to it is sealed to this key. */
  readonly seal: Uint8Array | undefined
  /** What this computer is called. */
  name(): string
  addresses(): readonly string[]
  connect(device: DeviceId, addresses: readonly string[]): void
  disconnect(device: DeviceId): void
  sessions(): readonly PeerSession[]
  /** Whether that device may be linked at all; false: not one of ours any more, or blocked. */
  admits(device: DeviceId): boolean
  changed(): void
  /** The account's side: both persons said yes. Gives what the empty computer needs, or why it gets nothing. */
  grant?(attempt: LinkingAttempt, device: DeviceId): Result<LinkingMessageOf<'linkGrant'>, 'TOO_MANY' | 'STORE_FULL' | 'LINK_FAILED'>
  /** The empty side: what came of the account. Settles when it is on disk. */
  granted?(attempt: LinkingAttempt, grant: LinkingMessageOf<'linkGrant'>): Promise<Result<undefined, LinkingCode>>
}

export class LinkingDesk {
  readonly #deps: LinkingDeskDeps
  readonly #timers: NamedTimers
  #attempt: LinkingAttempt | undefined
  #link: string | undefined
  #isStoring = false
  /** What each session was told already. */
  readonly #told = new WeakMap<PeerSession, Set<string>>()
  #knocked: readonly number[] = []
  #refusals = new Map<string, number>()

  constructor(deps: LinkingDeskDeps) {
    this.#deps = deps
    this.#timers = new NamedTimers(deps.clock)
  }

  view(): LinkingView | undefined {
    const attempt = this.#attempt
    if (attempt === undefined) return undefined
    const { state, role, digits, peerName, endCode, expires, hasConfirmed } = attempt
    return {
      state,
      role,
      expires,
      hasConfirmed,
      ...(this.#link !== undefined && state === 'waiting' && { link: this.#link }),
      ...(digits !== undefined && (state === 'comparing' || state === 'agreed') && { digits }),
      ...(peerName !== undefined && { name: peerName }),
      ...(endCode !== undefined && { code: endCode }),
    }
  }

  /** How often something was refused here, by code. */
  refusals(): ReadonlyMap<string, number> {
    return this.#refusals
  }

  /** A code for the other computer; one that was shown before is void. */
  show(): Result<LinkingView, LinkingCode> {
    if (this.#isBusy) return fail('LINK_BUSY')
    const { rng, clock, device, seal } = this.#deps
    const issued = Math.max(0, Math.floor(clock.now()))
    const expires = issued + RESOURCE.LINKING_TERM_MS
    const token = rng.bytes(TOKEN_BYTES)
    const isEmpty = seal !== undefined
    const name = this.#name
    this.#link = linkToDevice({
      device,
      token,
      issued,
      expires,
      addresses: this.#addresses(),
      side: isEmpty ? 'empty' : 'account',
      name,
    })
    return this.#begin(new LinkingAttempt({ role: 'shows', device, isEmpty, token, nonce: rng.bytes(PAIRING_NONCE_BYTES), expires, name }))
  }

  /** A code of the other computer, typed, pasted or scanned. */
  take(text: string): Result<LinkingView, LinkingCode> {
    if (this.#isBusy) return fail('LINK_BUSY')
    const { rng, clock, device, seal } = this.#deps
    const read = parseLink(text, clock.now())
    if (!read.ok) return fail(read.code === 'EXPIRED' || read.code === 'UNSUPPORTED' ? read.code : 'BAD_LINK')
    if (read.value.type !== 'device') return fail('LINK_NOT_DEVICE')
    const { link } = read.value
    const refusal = this.#refusalOf(link)
    if (refusal !== undefined) return fail(refusal)
    const isEmpty = seal !== undefined
    this.#link = undefined
    const begun = this.#begin(
      new LinkingAttempt({
        role: 'takes',
        device,
        isEmpty,
        token: link.token,
        nonce: rng.bytes(PAIRING_NONCE_BYTES),
        expires: clock.now() + RESOURCE.LINKING_TERM_MS,
        peer: link.device,
        name: this.#name,
      }),
    )
    this.#deps.connect(link.device, link.addresses)
    this.#speak()
    return begun
  }

  /** The person compared the digits. LINK_NONE: none are on the screen. */
  confirm(isSame: boolean): Result<LinkingView, LinkingCode> {
    const attempt = this.#attempt
    if (attempt === undefined || attempt.digits === undefined || attempt.isOver) return fail('LINK_NONE')
    attempt.confirm(isSame)
    this.#advance(attempt)
    const view = this.view()
    return view === undefined ? fail('LINK_NONE') : ok(view)
  }

  cancel(): void {
    const attempt = this.#attempt
    if (attempt === undefined || this.#isStoring) return
    attempt.end('LINK_CANCELLED')
    this.#advance(attempt)
    this.#forget()
    this.#deps.changed()
  }

  /** True when it was ours to hear. */
  heard(session: PeerSession, payload: Uint8Array, frame: 'knock' | 'reply'): boolean {
    const message = decodeLinking(payload)
    if (message === undefined) return false
    if ((message.type === 'linkAsk') !== (frame === 'knock')) this.#refuse('BAD_KNOCK')
    else if (message.type === 'linkAsk') this.#heardAsk(session, message)
    else this.#heardReply(session, message)
    return true
  }

  /** A stream with that device is new: what is due to it is said. */
  attached(device: DeviceId): void {
    if (this.#attempt?.peer === device) this.#speak()
  }

  /** The new computer has come as one of ours: it has everything, whatever became of its last word. */
  arrived(device: DeviceId): void {
    const attempt = this.#attempt
    if (attempt === undefined || attempt.isEmpty || attempt.state !== 'agreed' || attempt.peer !== device) return
    attempt.state = 'done'
    this.#advance(attempt)
  }

  wants(device: DeviceId): boolean {
    const attempt = this.#attempt
    return attempt !== undefined && attempt.role === 'takes' && attempt.peer === device && !attempt.isOver
  }

  stop(): void {
    this.#timers.close()
  }

  /** One that goes on is ended by cancelling it, not by another: digits are on a screen. */
  get #isBusy(): boolean {
    // What both agreed on is with the new computer now: it comes by itself, or its code is void.
    return this.#attempt?.state === 'comparing' || this.#isStoring
  }

  get #name(): string {
    return cleanName(this.#deps.name()) || shortId(this.#deps.device)
  }

  #addresses(): readonly string[] {
    const known = this.#deps.addresses().filter((each) => canonicalAddress(each) !== undefined)
    return known.slice(0, RESOURCE.ADDRESSES_PER_INVITE)
  }

  #refusalOf({ device, side }: DeviceLink): LinkingCode | undefined {
    if (device === this.#deps.device) return 'OWN_LINK'
    const isEmpty = this.#deps.seal !== undefined
    if ((side === 'empty') === isEmpty) return 'LINK_SAME_SIDE'
    return this.#deps.admits(device) ? undefined : 'BLOCKED'
  }

  #begin(attempt: LinkingAttempt): Result<LinkingView, LinkingCode> {
    this.#forget()
    this.#attempt = attempt
    this.#timers.after('expire', RESOURCE.LINKING_TERM_MS, () => {
      attempt.end('EXPIRED')
      this.#advance(attempt)
    })
    this.#look()
    this.#deps.changed()
    const view = this.view()
    return view === undefined ? fail('LINK_NONE') : ok(view)
  }

  #forget(): void {
    const attempt = this.#attempt
    this.#attempt = undefined
    this.#timers.stop('expire')
    this.#timers.stop('look')
    if (attempt?.role === 'takes' && attempt.peer !== undefined) this.#deps.disconnect(attempt.peer)
  }

  #look(): void {
    this.#timers.after('look', LOOK_MS, () => {
      if (this.#attempt === undefined) return
      this.#speak()
      this.#look()
    })
  }

  #heardAsk(session: PeerSession, message: LinkingMessageOf<'linkAsk'>): void {
    const attempt = this.#attempt
    const isOurs = attempt !== undefined && equalBytes(attempt.token, message.token)
    const refusal: LinkingRefusal | undefined =
      !isOurs || !this.#deps.admits(session.device) ? 'unknown' : attempt.asked(session.device, message)
    if (refusal !== undefined) {
      this.#refuse(`LINK_${refusal.toUpperCase()}`)
      return session.knockReply(encodeLinking({ type: 'linkRefused', token: message.token, why: refusal }))
    }
    if (attempt !== undefined) this.#advance(attempt)
  }

  #heardReply(session: PeerSession, message: Exclude<LinkingMessage, { readonly type: 'linkAsk' }>): void {
    const attempt = this.#attempt
    // From the computer this attempt is with, and no other: Noise says which it is.
    if (attempt === undefined || attempt.peer !== session.device || !equalBytes(attempt.token, message.token))
      return this.#refuse('NOT_ASKED')
    const { crypto } = this.#deps
    switch (message.type) {
      case 'linkOffer':
        attempt.offered(crypto, message)
        break
      case 'linkReveal':
        attempt.revealed(crypto, message)
        break
      case 'linkCompared':
        attempt.heardCompared(message)
        break
      case 'linkRefused':
        attempt.heardRefused(message)
        break
      case 'linkDone':
        if (!attempt.isEmpty && attempt.state === 'agreed' && attempt.grant !== undefined) attempt.state = 'done'
        break
      case 'linkGrant':
        return void this.#take(attempt, message)
    }
    this.#advance(attempt)
  }

  /** Whatever follows from what was just heard or said. */
  #advance(attempt: LinkingAttempt): void {
    if (attempt.state === 'agreed' && attempt.grant === undefined && this.#deps.grant !== undefined && attempt.peer !== undefined) {
      const granted = this.#deps.grant(attempt, attempt.peer)
      if (granted.ok) attempt.grant = granted.value
      else {
        attempt.end(granted.code)
        this.#tell(attempt.peer, { type: 'linkRefused', token: attempt.token, why: granted.code === 'LINK_FAILED' ? 'failed' : 'full' })
      }
    }
    this.#speak()
    if (attempt.isOver) {
      this.#timers.stop('expire')
      if (attempt.role === 'takes' && attempt.peer !== undefined && attempt.state === 'ended') this.#deps.disconnect(attempt.peer)
    }
    this.#deps.changed()
  }

  async #take(attempt: LinkingAttempt, grant: LinkingMessageOf<'linkGrant'>): Promise<void> {
    const { granted } = this.#deps
    // Only after both said yes, and once.
    if (granted === undefined || !attempt.isEmpty || attempt.state !== 'agreed' || this.#isStoring) return this.#refuse('NOT_ASKED')
    this.#isStoring = true
    const stored = await granted(attempt, grant)
    this.#isStoring = false
    if (stored.ok) attempt.state = 'done'
    else attempt.end(stored.code === 'STORE_FULL' ? 'STORE_FULL' : 'LINK_FAILED')
    this.#advance(attempt)
  }

  #speak(): void {
    const attempt = this.#attempt
    if (attempt?.peer === undefined) return
    for (const session of this.#deps.sessions()) {
      if (session.device !== attempt.peer) continue
      const told = this.#told.get(session) ?? new Set()
      this.#told.set(session, told)
      for (const { key, frame, message } of attempt.due(this.#deps.crypto, this.#deps.seal)) {
        if (told.has(key) || (frame === 'knock' && !this.#mayKnock())) continue
        told.add(key)
        if (frame === 'knock') session.knock(encodeLinking(message))
        else session.knockReply(encodeLinking(message))
      }
    }
  }

  #tell(device: DeviceId, message: LinkingMessage): void {
    for (const session of this.#deps.sessions()) if (session.device === device) session.knockReply(encodeLinking(message))
  }

  /** SYNC-16: more than that the other side takes for a flood. */
  #mayKnock(): boolean {
    const now = this.#deps.clock.now()
    this.#knocked = this.#knocked.filter((time) => time > now - KNOCK_WINDOW_MS && time <= now)
    if (this.#knocked.length >= RESOURCE.KNOCKS_PER_MINUTE) return false
    this.#knocked = [...this.#knocked, now]
    return true
  }

  #refuse(code: string): void {
    this.#refusals.set(code, (this.#refusals.get(code) ?? 0) + 1)
  }
}
