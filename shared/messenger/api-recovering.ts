/** Recovery by words as shells see it: whom this computer asks and who answered, and who keeps what it would need if it were lost itself. */
import type { AccountId, DeviceId } from '../ids/index.ts'

/**
 * Somebody whom a computer with nothing but the words asks. looking: it has not met any of his devices since it started; asked: one of them
 * was told, and its person has not said yes; yes: a contact again.
 */
export interface RecoveryAsk {
  /** undefined: a device nearby that has not said whose it is. */
  readonly account: AccountId | undefined
  readonly name: string
  readonly devices: readonly DeviceId[]
  /** nearby: seen on this network. kept: named by the keepsake that a contact handed back. */
  readonly from: 'nearby' | 'kept'
  readonly state: 'looking' | 'asked' | 'yes'
  /** When it was told last, wall ms; undefined: not since the start. */
  readonly at: number | undefined
}

/** A contact who keeps the list of this person's contacts, sealed to the words. */
export interface KeepsakeHolder {
  readonly account: AccountId
  readonly name: string
  /** When he last said so, ms. */
  readonly at: number
  /** False: he was not met since it changed. */
  readonly hasNewest: boolean
}

export interface RecoveringView {
  /** Until when this computer asks, wall ms; undefined: it does not, or no longer. */
  readonly until: number | undefined
  readonly asked: readonly RecoveryAsk[]
  /** `at`: when the newest was made, ms; undefined: there is none yet. */
  readonly keepsake: { readonly at: number | undefined; readonly holders: readonly KeepsakeHolder[] }
  /** What this computer keeps for others and cannot read. */
  readonly kept: { readonly contacts: number; readonly bytes: number }
}

export interface RecoveringApi {
  view(): RecoveringView
}
