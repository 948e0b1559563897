/**
 * What can be jumped to: rooms and people by name at once, messages as the engine finds them, and things to do. Rooms and people come in the
 * order of their lists, those whose name begins so first. Somebody I know is one result, as a person, and leads to what we said.
 */
import type { AccountId, MessageId, RoomId } from '../../../shared/ids/index.ts'
import type { Contact, ContactReach, Picture, RoomSummary, SearchHit } from '../../../shared/messenger/index.ts'
import type { Route } from '../route/index.ts'
import { type Match, matchesName } from '../../../shared/matching/index.ts'

export type ActName = 'newRoom' | 'invite' | 'accept' | 'reach' | 'settings' | 'keys'

export type Result =
  | { readonly kind: 'room'; readonly key: string; readonly room: RoomSummary; readonly match: Match | undefined }
  | {
      readonly kind: 'person'
      readonly key: string
      readonly account: AccountId
      /** The room the two of us have. */
      readonly room: RoomId | undefined
      readonly name: string
      readonly picture: Picture | undefined
      readonly reach: ContactReach | undefined
      readonly match: Match | undefined
    }
  | { readonly kind: 'message'; readonly key: string; readonly hit: SearchHit }
  | { readonly kind: 'act'; readonly key: string; readonly name: ActName; readonly label: string; readonly match: Match | undefined }

const MOST_ROOMS = 8
const MOST_PEOPLE = 5
/** Shown before anything is typed. */
const RECENT_ROOMS = 6

export function roomResults(rooms: readonly RoomSummary[], contacts: readonly Contact[], text: string): readonly Result[] {
  if (text.trim() === '') {
    return rooms
      .filter(({ preferences, last }) => !preferences.archived && last !== undefined)
      .slice(0, RECENT_ROOMS)
      .map((room) => toRoom(room, undefined))
  }
  const people = new Set(known(contacts).map(({ account }) => account))
  const others = rooms.filter(({ peer }) => peer === undefined || !people.has(peer))
  return matched(others, ({ name }) => name, text, MOST_ROOMS).map(([room, match]) => toRoom(room, match))
}

export function peopleResults(
  contacts: readonly Contact[],
  rooms: readonly RoomSummary[],
  reach: readonly ContactReach[],
  text: string,
): readonly Result[] {
  if (text.trim() === '') return []
  return matched(known(contacts), ({ name }) => name, text, MOST_PEOPLE).map(([{ account, name, picture }, match]) => ({
    kind: 'person',
    key: `person-${account}`,
    account,
    room: rooms.find(({ peer }) => peer === account)?.room,
    name,
    picture,
    reach: reach.find((each) => each.account === account),
    match,
  }))
}

function known(contacts: readonly Contact[]): readonly Contact[] {
  return contacts.filter(({ blocked }) => !blocked)
}

export function messageResults(hits: readonly SearchHit[]): readonly Result[] {
  return hits.map((hit) => ({ kind: 'message', key: `message-${hit.message.id}`, hit }))
}

export function actResults(labels: readonly { readonly name: ActName; readonly label: string }[], text: string): readonly Result[] {
  return labels.flatMap(({ name, label }) => {
    const match = matchesName(label, text)
    return text.trim() === '' || match !== undefined ? [{ kind: 'act' as const, key: `act-${name}`, name, label, match }] : []
  })
}

/** Where a result leads; undefined for what is done on the spot. */
export function routeOf(result: Result, messageId: (hit: SearchHit) => MessageId | undefined): Route | undefined {
  switch (result.kind) {
    case 'room':
      return { page: 'rooms', room: result.room.room }
    case 'person':
      return result.room === undefined ? { page: 'people', contact: result.account } : { page: 'rooms', room: result.room }
    case 'message': {
      const message = messageId(result.hit)
      return { page: 'rooms', room: result.hit.room, ...(message !== undefined && { message }) }
    }
    case 'act':
      return ACT_ROUTES[result.name]
  }
}

const ACT_ROUTES: Readonly<Record<ActName, Route | undefined>> = {
  newRoom: { page: 'rooms', part: 'new' },
  invite: { page: 'people', part: 'invite' },
  accept: { page: 'people', part: 'accept' },
  reach: { page: 'reach' },
  settings: { page: 'settings' },
  keys: undefined,
}

function toRoom(room: RoomSummary, match: Match | undefined): Result {
  return { kind: 'room', key: `room-${room.room satisfies RoomId}`, room, match }
}

function matched<T>(all: readonly T[], nameOf: (one: T) => string, text: string, most: number): readonly (readonly [T, Match])[] {
  const found = all.flatMap((one) => {
    const match = matchesName(nameOf(one), text)
    return match === undefined ? [] : [[one, match] as const]
  })
  return [...found.filter(([, match]) => match.isWordStart), ...found.filter(([, match]) => !match.isWordStart)].slice(0, most)
}
