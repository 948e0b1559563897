/**
 * Becoming contacts by a link (SYNC-17). Whoever accepted a link asks the device it names, in every session and for as long as the link
 * holds, until there is an answer; whoever made it answers the same to the same person for ever. Both then share a secret, and the one who
 * accepted makes the direct room.
 */
import { equalBytes, toHex } from '../../codec/index.ts'
import { type ContactInvite, canonicalAddress, contactLink, isVerifiedByScan, pairingSecret } from '../../contacts/index.ts'
import type { AccountId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { outsideFirst } from '../../reach/index.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { PeerSession } from '../../sync/index.ts'
import type { ActCode } from '../api.ts'
import { type AcceptedContact, acceptedContacts } from './accepted-links.ts'
import { type Circle, type Due, blank } from './circle.ts'
import { type IssuedLink, IssuedLinks } from './issued-links.ts'
import type { MessageOf } from './messages.ts'
import { type ProvenPeer, claimedAccount } from './peer-card.ts'
import { Waiters } from './waiters.ts'

export type PairingEnd = Result<undefined, ActCode>

export class LinkPairing {
  readonly #circle: Circle
  readonly #issued: IssuedLinks
  readonly #accepted
  readonly #waiters: Waiters<AccountId, PairingEnd>
  /** They used my link while I was waiting for theirs. */
  readonly #crossed = new Set<AccountId>()

  constructor(circle: Circle) {
    this.#circle = circle
    this.#issued = circle.keeps(new IssuedLinks(circle.deps.store))
    this.#accepted = circle.keeps(acceptedContacts(circle.deps.store))
    this.#waiters = new Waiters(circle.deps.clock)
    circle.wants((device) => this.#accepted.entries().some(([, { invite }]) => invite.device === device))
  }

  get isWaiting(): boolean {
    return this.#accepted.size > 0
  }

  /** When the links I handed out end, of those that wait for somebody; wall ms. */
  open(): readonly number[] {
    return this.#issued.open()
  }

  usersOf(token: Uint8Array): readonly AccountId[] {
    return this.#issued.usersOf(token)
  }

  issue(options: { readonly expiresInMs?: number; readonly inPerson?: boolean }): Result<{ readonly link: string }, ActCode> {
    const { own, deps } = this.#circle
    const issued = this.#circle.now()
    const term = Math.min(Math.max(1, Math.floor(options.expiresInMs ?? RESOURCE.CONTACT_INVITE_TERM_MS)), RESOURCE.CONTACT_INVITE_TERM_MS)
    const expires = issued + term
    const inPerson = options.inPerson ?? false
    let token: Uint8Array | undefined
    const isKept = this.#circle.commit(() => {
      token = this.#issued.issue(deps.rng, { issued, expires, inPerson, uses: 1 })
    })
    if (!isKept) return fail('STORE_FULL')
    if (token === undefined) return fail('TOO_MANY')
    const addresses = outsideFirst(deps.addresses()).filter((address) => canonicalAddress(address) !== undefined)
    const entrances = (deps.entrances?.toTell() ?? []).filter((address) => canonicalAddress(address) !== undefined)
    return ok({
      link: contactLink({
        account: own.account,
        device: own.keys.device,
        token,
        issued,
        expires,
        addresses: addresses.slice(0, RESOURCE.ADDRESSES_PER_INVITE),
        name: own.name,
        inPerson,
        ...(entrances.length > 0 && { entrances: entrances.slice(0, RESOURCE.ENTRANCES_PER_INVITE) }),
      }),
    })
  }

  /** `paired`: nothing is left to do. `asked`: written down, and tried from now on. */
  accept(invite: ContactInvite, scanned: boolean): Result<'paired' | 'asked', ActCode> {
    const { own, book, deps } = this.#circle
    if (invite.account === own.account || invite.device === own.keys.device) return fail('OWN_LINK')
    const before = book.get(invite.account)
    if (before?.isBlocked === true) return fail('BLOCKED')
    const proves = scanned && invite.inPerson && before?.isVerified === false
    const isKnown = before?.state === 'paired' && book.devices(invite.account, this.#circle.now()).includes(invite.device)
    if (isKnown && !proves) return ok('paired')
    if (this.#accepted.get(invite.account) === undefined && this.#accepted.size >= RESOURCE.ACCEPTED_LINKS) return fail('TOO_MANY')
    if (!this.#circle.hasRoomFor(invite.account)) return fail('TOO_MANY')
    const isKept = this.#circle.commit(() => {
      this.#accepted.put(invite.account, { invite, scanned })
      if (before === undefined) {
        book.put(invite.account, { ...blank(this.#circle.now()), ...(invite.name !== undefined && { announced: invite.name }) })
      }
    })
    if (!isKept) return fail('STORE_FULL')
    if (before === undefined) this.#circle.changed(invite.account)
    deps.connect(invite.device, invite.addresses)
    if (invite.entrances !== undefined) deps.entrances?.told(invite.device, invite.entrances)
    return ok('asked')
  }

  wait(account: AccountId, signal?: AbortSignal): Promise<PairingEnd | undefined> {
    return this.#waiters.wait(account, RESOURCE.ACCEPT_WAIT_MS, signal)
  }

  /** The device a link is still waiting for: all that is known of somebody merely asked. */
  deviceAsked(account: AccountId): ContactInvite['device'] | undefined {
    return this.#accepted.get(account)?.invite.device
  }

  start(): void {
    this.expire()
    for (const [, { invite }] of this.#accepted.entries()) this.#circle.deps.connect(invite.device, invite.addresses)
  }

  stop(): void {
    this.#waiters.stop()
  }

  expire(): void {
    const now = this.#circle.now()
    this.#circle.commit(() => this.#issued.prune(now))
    for (const [account, { invite }] of this.#accepted.entries()) if (now >= invite.expires) this.#end(account, 'EXPIRED')
  }

  /** I blocked them: what I accepted is void. */
  forget(account: AccountId): void {
    if (this.#accepted.get(account) !== undefined) this.#end(account, 'BLOCKED')
  }

  due({ device }: PeerSession): readonly Due[] {
    const { own } = this.#circle
    const now = this.#circle.now()
    return this.#accepted
      .entries()
      .filter(([, { invite }]) => invite.device === device && now < invite.expires)
      .map(([, { invite, scanned }]) => ({
        key: `pair ${toHex(invite.token)}`,
        frame: 'knock',
        message: { type: 'pair', token: invite.token, card: own.knockCard(), name: own.name, scanned },
      }))
  }

  /** Somebody holds a link of mine. */
  heardPair(session: PeerSession, message: MessageOf<'pair'>): void {
    const { token } = message
    const met = this.#admit(session, message)
    // Nothing to say that would hold: asked again in the next session, there may be room by then.
    if (met === 'STORE_FULL') return
    // One answer for everything that is not honoured: it tells neither what was wrong nor who is blocked (SYNC-16).
    if (met === undefined) return this.#circle.reply(session, { type: 'refused', token })
    const { own } = this.#circle
    if (this.#accepted.get(met.account) !== undefined) this.#crossed.add(met.account)
    this.#circle.reply(session, { type: 'paired', token, card: own.knockCard(), name: own.name })
    this.#circle.met(met.account, session.device)
    this.#waiters.settle(met.account, ok(undefined))
  }

  heardPaired(session: PeerSession, { token, card, name }: MessageOf<'paired'>): void {
    const entry = this.#find(session, token)
    if (entry === undefined) return this.#circle.refuse('NOT_ASKED')
    const [account, { invite, scanned }] = entry
    const { own } = this.#circle
    const peer = this.#circle.prove(session, card)
    const secret = peer?.account === account ? this.#secretWith(peer, token) : undefined
    if (peer === undefined || secret === undefined) {
      // Noise says it is the device the link names, and it is not that account's: the link lies.
      this.#circle.refuse('FORGED_CARD')
      return this.#end(account, 'BAD_LINK')
    }
    // Of two who accepted each other's links, the lower account makes the room.
    const isCrossed = this.#crossed.delete(account)
    const isVerified = isVerifiedByScan(invite, { now: this.#circle.now(), byCamera: scanned, isFirst: true })
    const isKept = this.#circle.commit(() => {
      this.#accepted.delete(account)
      const owesRoom = !isCrossed || own.account < account
      this.#circle.keep({ peer, device: session.device, name, secret, isVerified, owesRoom })
    })
    // Asked again in the next session, and answered the same.
    if (!isKept) return
    this.#circle.met(account, session.device)
    this.#waiters.settle(account, ok(undefined))
  }

  heardRefused(session: PeerSession, { token }: MessageOf<'refused'>): void {
    const entry = this.#find(session, token)
    if (entry === undefined) return this.#circle.refuse('NOT_ASKED')
    this.#end(entry[0], 'USED_UP')
  }

  #admit(session: PeerSession, { token, card, name, scanned }: MessageOf<'pair'>): ProvenPeer | 'STORE_FULL' | undefined {
    const { book, own } = this.#circle
    const claimed = claimedAccount(card)
    if (claimed === undefined || claimed === own.account) return this.#refused('BAD_CARD')
    const now = this.#circle.now()
    const use = this.#issued.check(token, claimed, now)
    // Signatures are checked only for a token that would be honoured.
    if (use.how === 'refused') return this.#refused('BAD_TOKEN')
    if (book.get(claimed)?.isBlocked === true) return this.#refused('BLOCKED')
    if (!this.#circle.hasRoomFor(claimed)) return this.#refused('TOO_MANY')
    const peer = this.#circle.prove(session, card)
    const secret = peer === undefined ? undefined : this.#secretWith(peer, token)
    if (peer === undefined || secret === undefined) return this.#refused('FORGED_CARD')
    const isVerified = scanned && use.how === 'first' && isFreshInPerson(use.link, now)
    const isKept = this.#circle.commit(() => {
      this.#issued.use(token, peer.account)
      this.#circle.keep({ peer, device: session.device, name, secret, isVerified, owesRoom: false })
    })
    return isKept ? peer : 'STORE_FULL'
  }

  #secretWith(peer: ProvenPeer, token: Uint8Array): Uint8Array | undefined {
    const { own, deps } = this.#circle
    const { seal } = peer.owned.certificate
    return pairingSecret(deps.crypto, { account: own.account, sealSecret: own.keys.sealSecret }, { account: peer.account, seal }, token)
  }

  #find({ device }: PeerSession, token: Uint8Array): readonly [AccountId, AcceptedContact] | undefined {
    return this.#accepted.entries().find(([, { invite }]) => invite.device === device && equalBytes(invite.token, token))
  }

  /** The link leads nowhere. Somebody who was no contact before is none now. */
  #end(account: AccountId, code: ActCode): void {
    const { book } = this.#circle
    this.#crossed.delete(account)
    const device = this.deviceAsked(account)
    const record = book.get(account)
    const isNobody = record?.state === 'asked' && !record.isBlocked
    const isKept = this.#circle.commit(() => {
      this.#accepted.delete(account)
      if (isNobody) book.delete(account)
    })
    if (!isKept) return
    if (device !== undefined) this.#circle.release(device)
    if (isNobody) this.#circle.changed(account)
    this.#waiters.settle(account, fail(code))
  }

  #refused(code: string): undefined {
    this.#circle.refuse(code)
    return undefined
  }
}

function isFreshInPerson({ inPerson, issued }: IssuedLink, now: number): boolean {
  return inPerson && now >= issued && now - issued <= RESOURCE.CONTACT_IN_PERSON_MS
}
