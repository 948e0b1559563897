/**
 * One attempt to link two computers of one person, as one of them sees it: what was heard goes in, what is due to the other comes out. Pure;
 * each side's first word stands, so a second try would be another code. Grants are made and taken elsewhere (granting.ts, newcomer.ts).
 */
import { toHex } from '../../codec/index.ts'
import type { Crypto } from '../../crypto/index.ts'
import { isLinkingCommitted, linkingCode, linkingCommitment } from '../../identity/index.ts'
import type { DeviceId } from '../../ids/index.ts'
import type { LinkingEndCode, LinkingRole, LinkingState } from '../api-linking.ts'
import type { LinkingMessage, LinkingMessageOf, LinkingRefusal } from './messages.ts'

const CODES: Readonly<Record<LinkingRefusal, LinkingEndCode>> = {
  unknown: 'LINK_UNKNOWN',
  taken: 'LINK_TAKEN',
  'same-side': 'LINK_SAME_SIDE',
  declined: 'LINK_DIFFERENT',
  full: 'TOO_MANY',
  failed: 'LINK_FAILED',
}

/** A message to send once in every session with the other computer, as long as it is due. */
export interface LinkingDue {
  readonly key: string
  readonly frame: 'knock' | 'reply'
  readonly message: LinkingMessage
}

interface Init {
  readonly role: LinkingRole
  readonly device: DeviceId
  readonly isEmpty: boolean
  readonly token: Uint8Array
  readonly nonce: Uint8Array
  readonly expires: number
  /** The taker knows it from the link. */
  readonly peer?: DeviceId
  readonly name: string
}

export class LinkingAttempt {
  readonly role: LinkingRole
  readonly token: Uint8Array
  readonly expires: number
  readonly isEmpty: boolean
  state: LinkingState = 'waiting'
  endCode: LinkingEndCode | undefined
  /** What the other computer calls itself. */
  peerName: string | undefined
  peer: DeviceId | undefined
  /** Of the empty computer, at the other: what its certificate will name. */
  peerSeal: Uint8Array | undefined
  grant: LinkingMessageOf<'linkGrant'> | undefined
  readonly #device: DeviceId
  readonly #name: string
  readonly #nonce: Uint8Array
  #peerCommit: Uint8Array | undefined
  #peerNonce: Uint8Array | undefined
  #digits: string | undefined
  #mine: boolean | undefined
  #theirs = false

  constructor({ role, device, isEmpty, token, nonce, expires, peer, name }: Init) {
    this.role = role
    this.#device = device
    this.isEmpty = isEmpty
    this.token = token
    this.#nonce = nonce
    this.expires = expires
    this.peer = peer
    this.#name = name
  }

  get isOver(): boolean {
    return this.state === 'done' || this.state === 'ended'
  }

  get digits(): string | undefined {
    return this.#digits
  }

  get hasConfirmed(): boolean {
    return this.#mine === true
  }

  end(code: LinkingEndCode): void {
    if (this.isOver) return
    this.state = 'ended'
    this.endCode = code
    if (code === 'LINK_DIFFERENT' || code === 'LINK_CANCELLED') this.#mine = false
  }

  /** Somebody holds the code: undefined when it is the one for whom it is. The first one is, whoever comes later is not. */
  asked(device: DeviceId, { commit, name, isEmpty }: LinkingMessageOf<'linkAsk'>): LinkingRefusal | undefined {
    if (this.role !== 'shows' || this.isOver) return 'unknown'
    if (isEmpty === this.isEmpty) return 'same-side'
    if (this.peer !== undefined) return this.peer === device && toHex(this.#peerCommit ?? commit) === toHex(commit) ? undefined : 'taken'
    this.peer = device
    this.#peerCommit = commit
    this.peerName = name
    return undefined
  }

  /** The one who shows answered with his nonce: the taker can show digits. */
  offered(crypto: Crypto, { nonce, name }: LinkingMessageOf<'linkOffer'>): boolean {
    if (this.role !== 'takes' || this.state !== 'waiting' || this.#peerNonce !== undefined) return false
    this.peerName = name
    return this.#meet(crypto, nonce)
  }

  /** The taker reveals. False: not now, or another nonce than he had committed to. */
  revealed(crypto: Crypto, { nonce }: LinkingMessageOf<'linkReveal'>): boolean {
    if (this.role !== 'shows' || this.state !== 'waiting' || this.#peerCommit === undefined || this.peer === undefined) return false
    const end = { device: this.peer, isEmpty: !this.isEmpty }
    if (!isLinkingCommitted(crypto, this.#peerCommit, this.token, end, nonce)) {
      this.end('LINK_FAILED')
      return false
    }
    return this.#meet(crypto, nonce)
  }

  /** My person compared; the first word stands. */
  confirm(isSame: boolean): void {
    if (this.state !== 'comparing' || this.#mine !== undefined) return
    if (!isSame) return this.end('LINK_DIFFERENT')
    this.#mine = true
    this.#settle()
  }

  heardCompared({ same, seal }: LinkingMessageOf<'linkCompared'>): void {
    if (!same) return this.end('LINK_DIFFERENT')
    if (this.state !== 'comparing' || (!this.isEmpty && seal === undefined)) return
    this.peerSeal = seal
    this.#theirs = true
    this.#settle()
  }

  heardRefused({ why }: LinkingMessageOf<'linkRefused'>): void {
    this.end(CODES[why])
  }

  /** What the other is to hear now. `seal`: of this computer, while it is empty. */
  due(crypto: Crypto, seal: Uint8Array | undefined): readonly LinkingDue[] {
    const { token } = this
    const words: LinkingMessage[] = []
    const isWaiting = this.state === 'waiting'
    const isMet = this.#peerNonce !== undefined && this.state !== 'ended'
    if (this.role === 'takes' && isWaiting) {
      const commit = linkingCommitment(crypto, token, { device: this.#device, isEmpty: this.isEmpty }, this.#nonce)
      words.push({ type: 'linkAsk', token, commit, name: this.#name, isEmpty: this.isEmpty })
    }
    if (this.role === 'shows' && isWaiting && this.#peerCommit !== undefined)
      words.push({ type: 'linkOffer', token, name: this.#name, nonce: this.#nonce })
    if (this.role === 'takes' && isMet) words.push({ type: 'linkReveal', token, nonce: this.#nonce })
    if (this.#mine !== undefined)
      words.push({ type: 'linkCompared', token, same: this.#mine, ...(this.isEmpty && this.#mine && seal !== undefined && { seal }) })
    if (this.state === 'agreed' && this.grant !== undefined) words.push(this.grant)
    if (this.state === 'done' && this.isEmpty) words.push({ type: 'linkDone', token })
    return words.map((message) => ({
      key: `${message.type} ${toHex(token)}`,
      frame: message.type === 'linkAsk' ? 'knock' : 'reply',
      message,
    }))
  }

  #meet(crypto: Crypto, nonce: Uint8Array): boolean {
    const { peer } = this
    if (peer === undefined) return false
    this.#peerNonce = nonce
    this.#digits = linkingCode(
      crypto,
      this.token,
      { device: this.#device, isEmpty: this.isEmpty, nonce: this.#nonce },
      { device: peer, isEmpty: !this.isEmpty, nonce },
    )
    this.state = 'comparing'
    return true
  }

  #settle(): void {
    if (this.state === 'comparing' && this.#mine === true && this.#theirs) this.state = 'agreed'
  }
}
