/**
 * What was said about records in one session, both ways, so that nothing is said twice. Nothing survives the session: the next one begins
 * with what each holds.
 */
import type { Clock } from '../../crypto/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { PeerSession } from '../../sync/index.ts'
import { TokenBucket } from '../../token-bucket.ts'
import type { Proofs } from './record-message.ts'

export class Exchange {
  readonly session: PeerSession
  /** Names its timers. */
  readonly number: number
  readonly hearing: TokenBucket
  readonly telling: TokenBucket
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
    this.hearing = new TokenBucket(clock, RESOURCE.RECORDS_HEARD, RESOURCE.RECORDS_HEARD_PER_SECOND)
    this.telling = new TokenBucket(clock, RESOURCE.RECORDS_TOLD, RESOURCE.RECORDS_HEARD_PER_SECOND)
  }

  has(device: DeviceId, n: number): void {
    this.peerHas.set(device, Math.max(n, this.peerHas.get(device) ?? -1))
  }
}
