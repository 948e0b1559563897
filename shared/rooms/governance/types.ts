/**
 * Governance as data (protocol §4): signed operations with their actions, and the state a room is in. Everything here is read-only and
 * in memory; `codec.ts` gives the bytes, `reduce.ts` turns a set of operations into a state.
 */
import type { CborValue } from '../../codec/index.ts'
import type { Knock } from '../../contacts/index.ts'
import type { Crypto } from '../../crypto/index.ts'
import type { Certificate, Revocation } from '../../identity/index.ts'
import type { AccountId, BlockId, DeviceId, EpochId, InviteId, MessageId } from '../../ids/index.ts'

/** reader 0, guest 1, member 2, admin 3, owner 4. */
export type Role = 0 | 1 | 2 | 3 | 4
export type RoomKind = 'direct' | 'group' | 'shop' | 'notice' | 'self'
/** Hex of the first 8 bytes of a device id, as grants name devices. */
export type DeviceId8 = string
/** Per device of a target, the last governance and feed seq that stay valid; a device that is missing counts as [0, 0] (GOV-5). */
export type Cuts = ReadonlyMap<DeviceId, Cut>
export type Cut = readonly [gov: number, feed: number]
export type Settings = ReadonlyMap<string, CborValue>

export type Action =
  | {
      readonly type: 'create'
      readonly rs: Uint8Array
      readonly kind: RoomKind
      readonly certificates: readonly Certificate[]
      readonly settings: Settings
      readonly features: readonly number[]
    }
  | { readonly type: 'device'; readonly certificates: readonly Certificate[]; readonly from: number }
  | { readonly type: 'vouch'; readonly device: DeviceId }
  | { readonly type: 'drop'; readonly device: DeviceId; readonly cut?: Cut; readonly revocation?: Revocation }
  | {
      readonly type: 'invite'
      readonly pub: Uint8Array
      readonly rv: Uint8Array
      readonly role: Role
      readonly max: number
      readonly expires: number
      readonly ask: boolean
    }
  | { readonly type: 'uninvite'; readonly invite: InviteId; readonly keep: readonly BlockId[] }
  | {
      readonly type: 'admit'
      readonly account: AccountId
      readonly certificates: readonly Certificate[]
      readonly role: Role
      readonly knock?: Knock
    }
  | { readonly type: 'raise'; readonly account: AccountId; readonly role: Role }
  | { readonly type: 'limit'; readonly account: AccountId; readonly role: Role; readonly cuts: Cuts }
  | { readonly type: 'remove'; readonly account: AccountId; readonly cuts: Cuts }
  | { readonly type: 'leave' }
  | { readonly type: 'set'; readonly key: string; readonly value: CborValue }
  | { readonly type: 'hide'; readonly messages: readonly MessageId[]; readonly hidden: boolean }
  | {
      readonly type: 'epoch'
      readonly id: EpochId
      readonly commit: Uint8Array
      readonly n: number
      readonly prevs: readonly EpochId[]
    }
  | { readonly type: 'carrier'; readonly device: DeviceId; readonly on: boolean }
  | { readonly type: 'upgrade'; readonly features: readonly number[] }
  /** ENC-6: from a later version; void here as everywhere where the room's features do not name it. */
  | { readonly type: 'unsupported'; readonly tag: number; readonly content: CborValue }

/** One governance block, opened and parsed; its signature was checked by whoever made this. */
export interface GovOp {
  readonly id: BlockId
  readonly device: DeviceId
  readonly seq: number
  /** undefined exactly for seq 1. */
  readonly prev: BlockId | undefined
  readonly parents: readonly BlockId[]
  /** Milliseconds since 1970, as the writer claims. */
  readonly t: number
  readonly actions: readonly Action[]
  /** KEY-3: who was handed which epoch beside this op, named in clear. */
  readonly grants: readonly { readonly epoch: EpochId; readonly devices: readonly DeviceId8[] }[]
}

/** What a verdict on signatures and hashes needs. Verdicts are cached per object, so certificates parsed once are verified once. */
export interface GovContext {
  readonly crypto: Crypto
}

export interface Member {
  readonly account: AccountId
  readonly role: Role
  /** Lower is senior: the order of admission (GOV-3). */
  readonly seniority: number
  /** `t` of the op that admitted the account. */
  readonly since: number
  readonly certificates: readonly Certificate[]
}

