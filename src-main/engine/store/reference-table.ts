/** References of messages to files in SQLite: follows the message rows, in their transactions (MEDIA-24). */
import type { FileId, MessageId } from '../../../shared/ids/index.ts'
import {
  CommitNews,
  type FileBearer,
  type FileReference,
  type MessageRow,
  type ReferenceTable,
  type RoomKey,
  type SegmentKey,
} from '../../../shared/store/index.ts'
import { idFromBuffer, idToBuffer } from './row-values.ts'
import type { Connection, Statement } from './sqlite.ts'
import type { Transactions } from './transactions.ts'

/** The version of the database whose messages know their files. */
export const FIRST_WITH_FILES = 4

/** All of them, out of the messages. */
export const REMAKE_REFERENCES = `
INSERT OR IGNORE INTO file_references (file, room, message)
WITH RECURSIVE part (room, message, files, at) AS (
  SELECT room, id, files, 1 FROM messages WHERE files IS NOT NULL
  UNION ALL SELECT room, message, files, at + 32 FROM part WHERE at + 32 < length(files)
)
SELECT substr(files, at, 32), room, message FROM part;
`

export class SqliteReferences implements ReferenceTable {
  readonly #transactions: Transactions
  readonly #dropped = new CommitNews<FileId>()
  readonly #added = new CommitNews<FileBearer>()
  readonly #of: Statement
  readonly #has: Statement
  readonly #ofRoom: Statement
  readonly #add: Statement
  readonly #removeMessage: Statement
  readonly #removeSegment: Statement
  readonly #removeRoom: Statement

  constructor(connection: Connection, transactions: Transactions) {
    const dropping = (where: string): Statement => connection.prepare(`DELETE FROM file_references WHERE ${where} RETURNING file`).pluck()
    this.#transactions = transactions
    transactions.join(this.#dropped)
    transactions.join(this.#added)
    this.#of = connection.prepare('SELECT room, message FROM file_references WHERE file = ? ORDER BY room, message').raw()
    this.#has = connection.prepare('SELECT 1 FROM file_references WHERE file = ? LIMIT 1').pluck()
    this.#ofRoom = connection
      .prepare('SELECT DISTINCT file FROM file_references INDEXED BY file_references_room WHERE room = ? ORDER BY file')
      .pluck()
    this.#add = connection.prepare('INSERT OR IGNORE INTO file_references (file, room, message) VALUES (?, ?, ?)')
    this.#removeMessage = dropping('room = ? AND message = ?')
    this.#removeSegment = dropping('(room, message) IN (SELECT room, id FROM messages WHERE segment = ? AND files IS NOT NULL)')
    this.#removeRoom = dropping('room = ?')
  }

  of(file: FileId): readonly FileReference[] {
    const rows = this.#transactions.read(() => this.#of.all(idToBuffer(file))) as readonly (readonly [number, Buffer])[]
    return rows.map(([room, message]) => ({ room, message: idFromBuffer('message', message) }))
  }

  has(file: FileId): boolean {
    return this.#transactions.read(() => this.#has.get(idToBuffer(file))) !== undefined
  }

  ofRoom(room: RoomKey): readonly FileId[] {
    return filesOf(this.#transactions.read(() => this.#ofRoom.all(room)))
  }

  onDropped(listener: (files: readonly FileId[]) => void): () => void {
    return this.#dropped.listen(listener)
  }

  onAdded(listener: (added: readonly FileBearer[]) => void): () => void {
    return this.#added.listen(listener)
  }

  /** Of a message that has none yet. In the caller's transaction, as those below. */
  add({ files, room, id }: MessageRow): void {
    for (const file of files) this.#add.run(idToBuffer(file), room, idToBuffer(id))
    if (files.length > 0) this.#added.note(`${room}/${id}`, { room, message: id })
  }

  removeMessage(room: RoomKey, message: MessageId): void {
    this.#note(this.#removeMessage.all(room, idToBuffer(message)))
  }

  /** Before its rows go. */
  removeSegment(segment: SegmentKey): void {
    this.#note(this.#removeSegment.all(segment))
  }

  removeRoom(room: RoomKey): void {
    this.#note(this.#removeRoom.all(room))
  }

  #note(files: readonly unknown[]): void {
    for (const file of filesOf(files)) this.#dropped.note(file, file)
  }
}

function filesOf(values: readonly unknown[]): readonly FileId[] {
  return values.map((value) => idFromBuffer('file', value as Buffer))
}
