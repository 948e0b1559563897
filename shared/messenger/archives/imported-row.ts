/** An imported record as a row of the message table. Long texts lie apart, so that a page of messages stays a page (ARC-5). */
import { utf8, readUtf8 } from '../../codec/index.ts'
import { type AccountId, ID_BYTES, type MessageId, idFromBytes } from '../../ids/index.ts'
import { type ImportedRecord, RECORD_KINDS, type RecordKind } from '../../importers/index.ts'
import { ARCHIVE } from '../../limits.ts'
import type { MessageRow, RoomKey, SegmentKey, Store } from '../../store/index.ts'
import type { Place } from './placing.ts'
import { type ImportedContent, importedContent } from './records.ts'

export const IMPORTED_KIND = 'imported'
const NAME_CHARACTERS = 512
const EMOJI_CHARACTERS = 64
const TIME_CHARACTERS = 40
const NO_DEVICE = idFromBytes('device', new Uint8Array(ID_BYTES.device))

export interface RowPlace extends Place {
  readonly room: RoomKey
  readonly segment: SegmentKey
  /** Kept in the column that says by which block a signed message came. */
  readonly batch: number
  readonly id: MessageId
  readonly account: AccountId
  readonly replyTo: MessageId | undefined
  readonly arrivedAt: number
}

export function importedRow(record: ImportedRecord, place: RowPlace): MessageRow {
  const whole = record.text.toWellFormed()
  const text = cut(whole, ARCHIVE.SHOWN_CHARACTERS)
  const content: ImportedContent = {
    kind: record.kind,
    text,
    length: whole.length,
    ...(record.author !== null && { author: cut(record.author, ARCHIVE.AUTHOR_CHARACTERS) }),
    ...(record.time !== null && { time: cut(record.time, TIME_CHARACTERS) }),
    ...(record.editedAt !== undefined && { editedAt: cut(record.editedAt, TIME_CHARACTERS) }),
    ...(record.attachments.length > 0 && {
      attachments: record.attachments
        .slice(0, ARCHIVE.KEPT_ATTACHMENTS)
        .map(({ name, present }) => ({ name: cut(name, NAME_CHARACTERS), present })),
    }),
    ...(record.reactions !== undefined &&
      record.reactions.length > 0 && {
        reactions: record.reactions
          .slice(0, ARCHIVE.KEPT_REACTIONS)
          .map(({ emoji, by }) => ({ emoji: cut(emoji, EMOJI_CHARACTERS), by: cut(by, ARCHIVE.AUTHOR_CHARACTERS) })),
      }),
  }
  const { batch, ...rest } = place
  return {
    ...rest,
    device: NO_DEVICE,
    client: 0,
    clock: 0,
    seq: batch,
    kind: IMPORTED_KIND,
    content: importedContent.encode(content),
    text: text === '' ? undefined : text,
    editedAt: 0,
    deleted: false,
    namesMe: false,
    forgotten: false,
    files: [],
  }
}

export type HeldContent = Omit<ImportedContent, 'kind'> & { readonly kind: RecordKind }

/** undefined only when the store was damaged, or a later version wrote it. */
export function contentOfImported(row: MessageRow): HeldContent | undefined {
  const read = importedContent.decode(row.content)
  return read.ok ? { ...read.value, kind: kindOf(read.value.kind) } : undefined
}

const KINDS: ReadonlySet<string> = new Set<RecordKind>(RECORD_KINDS)

function kindOf(kind: string): RecordKind {
  return KINDS.has(kind) ? (kind as RecordKind) : 'other'
}

/** Texts longer than is shown, by batch: they go with it. */
export class LongTexts {
  readonly #values: Store['values']

  constructor(values: Store['values']) {
    this.#values = values
  }

  /** In the caller's transaction. A text that is not long leaves nothing. */
  put(batch: number, id: MessageId, text: string): void {
    if (text.length > ARCHIVE.SHOWN_CHARACTERS) this.#values.put(spaceOf(batch), id, utf8(text.toWellFormed()))
    else this.#values.delete(spaceOf(batch), id)
  }

  get(batch: number, id: MessageId): string | undefined {
    const held = this.#values.get(spaceOf(batch), id)
    return held === undefined ? undefined : readUtf8(held)
  }

  delete(batch: number, id: MessageId): void {
    this.#values.delete(spaceOf(batch), id)
  }
}

export function longTextsSpace(batch: number): string {
  return spaceOf(batch)
}

function spaceOf(batch: number): string {
  return `archive-long/${batch}`
}

function cut(text: string, most: number): string {
  return text.slice(0, most).toWellFormed()
}
