/**
 * What is inside the chunks (BKP-4): records, each a length and an array of CBOR. First whose backup it is, then the rows of each table in
 * pages, then files as the sealed chunks they are, last the numbers of what there was. A reader holds one record.
 */
import { type CborValue, concatBytes, decodeCbor, encodeCbor, readUint, u32 } from '../codec/index.ts'
import { type FileId, ID_BYTES, idBytes, idFromBytes } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import { isFileSize } from '../media/index.ts'
import { type Result, fail, ok } from '../result.ts'
import type { BackupCode } from './header.ts'

export type RowValue = number | string | Uint8Array | null
export type Row = readonly RowValue[]

export type BackupRecord =
  /** `manifest.ts`. */
  | { readonly type: 'manifest'; readonly bytes: Uint8Array }
  | { readonly type: 'table'; readonly name: string; readonly columns: readonly string[] }
  /** Of the table named last. */
  | { readonly type: 'rows'; readonly rows: readonly Row[] }
  /** A file of messages begins; its chunks follow, all of them, in their order. */
  | { readonly type: 'file'; readonly file: FileId; readonly size: number }
  | { readonly type: 'chunk'; readonly sealed: Uint8Array }
  /** The file was erased while it was being written: it is not in this backup. */
  | { readonly type: 'cut' }
  | { readonly type: 'end'; readonly counts: BackupCounts }

export interface BackupCounts {
  readonly contacts: number
  readonly rooms: number
  readonly messages: number
  /** Of all tables. */
  readonly rows: number
  /** Files of messages; left out of the record where there are none. */
  readonly files: number
}

const LENGTH_BYTES = 4
const KINDS = { manifest: 0, table: 1, rows: 2, end: 3, file: 4, chunk: 5, cut: 6 } as const
const NAME_CHARACTERS = 64
const COLUMNS = 64

export function encodeRecord(record: BackupRecord): Uint8Array {
  const body = encodeCbor(valueOf(record))
  if (body.length > RESOURCE.BACKUP_RECORD_BYTES) throw new RangeError('a record of a backup is too large')
  return concatBytes(u32(body.length), body)
}

/** Takes opened content in pieces cut anywhere. The order of records is the reader's to judge. */
export class RecordReader {
  #pieces: Uint8Array[] = []
  #length = 0
  #wanted: number | undefined

  push(bytes: Uint8Array): Result<readonly BackupRecord[], BackupCode> {
    this.#pieces.push(bytes)
    this.#length += bytes.length
    const records: BackupRecord[] = []
    for (;;) {
      if (this.#wanted === undefined) {
        if (this.#length < LENGTH_BYTES) return ok(records)
        this.#wanted = readUint(this.#take(LENGTH_BYTES)) ?? 0
        // Before anything is kept for it.
        if (this.#wanted > RESOURCE.BACKUP_RECORD_BYTES) return fail('BACKUP_DAMAGED')
      }
      if (this.#length < this.#wanted) return ok(records)
      const record = recordOf(this.#take(this.#wanted))
      if (record === undefined) return fail('BACKUP_DAMAGED')
      records.push(record)
      this.#wanted = undefined
    }
  }

  /** Whether nothing is left over. */
  isEven(): boolean {
    return this.#length === 0 && this.#wanted === undefined
  }

  #take(length: number): Uint8Array {
    const first = this.#pieces[0]
    const whole = this.#pieces.length === 1 && first !== undefined ? first : concatBytes(...this.#pieces)
    this.#pieces = whole.length > length ? [whole.subarray(length)] : []
    this.#length -= length
    return whole.subarray(0, length)
  }
}

function valueOf(record: BackupRecord): CborValue {
  switch (record.type) {
    case 'manifest':
      return [KINDS.manifest, record.bytes]
    case 'table':
      return [KINDS.table, record.name, record.columns]
    case 'rows':
      return [KINDS.rows, record.rows]
    case 'file':
      return [KINDS.file, idBytes(record.file), record.size]
    case 'chunk':
      return [KINDS.chunk, record.sealed]
    case 'cut':
      return [KINDS.cut]
    case 'end': {
      const { contacts, rooms, messages, rows, files } = record.counts
      return [KINDS.end, contacts, rooms, messages, rows, ...(files > 0 ? [files] : [])]
    }
  }
}

function recordOf(bytes: Uint8Array): BackupRecord | undefined {
  const read = decodeCbor(bytes, RESOURCE.BACKUP_RECORD_BYTES)
  if (!Array.isArray(read)) return undefined
  const [kind, ...fields] = read as readonly CborValue[]
  const [first, second] = fields
  if (kind === KINDS.manifest && fields.length === 1 && first instanceof Uint8Array) return { type: 'manifest', bytes: first }
  if (kind === KINDS.table && fields.length === 2 && isName(first) && Array.isArray(second)) {
    const columns = second as readonly CborValue[]
    return columns.length <= COLUMNS && columns.every(isName) ? { type: 'table', name: first, columns } : undefined
  }
  if (kind === KINDS.rows && fields.length === 1 && Array.isArray(first)) {
    const rows = first as readonly CborValue[]
    return rows.every(isRow) ? { type: 'rows', rows } : undefined
  }
  if (kind === KINDS.file && fields.length === 2 && first instanceof Uint8Array && typeof second === 'number') {
    return first.length === ID_BYTES.file && isFileSize(second)
      ? { type: 'file', file: idFromBytes('file', first), size: second }
      : undefined
  }
  if (kind === KINDS.chunk && fields.length === 1 && first instanceof Uint8Array) return { type: 'chunk', sealed: first }
  if (kind === KINDS.cut && fields.length === 0) return { type: 'cut' }
  if (kind === KINDS.end && (fields.length === 4 || fields.length === 5) && fields.every(isCount)) {
    const [contacts = 0, rooms = 0, messages = 0, rows = 0, files = 0] = fields as readonly number[]
    return { type: 'end', counts: { contacts, rooms, messages, rows, files } }
  }
  return undefined
}

function isName(value: CborValue | undefined): value is string {
  return typeof value === 'string' && value.length <= NAME_CHARACTERS && /^[a-z_]+$/.test(value)
}

function isRow(value: CborValue): value is Row {
  return Array.isArray(value) && (value as readonly CborValue[]).every(isRowValue)
}

function isRowValue(value: CborValue): value is RowValue {
  return value === null || typeof value === 'number' || typeof value === 'string' || value instanceof Uint8Array
}

function isCount(value: CborValue): value is number {
  return typeof value === 'number' && value >= 0
}
