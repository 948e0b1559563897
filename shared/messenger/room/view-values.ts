/**
 * Message rows and amendment rows as the store keeps them, made from what segments say and read back. The store sees opaque bytes; their
 * shape is here alone. Views can be dropped and rebuilt, so these shapes may change with a rebuild.
 */
import { array, bool, bytes, field, optional, struct, text, tuple, uint } from '../../codec/index.ts'
import type { SegmentAmendment, SegmentEntry, SegmentMark } from '../../feeds/segment/index.ts'
import type { AccountId, FileId, MessageId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import {
  type ContentSummary,
  type ContentView,
  type Entry,
  type Fields,
  type Mention,
  type Time,
  decodeContent,
  encodeContent,
  readContent,
  summaryOf,
} from '../../rooms/kinds/index.ts'
import type { Amending, Candidate, MarkBy, MessageState } from '../../rooms/timeline/index.ts'
import type { AmendmentRow, MessageRow, RoomKey, SegmentKey } from '../../store/index.ts'
import { storyName } from './story.ts'

const SALT_BYTES = 16
/** `client` of a row whose entry is erased: only an amendment made it. */
export const NO_ENTRY = -1

const time = tuple(uint(), uint({ max: INTRINSIC.TIME_COUNTER }))
const content = bytes({ max: 2 * INTRINSIC.ENTRY_BYTES })
const rowContent = struct({ salt: field(1, bytes(SALT_BYTES)), content: field(2, content), claimed: field(3, time) })
const amendmentValue = struct({
  salt: optional(1, bytes(SALT_BYTES)),
  original: optional(2, time),
  kind: optional(3, text(64)),
  content: optional(4, content),
  to: optional(5, time),
  isOn: optional(6, bool),
  /** Twins: seq and receipt of the block they came by. */
  from: optional(7, array(uint(), { min: 2, max: 2 })),
})

/** Which segment something stands in. */
export interface Placing {
  readonly room: RoomKey
  readonly account: AccountId
  readonly segment: SegmentKey
  readonly seq: number
  readonly arrivedAt: number
}

/** Whose profile this is, and what he put out of sight: what a row says of them no block does. */
export interface Onlooker {
  readonly account: AccountId
  hasForgotten(message: MessageId): boolean
}

/** The row of a message that nothing amends. */
export function rowOfEntry({ device, client, clock, id, entry }: SegmentEntry, placing: Placing, onlooker: Onlooker): MessageRow {
  return {
    ...placing,
    id,
    device,
    client,
    clock,
    t: entry.time[0],
    c: entry.time[1],
    kind: entry.kind,
    content: rowContent.encode({ salt: entry.salt, content: encodeContent(entry.content), claimed: entry.time }),
    text: entry.view.searched,
    replyTo: entry.view.replyTo,
    editedAt: 0,
    deleted: false,
    namesMe: isNamed(onlooker, placing.account, entry.view.mentions),
    forgotten: onlooker.hasForgotten(id),
    files: filesOf(entry.view),
  }
}

/** The row of a message as the reducer sees it; `salt` and claimed time as the author's next amendment will need them. */
export function rowOfState(
  state: MessageState,
  salt: Uint8Array,
  claimed: Time,
  at: Pick<MessageRow, 'client' | 'clock'>,
  placing: Placing,
  onlooker: Onlooker,
): MessageRow {
  const { body } = state
  return {
    ...placing,
    ...at,
    id: state.id,
    device: state.device,
    t: state.time[0],
    c: state.time[1],
    kind: body?.kind ?? 'deleted',
    content: rowContent.encode({ salt, content: body === undefined ? new Uint8Array(0) : encodeContent(body.content), claimed }),
    text: body?.view.searched,
    replyTo: body?.view.replyTo,
    editedAt: state.editedAt?.[0] ?? 0,
    deleted: body === undefined,
    namesMe: isNamed(onlooker, placing.account, body?.view.mentions ?? []),
    forgotten: onlooker.hasForgotten(state.id),
    files: body === undefined ? [] : filesOf(body.view),
  }
}

/** Of those it refers to each once. */
function filesOf({ attachments }: ContentView): readonly FileId[] {
  return [...new Set(attachments.map(({ file }) => file))]
}

/** Who names himself need not be told. */
function isNamed({ account }: Onlooker, author: AccountId, mentions: readonly Mention[]): boolean {
  return author !== account && mentions.some((mention) => mention.account === account)
}

/** What a row says, read anew from its content; undefined when it says nothing any more, or the store was damaged. */
export function viewOfRow(row: MessageRow): ContentView | undefined {
  const held = row.deleted ? undefined : contentOf(row)
  return held === undefined ? undefined : readContent(row.kind, held.content)
}

/** What a line says of a row: what was written, without the names of what came with it, which `text` of a row has for the search. */
export function saidIn(row: MessageRow): { readonly text: string | undefined; readonly holds: ContentSummary | undefined } {
  const view = row.kind === 'text' ? undefined : viewOfRow(row)
  return view === undefined ? { text: row.text, holds: undefined } : { text: view.text, holds: summaryOf(view) }
}

export interface RowContent {
  readonly salt: Uint8Array
  readonly content: Fields
  readonly claimed: Time
}

/** What is behind a row; undefined only when the store was damaged. */
export function contentOf(row: MessageRow): RowContent | undefined {
  const read = rowContent.decode(row.content)
  if (!read.ok) return undefined
  const fields = read.value.content.length === 0 ? new Map() : decodeContent(read.value.content)
  return fields === undefined ? undefined : { salt: read.value.salt, content: fields, claimed: read.value.claimed }
}

/** What a message says by its fields; undefined when it says nothing any more. */
export function itemContent(row: MessageRow): Fields | undefined {
  return row.deleted ? undefined : contentOf(row)?.content
}

/** The entry a plain row was made from. */
export function candidateOf(row: MessageRow): Candidate | undefined {
  const held = contentOf(row)
  const view = held === undefined ? undefined : readContent(row.kind, held.content)
  if (held === undefined || view === undefined || row.client === NO_ENTRY || row.deleted) return undefined
  const entry: Entry = { salt: held.salt, time: held.claimed, kind: row.kind, content: held.content, view }
  return { device: row.device, client: row.client, clock: row.clock, id: row.id, entry }
}

/** The story belongs to the name: a forked device can put two at one place (FORK-2). */
export function twinSlot({ client, clock, entry }: Pick<Candidate, 'client' | 'clock' | 'entry'>): string {
  return `twin:${client}:${clock}:${storyName(entry)}`
}

/** An entry of a message that has more than its entry. */
export function twinRow(
  { device, client, clock, id, entry }: Candidate,
  { room, account, segment, seq, arrivedAt }: Placing,
): AmendmentRow {
  const value = amendmentValue.encode({ salt: entry.salt, kind: entry.kind, content: encodeContent(entry.content), from: [seq, arrivedAt] })
  return {
    room,
    message: id,
    segment,
    device,
    slot: twinSlot({ client, clock, entry }),
    account,
    t: entry.time[0],
    c: entry.time[1],
    value,
  }
}

export interface Twin {
  readonly candidate: Candidate
  readonly placing: Placing
}

export function readTwin(row: AmendmentRow): Twin | undefined {
  const [, client, clock] = row.slot.split(':')
  const read = row.slot.startsWith('twin:') ? amendmentValue.decode(row.value) : undefined
  if (read?.ok !== true || client === undefined || clock === undefined) return undefined
  const { salt, kind, content: encoded, from } = read.value
  const fields = encoded === undefined ? undefined : decodeContent(encoded)
  const view = kind === undefined || fields === undefined ? undefined : readContent(kind, fields)
  if (salt === undefined || kind === undefined || fields === undefined || view === undefined) return undefined
  const entry: Entry = { salt, time: [row.t, row.c], kind, content: fields, view }
  return {
    candidate: { device: row.device, client: Number(client), clock: Number(clock), id: row.message, entry },
    placing: { room: row.room, account: row.account, segment: row.segment, seq: from?.[0] ?? 0, arrivedAt: from?.[1] ?? 0 },
  }
}

/** Edits and deletions share a slot, as they do in the segment. */
export function amendmentRow({ device, amendment }: SegmentAmendment, { room, account, segment, seq, arrivedAt }: Placing): AmendmentRow {
  const value =
    amendment.type === 'time'
      ? amendmentValue.encode({ to: amendment.to })
      : amendmentValue.encode({
          salt: amendment.salt,
          original: amendment.original,
          from: [seq, arrivedAt],
          ...(amendment.type === 'edit' && { kind: amendment.kind, content: encodeContent(amendment.content) }),
        })
  const slot = amendment.type === 'time' ? 'time' : 'edit'
  return { room, message: amendment.message, segment, device, slot, account, t: amendment.time[0], c: amendment.time[1], value }
}

export interface ReadAmendment extends Amending {
  readonly from: readonly [seq: number, arrivedAt: number]
  readonly segment: SegmentKey
}

export function readAmendment(row: AmendmentRow): ReadAmendment | undefined {
  const read = row.slot === 'edit' || row.slot === 'time' ? amendmentValue.decode(row.value) : undefined
  if (read?.ok !== true) return undefined
  const { salt, original, kind, content: encoded, to, from } = read.value
  const common = { message: row.message, time: [row.t, row.c] as const }
  const place = { device: row.device, segment: row.segment, from: [from?.[0] ?? 0, from?.[1] ?? 0] as const }
  if (to !== undefined) return { ...place, amendment: { type: 'time', ...common, to } }
  if (salt === undefined || original === undefined) return undefined
  if (kind === undefined || encoded === undefined) return { ...place, amendment: { type: 'delete', ...common, salt, original } }
  const fields = decodeContent(encoded)
  const view = fields === undefined ? undefined : readContent(kind, fields)
  if (fields === undefined || view === undefined) return undefined
  return { ...place, amendment: { type: 'edit', ...common, salt, original, kind, content: fields, view } }
}

const MARK_PREFIX = 'mark:'

export function markRow({ device, mark }: SegmentMark, { room, account, segment }: Placing): AmendmentRow {
  const value = amendmentValue.encode({ isOn: mark.isOn })
  return {
    room,
    message: mark.message,
    segment,
    device,
    slot: `${MARK_PREFIX}${mark.what}`,
    account,
    t: mark.time[0],
    c: mark.time[1],
    value,
  }
}

export function readMark(row: AmendmentRow): MarkBy | undefined {
  const read = row.slot.startsWith(MARK_PREFIX) ? amendmentValue.decode(row.value) : undefined
  if (read?.ok !== true || read.value.isOn === undefined) return undefined
  const what = row.slot.slice(MARK_PREFIX.length)
  return { account: row.account, device: row.device, mark: { message: row.message, what, time: [row.t, row.c], isOn: read.value.isOn } }
}
