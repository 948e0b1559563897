/**
 * Carrying as shells see it: whom this person asks to keep a room, and for whom this computer keeps some. A carrier's person sees who asks,
 * never which room; there is one answer for all rooms of a contact.
 */
import type { AccountId, DeviceId, RoomId } from '../ids/index.ts'
import type { Result } from '../result.ts'

/** A contact asks this computer to keep messages. */
export interface CarryAsk {
  readonly account: AccountId
  readonly name: string
  readonly at: number
  /** How many rooms wait for the answer, and the bytes asked for them. */
  readonly rooms: number
  readonly quota: number
}

/** Rooms this computer carries for a contact, as far as that may be known here. */
export interface CarriedFor {
  readonly account: AccountId
  readonly name: string
  readonly since: number
  readonly rooms: number
  /** Bytes on the disk of `quota`: messages. */
  readonly used: number
  readonly quota: number
  /** The same of their files, how many there are, and what was agreed to for them; 0: none are kept. */
  readonly files: { readonly files: number; readonly bytes: number; readonly quota: number }
  /** When it ends unless it is renewed, ms; undefined while nothing is carried. */
  readonly until: number | undefined
}

/**
 * waiting: its person has not answered. carrying: it agreed, or says that it carries. silent: governance names it and nothing was heard of it.
 * ending: it has not been told yet that it is needed no longer.
 */
export type CarrierState = 'waiting' | 'carrying' | 'declined' | 'stopped' | 'ending' | 'silent'

export interface RoomCarrier {
  readonly device: DeviceId
  /** Whose device it is, where that is known. */
  readonly account: AccountId | undefined
  readonly name: string
  readonly state: CarrierState
  /** When it was asked, or named; 0 where that is not known. */
  readonly since: number
  /** Its own word: when it said so, until when it keeps what it has, and how much more it would take; the same of files, if it keeps any; bytes. */
  readonly said:
    | {
        readonly at: number
        readonly until: number
        readonly free: number
        readonly files: { readonly bytes: number; readonly free: number } | undefined
      }
    | undefined
}

export type CarryCode =
  | 'NO_ROOM'
  | 'NO_CONTACT'
  | 'NOT_READY'
  | 'FORBIDDEN'
  | 'BLOCKED'
  | 'TOO_MANY'
  | 'OUT_OF_RANGE'
  | 'NO_CARRIER'
  | 'STORE_FULL'

export interface CarryingApi {
  /** Contacts who wait for this person's answer, oldest first. */
  asks(): readonly CarryAsk[]
  /** Contacts this computer carries for, or has agreed to. */
  carried(): readonly CarriedFor[]
  /**
   * Yes, for all their rooms together: `quota` bytes of messages, and `files` bytes of files, 0: none. Again: other quotas; what is above them goes
   * at once. What is left out stays as it was, at first 256 MiB and no files.
   */
  allow(account: AccountId, quota?: number, files?: number): Result<undefined, CarryCode>
  /** No; they are told, and not heard again for a week. */
  decline(account: AccountId): Result<undefined, CarryCode>
  /** No longer: what was kept for them goes, and they are told. */
  stop(account: AccountId): Result<undefined, CarryCode>
  carriersOf(room: RoomId): Result<readonly RoomCarrier[], CarryCode>
  /** Asks a contact to keep a room; admins only. It carries as soon as its person has agreed. */
  ask(room: RoomId, account: AccountId): Result<undefined, CarryCode>
  /** Takes an ask back, or ends carrying. */
  end(room: RoomId, device: DeviceId): Result<undefined, CarryCode>
}
