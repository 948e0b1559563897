/**
 * What the people side offers: to the shells (through the messenger), to sync (as part of its host), and to the rooms beside it.
 */
import type { Card } from '../../identity/index.ts'
import type { AccountId, DeviceId, RoomId } from '../../ids/index.ts'
import type { Result } from '../../result.ts'
import type { RoomKey } from '../../store/index.ts'
import type { SyncHost } from '../../sync/index.ts'
import type { ActCode, Contact, Messenger, Picture } from '../api.ts'
import type { ContactRecord } from './contact-record.ts'
import type { Identity } from './identity.ts'
import type { OwnDevice } from './own.ts'
import type { Recovery } from './recovery.ts'
import type { SharedPeople } from './shared-people.ts'

export type Acceptance = Result<
  {
    readonly contact?: Contact
    /** Of a link into a room: whose it is, contact or not. */
    readonly inviter?: AccountId
    readonly room?: RoomId
    readonly state: 'done' | 'asked'
  },
  ActCode
>

export interface AcceptOptions {
  readonly signal?: AbortSignal
  /** Read by this device's camera (SYNC-17); a pasted link never makes a contact verified. */
  readonly scanned?: boolean
}

/** What goes straight through to the shells. */
type PeopleActs = Pick<
  Messenger,
  | 'me'
  | 'rename'
  | 'setPicture'
  | 'words'
  | 'checkWords'
  | 'devices'
  | 'approveDevice'
  | 'devicesSeen'
  | 'blockedDevices'
  | 'unblockDevice'
  | 'safetyNumber'
  | 'contacts'
  | 'renameContact'
  | 'verifyContact'
  | 'blockContact'
  | 'inviteContact'
  | 'nearby'
  | 'knocks'
  | 'ask'
  | 'answerKnock'
  | 'confirmKnock'
>

/** The part of the sync host that is about people. */
type PeopleHost = Pick<
  SyncHost,
  'admits' | 'matchKeys' | 'card' | 'identify' | 'peerClock' | 'knocked' | 'knockReplied' | 'sessionOpened' | 'sessionClosed'
>

export interface People extends PeopleActs, PeopleHost {
  accept(link: string, options?: AcceptOptions): Promise<Acceptance>

  /** A card as in IDENT, out of a letter that only that device can have written (BNDL-10). False: it is not taken. */
  handed(by: { readonly account: AccountId; readonly device: DeviceId; readonly n: number }, card: Uint8Array): boolean
  /** What follows the person from device to device. */
  readonly shared: SharedPeople
  /** Recovery by words, on either side. */
  readonly recovery: Recovery
  identity(): Identity
  /** GOV-6: own devices fit to be brought into a room; `identity().card` holds those nobody approved too. */
  approvedCard(): Card
  /** A contact's devices without those that only the words vouch for and nobody here has seen: what a room may be told of. */
  knownCard(account: AccountId): Card
  contact(account: AccountId): Contact | undefined
  /** The face of an account that was met, or mine. */
  pictureOf(account: AccountId): Picture | undefined
  /** What a person is called here; undefined for strangers. */
  nameOf(account: AccountId): string | undefined
  isBlocked(account: AccountId): boolean
  /** Whose device it is, as far as the contact book knows. */
  ownerOf(device: DeviceId): AccountId | undefined
  record(account: AccountId): ContactRecord | undefined
  /** KEY-9: devices of a contact that the person has not seen yet. */
  newDevices(account: AccountId): readonly DeviceId[]
  ownDevices(): readonly OwnDevice[]
  /** GOV-6: the person vouches for a device of their own account. */
  approve(device: DeviceId): Result<undefined, ActCode>
  /** CLK-6: what to add to the own clock, ms. */
  clockOffset(): number
  /** The own clock was set: what peers said of it no longer counts. */
  clockChanged(): void
  /** A stream with that device was handed to the hub: whatever waits for it is sent now, to strangers too. */
  attached(device: DeviceId): void
  /** A joining room's governance arrived and names me. */
  roomOpened(key: RoomKey, room: RoomId): void
  /** RELAY-2: when the last invitation ends by which a stranger may come to this device, wall ms; undefined: there is none. */
  guestsUntil(): number | undefined
  /** Who came by a contact link of mine, as long as it is remembered. */
  linkUsers(token: Uint8Array): readonly AccountId[]
  refusals(): ReadonlyMap<string, number>
  /** Takes up what a restart interrupted. */
  start(): void
  stop(): void
}
