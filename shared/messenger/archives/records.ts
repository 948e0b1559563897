/** What is kept of archives and batches beside the messages themselves; each record small, all of them in memory. */
import { type Codec, array, bool, bytes, choice, field, id, mapped, optional, record, struct, text, uint } from '../../codec/index.ts'
import type { AccountId, RoomId } from '../../ids/index.ts'
import { ARCHIVE, BOOK, INTRINSIC } from '../../limits.ts'
import type { ArchivePlace, AuthorIs } from '../api-imports.ts'
import type { EntryId } from '../api-imported.ts'
import { entryId } from '../entry-id.ts'

export const SALT_BYTES = 16
const APP_CHARACTERS = 32
const SOURCE_CHARACTERS = 512
export const BATCHES_PER_ARCHIVE = 4096

export interface ArchiveRecord {
  readonly id: RoomId
  /** What its messages' ids are made with: another archive has others for the same words. */
  readonly salt: Uint8Array
  readonly title: string
  readonly app: string
  readonly place: ArchivePlace
  readonly messages: number
  /** Ms. */
  readonly first?: number | undefined
  readonly last?: number | undefined
  /** Oldest first. */
  readonly batches: readonly number[]
}

export interface BatchRecord {
  readonly at: number
  /** open: being written, or broken off; leaving: large, and being taken back. */
  readonly state: 'open' | 'done' | 'leaving'
  readonly sources: readonly string[]
  /** Those it wrote into, by their keys. */
  readonly archives: readonly number[]
  /** Of a leaving one: 0 where its archives never counted it. */
  readonly messages: number
  readonly known: number
  readonly mended: number
  readonly entries: readonly EntryId[]
}

export interface AuthorRecord {
  readonly name: string
  readonly who: AuthorIs
}

interface FlatPlace {
  readonly at: ArchivePlace['at']
  readonly room?: RoomId
  readonly account?: AccountId
  readonly entry?: EntryId
}
const flatPlace: Codec<FlatPlace> = record({
  at: field(1, choice<ArchivePlace['at']>({ nowhere: 0, room: 1, contact: 2, entry: 3 })),
  room: optional(2, id('room')),
  account: optional(3, id('account')),
  entry: optional(4, entryId),
})
const place: Codec<ArchivePlace> = mapped(
  flatPlace,
  (held: ArchivePlace): FlatPlace => held,
  ({ at, room, account, entry }): ArchivePlace => {
    if (at === 'room' && room !== undefined) return { at, room }
    if (at === 'contact' && account !== undefined) return { at, account }
    if (at === 'entry' && entry !== undefined) return { at, entry }
    return { at: 'nowhere' }
  },
)

interface FlatAuthor {
  readonly is: AuthorIs['is']
  readonly account?: AccountId
  readonly entry?: EntryId
}
const author: Codec<AuthorIs> = mapped(
  record({
    is: field(1, choice<AuthorIs['is']>({ unknown: 0, contact: 1, entry: 2, new: 3 })),
    account: optional(2, id('account')),
    entry: optional(3, entryId),
  }) satisfies Codec<FlatAuthor>,
  (held: AuthorIs): FlatAuthor => held,
  ({ is, account, entry }): AuthorIs => {
    if (is === 'contact' && account !== undefined) return { is, account }
    if (is === 'entry' && entry !== undefined) return { is, entry }
    return { is: 'unknown' }
  },
)

export const archiveRecord: Codec<ArchiveRecord> = struct({
  id: field(1, id('room')),
  salt: field(2, bytes(SALT_BYTES)),
  title: field(3, text(INTRINSIC.TITLE_CHARACTERS)),
  app: field(4, text(APP_CHARACTERS)),
  place: field(5, place),
  messages: field(6, uint()),
  first: optional(7, uint()),
  last: optional(8, uint()),
  batches: field(9, array(uint(), { max: BATCHES_PER_ARCHIVE })),
})

export const batchRecord: Codec<BatchRecord> = struct({
  at: field(1, uint()),
  state: field(2, choice<BatchRecord['state']>({ open: 0, done: 1, leaving: 2 })),
  sources: field(3, array(text(SOURCE_CHARACTERS), { max: ARCHIVE.SOURCES })),
  archives: field(4, array(uint(), { max: ARCHIVE.CHATS })),
  messages: field(6, uint()),
  known: field(7, uint()),
  mended: field(8, uint()),
  entries: field(9, array(entryId, { max: BOOK.ENTRIES })),
})

export const authorRecord: Codec<AuthorRecord> = struct({ name: field(1, text(ARCHIVE.AUTHOR_CHARACTERS)), who: field(2, author) })

const attachment = record({ name: field(0, text(SOURCE_CHARACTERS)), present: field(1, bool) })
const reaction = record({ emoji: field(0, text(64)), by: field(1, text(ARCHIVE.AUTHOR_CHARACTERS)) })
const KIND_CHARACTERS = 16
const TIME_CHARACTERS = 40

/** Content of a row, beside what the row says itself. */
export interface ImportedContent {
  readonly kind: string
  readonly author?: string | undefined
  readonly time?: string | undefined
  readonly text: string
  /** UTF-16 units of the whole; more than `text` has: the whole lies apart. */
  readonly length: number
  readonly attachments?: readonly { readonly name: string; readonly present: boolean }[] | undefined
  readonly reactions?: readonly { readonly emoji: string; readonly by: string }[] | undefined
  readonly editedAt?: string | undefined
}

export const importedContent: Codec<ImportedContent> = struct({
  kind: field(1, text(KIND_CHARACTERS)),
  author: optional(2, text(ARCHIVE.AUTHOR_CHARACTERS)),
  time: optional(3, text(TIME_CHARACTERS)),
  text: field(4, text(ARCHIVE.SHOWN_CHARACTERS)),
  length: field(5, uint()),
  attachments: optional(6, array(attachment, { max: ARCHIVE.KEPT_ATTACHMENTS })),
  reactions: optional(7, array(reaction, { max: ARCHIVE.KEPT_REACTIONS })),
  editedAt: optional(8, text(TIME_CHARACTERS)),
})
