/**
 * Rooms and who is in them as a person sees them. A line of the list is made from the room's record alone, so that fifty rooms are listed
 * without opening any; only where an own message came last its room is asked how far it has got.
 */
import type { AccountId, RoomId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import { pictureOf } from '../pictures/index.ts'
import type { MessageRow } from '../store/index.ts'
import type { Face, InviteView, MemberView, PersonRef, Picture, RoomSummary } from './api.ts'
import { systemLineOf } from './message-views.ts'
import type { Names } from './names.ts'
import type { Reaching } from './reaching.ts'
import { type Room, type RoomRecord, saidIn } from './room/index.ts'
import { deliveryOf } from './whereabouts.ts'

/** What stands beside the record of a room. */
export interface ListedRoom extends Pick<RoomSummary, 'unread' | 'mentions' | 'preferences' | 'draft' | 'reach'> {
  readonly room: RoomId
  readonly record: RoomRecord
  readonly last: MessageRow | undefined
  /** CLK-4: what claims a later time is not the last thing that happened, ms. */
  readonly latest: number
  /** The room a message stands in, where it is in memory or an own message came last. */
  roomOf(row: MessageRow): Room | undefined
}

export function roomSummaryView(listed: ListedRoom, names: Names): RoomSummary {
  const { room, record, unread, mentions, preferences, draft, reach } = listed
  const picture = roomPicture(record, names)
  return {
    room,
    kind: record.kind,
    name: roomName(record, names),
    peer: peerOf(record),
    unread,
    mentions,
    members: record.members,
    role: record.role === 0 || record.role === 1 || record.role === 2 || record.role === 3 || record.role === 4 ? record.role : undefined,
    state: record.state,
    faces: facesOf(record, picture, names),
    picture,
    description: record.description ?? '',
    preferences,
    draft,
    reach,
    last: lastOf(listed, names),
    inDoubt: false,
  }
}

/** Title; a direct room bears the contact's name. */
export function roomName(record: RoomRecord, names: Names): string {
  const peer = peerOf(record)
  return peer === undefined ? record.title : names.nameOf(peer)
}

function peerOf({ kind, peer }: RoomRecord): AccountId | undefined {
  return kind === 'direct' ? peer : undefined
}

/** A direct room bears the contact's picture. */
function roomPicture(record: RoomRecord, names: Names): Picture | undefined {
  const peer = peerOf(record)
  if (peer !== undefined) return names.pictureOf(peer)
  return record.picture === undefined ? undefined : pictureOf(record.picture)
}

/** Pictures of people are shown in place of the room's own; both would only make the list longer. */
function facesOf({ faces = [] }: RoomRecord, picture: Picture | undefined, names: Names): readonly Face[] {
  return faces.map(({ account, name }) => ({
    account,
    name: names.knownName(account) ?? name ?? names.nameOf(account),
    picture: picture === undefined ? names.pictureOf(account) : undefined,
  }))
}

function lastOf({ record, last, latest, roomOf }: ListedRoom, names: Names): RoomSummary['last'] {
  const { news, faces = [] } = record
  const room = last === undefined ? undefined : roomOf(last)
  const person = (account: AccountId): PersonRef => {
    const certified = faces.find((face) => face.account === account)?.name
    return { account, name: names.knownName(account) ?? certified ?? names.nameOf(account, room) }
  }
  if (news !== undefined && news.t <= latest && (last === undefined || news.t > last.t)) {
    const { account, name } = person(news.by)
    return {
      id: news.id,
      account,
      name,
      t: news.t,
      text: undefined,
      holds: undefined,
      kind: 'system',
      deleted: false,
      own: account === names.me(),
      delivery: { state: 'received' },
      system: systemLineOf(news, person),
    }
  }
  if (last === undefined) return undefined
  const said = saidIn(last)
  return {
    id: last.id,
    ...person(last.account),
    t: last.t,
    text: said.text === undefined ? undefined : beginning(said.text),
    holds: said.holds,
    kind: last.kind,
    deleted: last.deleted,
    own: last.account === names.me(),
    delivery: room === undefined ? { state: 'received' } : deliveryOf(room, last, names, room.changes.of(last)),
    system: undefined,
  }
}

/** By whole characters: half of one is shown as nothing anybody wrote. */
function beginning(text: string): string {
  return [...text.slice(0, 2 * RESOURCE.PREVIEW_CHARACTERS)].slice(0, RESOURCE.PREVIEW_CHARACTERS).join('')
}

/** `conversation`: the rooms that are shown as this one (GOV-17). */
export function memberViews(room: Room, conversation: readonly Room[], names: Names, reaching: Reaching): readonly MemberView[] {
  const { members, devices } = room.state
  return [...members.values()]
    .toSorted((a, b) => b.role - a.role || a.seniority - b.seniority)
    .map(({ account, role, since }) => {
      const own = [...devices.values()].filter((device) => device.account === account && device.live).map(({ device }) => device)
      const name = names.nameOf(account, room)
      return {
        account,
        name,
        role,
        devices: own,
        since,
        verified: names.isVerified(account),
        me: account === names.me(),
        picture: names.pictureOf(account),
        reach: { ...reaching.contactReach(account, own), name },
        contact: names.isContact(account),
        rewritten: conversation.some(({ rewritten }) => rewritten.has(account)),
      }
    })
}

/** Invitations that are neither taken back, used up nor over; the one that ends first comes first. */
export function inviteViews(room: Room, now: number, names: Names): readonly InviteView[] {
  return [...room.state.invites.values()]
    .filter(({ alive, expires, used, max }) => alive && expires > now && used.size < max)
    .toSorted((a, b) => a.expires - b.expires)
    .map(({ id, by, role, used, max, expires, ask }) => {
      const inviter = { account: by, name: names.nameOf(by, room) }
      return { invite: id, by: inviter, role, uses: used.size, max, expires, ask }
    })
}
