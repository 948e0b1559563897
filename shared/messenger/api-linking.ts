/** Linking as shells see it: the attempt on the screen, and how far what is to come has come. */
import type { DeviceId } from '../ids/index.ts'
import type { Result } from '../result.ts'

/** `shows`: whose code it is. `takes`: who typed or scanned it. */
export type LinkingRole = 'shows' | 'takes'

/**
 * waiting: for the other computer. comparing: six digits are on both screens. agreed: both said yes, the certificate is on its way.
 * done: linked. ended: `code` says why; nothing was changed.
 */
export type LinkingState = 'waiting' | 'comparing' | 'agreed' | 'done' | 'ended'

export type LinkingEndCode =
  | 'LINK_DIFFERENT'
  | 'LINK_TAKEN'
  | 'LINK_UNKNOWN'
  | 'LINK_SAME_SIDE'
  | 'LINK_CANCELLED'
  | 'LINK_FAILED'
  | 'EXPIRED'
  | 'TOO_MANY'
  | 'STORE_FULL'

export type LinkingCode =
  | LinkingEndCode
  | 'BAD_LINK'
  | 'UNSUPPORTED'
  | 'OWN_LINK'
  | 'BLOCKED'
  | 'LINK_NOT_DEVICE'
  | 'LINK_BUSY'
  | 'LINK_NONE'
  | 'NOT_READY'
  | 'PROFILE_EXISTS'

/** Why nothing was done about an own device. */
export type DeviceCode = 'NO_DEVICE' | 'DEVICE_REVOKED' | 'FORBIDDEN' | 'EMPTY' | 'TOO_LONG' | 'STORE_FULL' | 'BAD_WORDS' | 'OTHER_WORDS'

/** A stolen or lost device, and the words that prove whose it is. */
export interface ByWords {
  /** Twelve, Korean or English. Never kept. */
  readonly words: string
  readonly devices: readonly DeviceId[]
  /**
   * ms: what they did after it counts no more, anywhere. Without it: from when one of them had this computer taken out, or else from now on.
   */
  readonly since?: number | undefined
}

/** What is on the screen of one of the two computers. */
export interface LinkingView {
  readonly state: LinkingState
  readonly role: LinkingRole
  /** While it waits: what the other computer scans or pastes. */
  readonly link?: string
  /** Six, to compare with the other screen. */
  readonly digits?: string
  /** What the other computer calls itself. */
  readonly name?: string
  /** This side said yes. */
  readonly hasConfirmed: boolean
  /** Why it ended. */
  readonly code?: LinkingEndCode
  /** ms. */
  readonly expires: number
}

/** How far a linked computer has come. */
export interface LinkingProgress {
  /** Conversations that can be read and written, of those that are to come. */
  readonly rooms: { readonly ready: number; readonly of: number }
  /** Blocks of older messages that others have and this computer has not yet. */
  readonly coming: number
}

/** One of this person's devices. */
export interface OwnDeviceView {
  readonly device: DeviceId
  readonly name: string
  /** When it was certified, ms. */
  readonly since: number
  /** When it was last heard of here, ms; undefined: never. */
  readonly seen: number | undefined
  readonly isConnected: boolean
  readonly isThis: boolean
  /** GOV-6: made by the words, and nobody here has said yes to it. */
  readonly isNew: boolean
  /** Taken out: it reads and writes no more. */
  readonly isRevoked: boolean
  /** By the words, not by a device. */
  readonly isRevokedByWords: boolean
  /** Devices that would go with it if the words revoked it, since it alone brought them in. */
  readonly brought: readonly DeviceId[]
}

export interface LinkingApi {
  /** A code for a computer that has nothing yet. */
  show(): Result<LinkingView, LinkingCode>
  /** The code an empty computer shows. */
  take(link: string): Result<LinkingView, LinkingCode>
  confirm(isSame: boolean): Result<LinkingView, LinkingCode>
  cancel(): void
  view(): LinkingView | undefined
  /** undefined: nothing is to come any more, or this computer never was linked. */
  progress(): LinkingProgress | undefined
  /** Own devices, this one first. */
  devices(): readonly OwnDeviceView[]
  rename(device: DeviceId, name: string): Result<readonly OwnDeviceView[], DeviceCode>
  /** KEY-8: out of every room, for good. */
  revoke(device: DeviceId): Result<readonly OwnDeviceView[], DeviceCode>
  /**
   * GOV-7: out of every room for good, and over whatever the stolen device did itself: also on a computer that was told it is out. BAD_WORDS:
   * no account's; OTHER_WORDS: another one's.
   */
  revokeByWords(said: ByWords): Result<readonly OwnDeviceView[], DeviceCode>
  /** Another of this person's devices took this one out: it shows what it has and nothing else. */
  isRevoked(): boolean
}
