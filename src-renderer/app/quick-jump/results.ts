/**
 * What can be jumped to: rooms and people by name at once, messages as the engine finds them, and things to do. Rooms and people come in the
 * order of their lists, those whose name begins so first; nothing is reordered once it is shown.
 */
import type { AccountId, MessageId, RoomId } from '../../../shared/ids/index.ts'
import type { Contact, ContactReach, Picture, RoomSummary, SearchHit } from '../../../shared/messenger/index.ts'
import type { Route } from '../route/index.ts'
import { type Match, matchesName } from './match.ts'

export type ActName = 'newRoom' | 'invite' | 'accept' | 'reach' | 'settings' | 'keys'

export type Result =
  | { readonly kind: 'room'; readonly key: string; readonly room: RoomSummary; readonly match: Match | undefined }
  | {
      readonly kind: 'person'
      readonly key: string
      readonly account: AccountId
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

export function roomResults(rooms: readonly RoomSummary[], text: string): readonly Result[] {
  if (text.trim() === '') {
    return rooms
      .filter(({ preferences }) => !preferences.archived)
      .slice(0, RECENT_ROOMS)
      .map((room) => toRoom(room, undefined))
  }
  return matched(rooms, ({ name }) => name, text, MOST_ROOMS).map(([room, match]) => toRoom(room, match))
}

/** Whoever has a direct room is found as that room. */
export function peopleResults(contacts: readonly Contact[], reach: readonly ContactReach[], text: string): readonly Result[] {
  if (text.trim() === '') return []
  const known = contacts.filter(({ blocked }) => !blocked)
  return matched(known, ({ name }) => name, text, MOST_PEOPLE).map(([{ account, name, picture }, match]) => ({
    kind: 'person',
    key: `person-${account}`,
    account,
    name,
    picture,
    reach: reach.find((each) => each.account === account),
    match,
  }))
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
      return { page: 'people', contact: result.account }
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
