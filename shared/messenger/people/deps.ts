/**
 * What the people side of the messenger is given, and the door to the rooms behind it.
 */
import type { Knock, RoomInvite } from '../../contacts/index.ts'
import type { Clock, Crypto, Rng } from '../../crypto/index.ts'
import type { AccountId, BlockId, DeviceId, RoomHandle, RoomId } from '../../ids/index.ts'
import type { Result } from '../../result.ts'
import type { Invite } from '../../rooms/governance/index.ts'
import type { RoomKey, Store } from '../../store/index.ts'
import type { PeerSession } from '../../sync/index.ts'
import type { ActCode, MessengerEvent, NearbyDevice } from '../api.ts'
import type { Identity } from './identity.ts'

export interface OpenInvite {
  readonly room: RoomKey
  readonly invite: Invite
  readonly handle: RoomHandle
  readonly root: BlockId
  /** It holds, and this device may let somebody in by it, perhaps once the person here said yes. */
  readonly admits: boolean
}

export interface RoomDoor {
  /**
   * Invitations in whose name somebody may knock here, in all rooms. Dead ones belong to it until their term is over: only who matches can
   * be told that one is used up or revoked; `admit` gives the code.
   */
  invites(): readonly OpenInvite[]
  /**
   * Writes `admit` with the key sealed in the same op (GOV-13); idempotent for somebody already in. `asked`: a person must decide, and may
   * on this device; `elsewhere`: only an admin on another device may. `isDecided`: the person here said yes.
   */
  admit(room: RoomKey, knock: Knock, isDecided: boolean): Result<'admitted' | 'asked' | 'elsewhere', ActCode>
  /** Remembers an accepted invitation as a joining room, or gives the room already known by its handle. */
  beginJoin(invite: RoomInvite): { readonly room: RoomKey; readonly known: boolean }
  /** Rooms that wait to be let in. */
  joining(): readonly RoomKey[]
  endJoin(room: RoomKey, why: 'refused' | 'expired'): void
  /** undefined while joining. */
  roomId(room: RoomKey): RoomId | undefined
  directRoom(account: AccountId): RoomId | undefined
  /** GOV-6: a common room took the device for that account's, by more than the words. */
  isRooted?(account: AccountId, device: DeviceId): boolean
  makeDirectRoom(account: AccountId): Result<RoomId, ActCode>
  /** Card grew, blocked, renamed, paired: rooms react (new devices, names). */
  contactsChanged(account: AccountId): void
}

export interface PeopleDeps {
  readonly store: Store
  readonly crypto: Crypto
  readonly rng: Rng
  readonly clock: Clock
  readonly identity: Identity
  readonly rooms: RoomDoor
  /** Asks the reach layer to dial, and to go on until `disconnect`; further addresses add up. */
  connect(device: DeviceId, addresses: readonly string[]): void
  /** Nobody here wants that device any more, unless it belongs to a contact or a room. */
  disconnect(device: DeviceId): void
  /** Own addresses for links, the most useful first. */
  addresses(): readonly string[]
  nearby(): readonly NearbyDevice[]
  /** Every open session, strangers' too: `SyncHub.sessions`. */
  sessions(): readonly PeerSession[]
  /** RDV-9: on which port this device serves the table, and where such word of a contact's device goes. */
  readonly entrances?: {
    readonly port: number | undefined
    heard(device: DeviceId, port: number): void
    /** For invitations, and out of one that was accepted. */
    toTell(): readonly string[]
    told(device: DeviceId, entrances: readonly string[]): void
  }
  emit(event: MessengerEvent): void
}
