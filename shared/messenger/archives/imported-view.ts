/** An imported message as a person sees it: marked, unsigned, and with nothing that only signed messages have (ARC-5). */
import type { Crypto } from '../../crypto/index.ts'
import type { AccountId, RoomId } from '../../ids/index.ts'
import type { MessageRow } from '../../store/index.ts'
import type { AddressBook } from '../address-book/index.ts'
import type { ImportedMark } from '../api-imports.ts'
import type { MessageView } from '../api.ts'
import type { Names } from '../names.ts'
import { authorId } from './fingerprint.ts'
import { contentOfImported } from './imported-row.ts'
import type { ArchiveRecord, AuthorRecord } from './records.ts'

export interface Onlooking {
  readonly room: RoomId
  readonly record: ArchiveRecord
  readonly author: AuthorRecord | undefined
  readonly crypto: Crypto
  readonly people: Pick<AddressBook, 'resolve' | 'nameOf' | 'accountOf'>
  readonly me: AccountId
  readonly names: Names
}

/** undefined: the store was damaged, or a later version wrote it. */
export function importedView(row: MessageRow, seen: Onlooking): MessageView | undefined {
  const content = contentOfImported(row)
  if (content === undefined) return undefined
  const { record, room, crypto, me, names } = seen
  const isMine = row.account === authorId(crypto, record.salt, undefined)
  const { account, name, entry } = isMine
    ? { account: me, name: names.nameOf(me), entry: undefined }
    : authorOf(row, content.author ?? '', seen)
  const imported: ImportedMark = {
    app: record.app,
    author: content.author,
    isUnsigned: true,
    archive: record.id,
    batch: row.seq,
    kind: content.kind,
    isMine,
    ...(entry !== undefined && { entry }),
    writtenTime: content.time,
    attachments: content.attachments ?? [],
    reactions: content.reactions ?? [],
    isLong: content.length > content.text.length,
  }
  return {
    id: row.id,
    room,
    author: { account, name },
    time: row.t,
    kind: 'text',
    text: content.text,
    mentions: [],
    attachments: [],
    card: undefined,
    place: undefined,
    holds: undefined,
    mentionsMe: false,
    replyTo: row.replyTo,
    edited: undefined,
    deleted: false,
    hidden: false,
    reactions: [],
    pinned: false,
    imported,
    delivery: { state: 'received' },
    change: undefined,
    arrivedAt: row.arrivedAt,
    inDoubt: false,
    twoStories: false,
    rewritten: false,
    system: undefined,
  }
}

interface ShownAuthor {
  readonly account: AccountId
  readonly name: string
  readonly entry?: string | undefined
}

/** Whom the person said it is; else a name and nobody's account, which only tells the authors of one archive apart. */
function authorOf(row: MessageRow, spelled: string, { author, people, names }: Onlooking): ShownAuthor {
  const who = author?.who
  if (who?.is === 'contact' && names.isContact(who.account)) return { account: who.account, name: names.nameOf(who.account) }
  if (who?.is !== 'entry') return { account: row.account, name: spelled }
  const account = people.accountOf(who.entry)
  const entry = people.resolve(who.entry)
  if (account !== undefined && names.isContact(account)) return { account, name: names.nameOf(account), entry }
  return { account: row.account, name: people.nameOf(who.entry) ?? spelled, entry }
}