/** A former member: it keeps its last role, so that it can still be removed or limited after it left (GOV-8). */
export interface FormerMember extends Member {
  readonly until: number
  readonly why: 'left' | 'removed'
}

export interface RoomDevice {
  readonly device: DeviceId
  readonly account: AccountId
  readonly seal: Uint8Array
  readonly rooted: boolean
  readonly dropped: boolean
  /** Of a member, rooted and not dropped: gets keys, is served, may write. */
  readonly live: boolean
  /** FEED-10: the feed seqs that count, both ends included, ascending; an open end is Number.MAX_SAFE_INTEGER. */
  readonly intervals: readonly (readonly [from: number, to: number])[]
}

export interface Invite {
  readonly id: InviteId
  readonly pub: Uint8Array
  readonly rv: Uint8Array
  readonly role: Role
  readonly max: number
  readonly expires: number
  readonly ask: boolean
  readonly by: AccountId
  readonly op: BlockId
  /** Not revoked; expiry and use are the reader's to compare. */
  readonly alive: boolean
  /** Who came in by it, and in which op (what `uninvite` lists in `keep`). */
  readonly used: ReadonlyMap<AccountId, BlockId>
}

export interface Epoch {
  readonly id: EpochId
  readonly n: number
  readonly commit: Uint8Array
  readonly prevs: readonly EpochId[]
  readonly op: BlockId
  readonly by: DeviceId
  readonly t: number
  /** KEY-6: a voided epoch still serves reading, nobody writes in it. */
  readonly voided: boolean
  readonly holders: ReadonlySet<DeviceId>
  /** Granted device prefixes that fit no device this room ever named: such an epoch is never clean. */
  readonly strangers: ReadonlySet<DeviceId8>
}

/** An action that counted, in the order of the room. */
export interface GovEvent {
  readonly op: BlockId
  /** Which action of the op. */
  readonly index: number
  readonly t: number
  readonly by: AccountId
  readonly device: DeviceId
  readonly kind: Action['type']
  readonly action: Action
  /** The account acted upon, where there is one. */
  readonly target?: AccountId
  /** Devices that were known already, as of a reader who may write again. */
  readonly isRepeat?: true
}

/** An action that did not count, and the act that beat it where there is one (GOV-9: the UI says which two met). */
export interface VoidedAct {
  readonly op: BlockId
  readonly index: number
  readonly t: number
  readonly device: DeviceId
  readonly kind: Action['type']
  readonly code: GovCode
  readonly beatenBy?: { readonly op: BlockId; readonly index: number }
}

/** Why an action does not count, or may not be written. */
export type GovCode =
  | 'NOT_MEMBER'
  | 'NOT_ROOTED'
  | 'DROPPED'
  | 'FORBIDDEN'
  | 'OUTRANKED'
  | 'UNAWARE'
  | 'CUT'
  | 'NO_TARGET'
  | 'NO_INVITE'
  | 'EXPIRED'
  | 'USED'
  | 'FULL'
  | 'BARRED'
  | 'BAD_PROOF'
  | 'BAD_VALUE'
  | 'OUT_OF_RANGE'
  | 'UNSUPPORTED'
  | 'DUPLICATE'

export interface GovState {
  /** undefined until the `create` op is here. */
  readonly rs: Uint8Array | undefined
  readonly root: BlockId | undefined
  readonly kind: RoomKind
  readonly features: ReadonlySet<number>
  /** The room uses a feature this version does not know: read-only here (ENC-6). */
  readonly needsUpdate: boolean
  readonly settings: Settings
  readonly members: ReadonlyMap<AccountId, Member>
  readonly gone: ReadonlyMap<AccountId, FormerMember>
  readonly barred: ReadonlyMap<AccountId, { readonly by: AccountId; readonly level: Role }>
  readonly devices: ReadonlyMap<DeviceId, RoomDevice>
  readonly invites: ReadonlyMap<InviteId, Invite>
  readonly carriers: ReadonlySet<DeviceId>
  readonly hidden: ReadonlySet<MessageId>
  /** Every epoch ever announced rightly, ascending by order of the room. */
  readonly epochs: readonly Epoch[]
  readonly events: readonly GovEvent[]
  readonly voided: readonly VoidedAct[]
}
