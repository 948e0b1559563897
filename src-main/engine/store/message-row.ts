/** One message as a row of SQLite and back. */
import { type FileId, ID_BYTES } from '../../../shared/ids/index.ts'
import type { MessageRow } from '../../../shared/store/index.ts'
import type { Refs } from './refs.ts'
import { idFromBuffer, idToBuffer, plainBytes } from './row-values.ts'

export interface MessageRefs {
  readonly accounts: Refs<'account'>
  readonly devices: Refs<'device'>
}

export const MESSAGE_COLUMNS =
  'room, id, account, device, segment, client, clock, seq, t, c, kind, reply_to, edited_at, deleted, arrived_at, text, content, names_me, forgotten, files'

type MessageColumns = readonly [
  room: number,
  id: Buffer,
  account: number,
  device: number,
  segment: number,
  client: number,
  clock: number,
  seq: number,
  t: number,
  c: number,
  kind: string,
  replyTo: Buffer | null,
  editedAt: number,
  deleted: number,
  arrivedAt: number,
  text: string | null,
  content: Buffer,
  namesMe: number,
  forgotten: number,
  files: Buffer | null,
]

/** Gives ids their numbers. */
export interface MessageNumbers {
  readonly accounts: Pick<Refs<'account'>, 'number'>
  readonly devices: Pick<Refs<'device'>, 'number'>
}

/** Values in the order of `MESSAGE_COLUMNS`. */
export function writeMessage(row: MessageRow, refs: MessageNumbers): readonly unknown[] {
  return [
    row.room,
    idToBuffer(row.id),
    refs.accounts.number(row.account),
    refs.devices.number(row.device),
    row.segment,
    row.client,
    row.clock,
    row.seq,
    row.t,
    row.c,
    row.kind,
    row.replyTo === undefined ? null : idToBuffer(row.replyTo),
    row.editedAt,
    Number(row.deleted),
    row.arrivedAt,
    row.text ?? null,
    row.content,
    Number(row.namesMe),
    Number(row.forgotten),
    row.files.length === 0 ? null : Buffer.concat(row.files.map(idToBuffer)),
  ]
}

/** `row` is what a statement over `MESSAGE_COLUMNS` yields. Throws `StoreError` STORE_DAMAGED. */
export function readMessage(row: unknown, refs: MessageRefs): MessageRow {
  const columns = row as MessageColumns
  const [room, id, account, device, segment, client, clock, seq, t, c, kind, replyTo, editedAt, deleted, arrivedAt, text] = columns
  const [content, namesMe, forgotten, files] = [columns[16], columns[17], columns[18], columns[19]]
  return {
    room,
    id: idFromBuffer('message', id),
    account: refs.accounts.id(account),
    device: refs.devices.id(device),
    segment,
    client,
    clock,
    seq,
    t,
    c,
    kind,
    content: plainBytes(content),
    text: text ?? undefined,
    replyTo: replyTo === null ? undefined : idFromBuffer('message', replyTo),
    editedAt,
    deleted: deleted === 1,
    arrivedAt,
    namesMe: namesMe === 1,
    forgotten: forgotten === 1,
    files: readFiles(files),
  }
}

/** Ids one after the other; null: none. Throws `StoreError` STORE_DAMAGED. */
export function readFiles(files: Buffer | null): readonly FileId[] {
  const found: FileId[] = []
  for (let at = 0; files !== null && at < files.length; at += ID_BYTES.file)
    found.push(idFromBuffer('file', files.subarray(at, at + ID_BYTES.file)))
  return found
}
