/**
 * What was said about records in one session, both ways, so that nothing is said twice. Nothing survives the session: the next one begins
 * with what each holds.
 */
import type { Clock } from '../../crypto/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { PeerSession } from '../../sync/index.ts'
import type { Proofs } from './record-message.ts'

/** So many at once, and so many a second after. */
export class Allowance {
  readonly #clock: Clock
  readonly #size: number
  #left: number
  #at: number

  constructor(clock: Clock, size: number) {
    this.#clock = clock
    this.#size = size
    this.#left = size
    this.#at = clock.now()
  }

  /** False: too many. */
  spend(weight = 1): boolean {
    const now = this.#clock.now()
    const refill = (Math.max(0, now - this.#at) / 1000) * RESOURCE.RECORDS_HEARD_PER_SECOND
    this.#left = Math.min(this.#size, this.#left + refill)
    this.#at = now
    if (this.#left < weight) return false
    this.#left -= weight
    return true
  }
}

export class Exchange {
  readonly session: PeerSession
  /** Names its timers. */
  readonly number: number
  readonly hearing: Allowance
  readonly telling: Allowance
  /** Accounts whose finder key both hold. */
  common: ReadonlySet<AccountId> = new Set()
  proofs: Proofs | undefined
  /** The keys that our proofs were made with last; undefined: none were sent. */
  proven: string | undefined
  /** With which keys the peer's proofs were looked at last. */
  lookedWith: string | undefined
  /** When the own finder key that was told was chosen. */
  finderTold = -1
  ownTold = -1
  /** Newest record of each device that the peer has, as far as we know. */
  readonly peerHas = new Map<DeviceId, number>()
  /** What we said that we have. */
  readonly told = new Map<DeviceId, number>()

  constructor(session: PeerSession, number: number, clock: Clock) {
    this.session = session
    this.number = number
    this.hearing = new Allowance(clock, RESOURCE.RECORDS_HEARD)
    this.telling = new Allowance(clock, RESOURCE.RECORDS_TOLD)
  }

  has(device: DeviceId, n: number): void {
    this.peerHas.set(device, Math.max(n, this.peerHas.get(device) ?? -1))
  }
}
