/** Whom views are made for: what this person calls others, and how rooms are shown to him. */
import type { AccountId, DeviceId, RoomId } from '../ids/index.ts'
import type { Room } from './room/index.ts'

export interface Names {
  /** What this person calls an account; own account: own name. */
  nameOf(account: AccountId, room?: Room): string
  isVerified(account: AccountId): boolean
  /** Whose device it is, as far as is known: a carrier belongs to no member. */
  ownerOf(device: DeviceId): AccountId | undefined
  /** Under which id a room is shown (GOV-17). */
  shownAs(room: RoomId): RoomId
  me(): AccountId
}
