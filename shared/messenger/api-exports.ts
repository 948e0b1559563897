/** Taking things out, as shells see it: rooms as files people and programs can read, and what happened while somebody was away. */
import type { MessageId, RoomId } from '../ids/index.ts'
import type { Result } from '../result.ts'
import type { ContentSummary } from '../rooms/kinds/index.ts'
import type { MessageView, PersonRef, RoomKind } from './api-messages.ts'
import type { Picture } from './api-profile.ts'

/** A stretch of a room to be written out. */
export interface RoomRange {
  /** Wall ms; absent: from the first message. */
  readonly from?: number
  /** Wall ms, not included; absent: to the last message. */
  readonly until?: number
  /** false: without what was brought in from other messengers. */
  readonly imported?: boolean
}

export interface ExportedPerson extends PersonRef {
  readonly picture: Picture | undefined
  readonly me: boolean
  /** Still in the room. */
  readonly member: boolean
}

/** What is written out of one room, or of an archive that stands in none. */
export interface ExportedRoom {
  readonly room: RoomId
  readonly name: string
  readonly kind: RoomKind
  readonly me: PersonRef
  readonly people: readonly ExportedPerson[]
  /** Messages and system lines, oldest first; each page is read from the store when it is asked for. */
  pages(): Generator<readonly MessageView[]>
}

/** Something somebody wrote. */
export interface DigestLine {
  readonly message: MessageId
  readonly by: PersonRef
  readonly time: number
  /** The beginning; undefined: deleted, or of a kind this version does not know. */
  readonly text: string | undefined
  readonly holds: ContentSummary | undefined
}

/** What happened in one room; rooms in which nothing did are not told of. */
export interface RoomDigest {
  readonly room: RoomId
  readonly name: string
  readonly kind: RoomKind
  /** Of everybody, deleted ones left out. */
  readonly messages: number
  /** The messages were more than were looked at: `messages` and `people` are of the newest ones. */
  readonly isCapped: boolean
  /** Who wrote how many, most first; I among them. */
  readonly people: readonly (PersonRef & { readonly messages: number; readonly me: boolean })[]
  /** Wall ms of the first and the last one. */
  readonly first: number
  readonly last: number
  /** Somebody else's words that name me, oldest first, a few of `mentionsOf`. */
  readonly mentions: readonly DigestLine[]
  readonly mentionsOf: number
  /** Words to me after which I wrote nothing here: all in a direct room, elsewhere those that name or answer me. Oldest first, a few of `waitingOf`. */
  readonly waiting: readonly DigestLine[]
  readonly waitingOf: number
  /** Not read yet. */
  readonly unread: number
}

export interface Digest {
  readonly since: number
  readonly until: number
  readonly messages: number
  /** The room in which somebody waits comes first, then the one with the newest message. */
  readonly rooms: readonly RoomDigest[]
}

export interface ExportsApi {
  /** Of a room, by either id of a conversation, or of an archive. */
  room(room: RoomId, range?: RoomRange): Result<ExportedRoom, 'NO_ROOM'>
  /** One room a step, for whoever must breathe in between. */
  digest(options: { readonly since: number; readonly room?: RoomId }): Result<Generator<undefined, Digest>, 'NO_ROOM'>
}
