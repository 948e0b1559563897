/** Whom views are made for: what this person calls others, and how rooms are shown to him. */
import { type AccountId, type DeviceId, type RoomId, shortId } from '../ids/index.ts'
import type { Picture } from './api.ts'
import type { People } from './people/index.ts'
import { type Room, certifiedName } from './room/index.ts'

export interface Names {
  /** What this person calls an account; own account: own name. */
  nameOf(account: AccountId, room?: Room): string
  /** The same, of oneself and of contacts only. */
  knownName(account: AccountId): string | undefined
  pictureOf(account: AccountId): Picture | undefined
  isContact(account: AccountId): boolean
  isVerified(account: AccountId): boolean
  /** Whose device it is, as far as is known: a carrier belongs to no member. */
  ownerOf(device: DeviceId): AccountId | undefined
  /** Under which id a room is shown (GOV-17). */
  shownAs(room: RoomId): RoomId
  me(): AccountId
}

export function namesFor(
  me: AccountId,
  people: Pick<People, 'nameOf' | 'pictureOf' | 'record' | 'ownerOf'>,
  pairs: { shownAs(room: RoomId): RoomId },
): Names {
  return {
    nameOf: (account, room) => people.nameOf(account) ?? nameInRoom(account, room) ?? shortId(account),
    pictureOf: (account) => people.pictureOf(account),
    knownName: (account) => people.nameOf(account),
    isContact: (account) => people.record(account) !== undefined,
    isVerified: (account) => people.record(account)?.isVerified === true,
    ownerOf: (device) => people.ownerOf(device),
    shownAs: (room) => pairs.shownAs(room),
    me: () => me,
  }
}

/** What a member's certificate calls him, for those who are no contacts. */
function nameInRoom(account: AccountId, room: Room | undefined): string | undefined {
  const member = room?.state.members.get(account) ?? room?.state.gone.get(account)
  return member === undefined ? undefined : certifiedName(member)
}
