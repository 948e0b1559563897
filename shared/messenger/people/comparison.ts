/**
 * One attempt to become contacts with a device seen nearby. The asker commits to a nonce; the other side, once its person says yes, shows
 * who it is and a nonce of its own; the asker reveals. Both screens then show six digits, which somebody in the middle can only guess.
 * Pure state: what was heard goes in, what is due to the peer comes out; each side's first word stands.
 */
import { concatBytes, toHex } from '../../codec/index.ts'
import type { Crypto } from '../../crypto/index.ts'
import { type PairingSide, isCommitted, pairingCode } from '../../identity/index.ts'
import type { DeviceId } from '../../ids/index.ts'
import type { KnockView } from '../api.ts'
import type { Due } from './circle.ts'
import type { MessageOf, PeopleMessage } from './messages.ts'
import type { ProvenPeer } from './peer-card.ts'

export type Role = 'asker' | 'answerer'

/** What this side says of itself. */
export interface Shown extends PairingSide {
  readonly card: MessageOf<'offer'>['card']
  readonly name: string
}

export class Comparison {
  readonly role: Role
  readonly device: DeviceId
  readonly commit: Uint8Array
  readonly at: number
  /** As the peer claims. */
  name: string
  state: KnockView['state'] = 'waiting'
  /** The asker's from the start, the answerer's once its person said yes. */
  #nonce: Uint8Array | undefined
  #peer: { readonly proven: ProvenPeer; readonly nonce: Uint8Array } | undefined
  #code: string | undefined
  #mine: boolean | undefined
  #theirs = false

  constructor(init: { role: Role; device: DeviceId; commit: Uint8Array; at: number; name: string; nonce?: Uint8Array }) {
    this.role = init.role
    this.device = init.device
    this.commit = init.commit
    this.at = init.at
    this.name = init.name
    this.#nonce = init.nonce
  }

  get isOver(): boolean {
    return this.state === 'confirmed' || this.state === 'refused' || this.state === 'expired'
  }

  /** The person answered an ask with yes. */
  get isOffered(): boolean {
    return this.#nonce !== undefined
  }

  get peer(): ProvenPeer | undefined {
    return this.#peer?.proven
  }

  get hasConfirmed(): boolean {
    return this.#mine === true
  }

  /** Salt of the pairing secret: both nonces, the asker's first. */
  get salt(): Uint8Array | undefined {
    if (this.#nonce === undefined || this.#peer === undefined) return undefined
    return this.role === 'asker' ? concatBytes(this.#nonce, this.#peer.nonce) : concatBytes(this.#peer.nonce, this.#nonce)
  }

  view(): KnockView {
    return {
      id: this.device,
      kind: 'contact',
      device: this.device,
      account: this.#peer?.proven.account,
      name: this.name,
      direction: this.role === 'asker' ? 'out' : 'in',
      state: this.state,
      code: this.state === 'comparing' || this.state === 'confirmed' ? this.#code : undefined,
      at: this.at,
    }
  }

  offer(nonce: Uint8Array): void {
    this.#nonce ??= nonce
  }

  refuse(): void {
    this.#mine = false
    this.state = 'refused'
  }

  expire(): void {
    this.state = 'expired'
  }

  /** Offer or reveal. False: not now, or a nonce that was not committed to. The first one stands: a second try would be a second guess. */
  meet(crypto: Crypto, mine: PairingSide, proven: ProvenPeer, nonce: Uint8Array): boolean {
    if (this.state !== 'waiting' || this.#nonce === undefined || this.#peer !== undefined) return false
    const theirs = { account: proven.account, device: this.device }
    if (this.role === 'answerer' && !isCommitted(crypto, this.commit, theirs, nonce)) return false
    this.#peer = { proven, nonce }
    this.#code = pairingCode(crypto, { ...mine, nonce: this.#nonce }, { ...theirs, nonce })
    this.state = 'comparing'
    return true
  }

  /** My person compared. True: both have, and both said yes. */
  confirm(same: boolean): boolean {
    if (!same) this.refuse()
    else this.#mine = true
    return this.#settle()
  }

  /** Theirs did. */
  heard(same: boolean): boolean {
    if (this.isOver) return false
    if (!same) this.state = 'refused'
    else if (this.state === 'comparing') this.#theirs = true
    return this.#settle()
  }

  /** In each new session again, so that one that broke in the middle goes on; `confirmed` ones too, as the last word may have got lost. */
  due(shown: Shown): readonly Due[] {
    if (this.state === 'expired') return []
    const { card, name } = shown
    const words: PeopleMessage[] = []
    const nonce = this.#nonce
    if (this.role === 'asker' && this.state === 'waiting') words.push({ type: 'ask', commit: this.commit, name })
    if (this.state !== 'refused' && nonce !== undefined) {
      if (this.role === 'answerer') words.push({ type: 'offer', commit: this.commit, card, name, nonce })
      else if (this.#peer !== undefined) words.push({ type: 'reveal', commit: this.commit, card, name, nonce })
    }
    if (this.#mine !== undefined) words.push({ type: 'compared', commit: this.commit, same: this.#mine })
    return words.map((message) => ({
      key: `${message.type} ${toHex(this.commit)}`,
      frame: message.type === 'ask' ? 'knock' : 'reply',
      message,
    }))
  }

  #settle(): boolean {
    if (this.state !== 'comparing' || this.#mine !== true || !this.#theirs) return false
    this.state = 'confirmed'
    return true
  }
}
