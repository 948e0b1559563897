/** A file, or a folder as a set, on its way into a message: what shells see of it, and what the outbox has to let go of in the end. */
import type { FileId, RoomId } from '../../../shared/ids/index.ts'
import { type MediaReference, sealedSize } from '../../../shared/media/index.ts'
import type { OutgoingCode, OutgoingFile } from '../../../shared/messenger/index.ts'
import type { RoomKey } from '../../../shared/store/index.ts'
import type { GivenFolder } from './given-folder.ts'
import type { GivenPieces } from './given-pieces.ts'

export interface OutgoingInit {
  readonly id: string
  readonly room: RoomId
  readonly key: RoomKey
  /** Safe. */
  readonly name: string
  readonly size: number | undefined
  /** Of one that is given in pieces. */
  readonly pieces?: GivenPieces
  /** Of one that is given file by file. */
  readonly folder?: GivenFolder
}

export class Outgoing {
  readonly id: string
  readonly room: RoomId
  readonly key: RoomKey
  readonly name: string
  readonly #pieces: GivenPieces | undefined
  readonly folder: GivenFolder | undefined
  readonly ending = new AbortController()
  /** Kept for it; what its set names is kept by the set. */
  readonly claimed = new Set<FileId>()
  /** Its set's. */
  parts: readonly FileId[] = []
  state: OutgoingFile['state'] = 'sealing'
  code: OutgoingCode | undefined
  size: number | undefined
  bytes = 0
  files: number | undefined
  leftOut: number | undefined
  /** Room that was made for it, before sealing. */
  promised = 0
  reference: MediaReference | undefined
  /** Resolves when nobody works on it any more. */
  work: Promise<void> = Promise.resolve()
  isPosting = false
  toldAt = 0

  constructor({ id, room, key, name, size, pieces, folder }: OutgoingInit) {
    this.id = id
    this.room = room
    this.key = key
    this.name = name
    this.size = size
    this.#pieces = pieces
    this.folder = folder
  }

  /** To give to: of a folder those of its last file. */
  get pieces(): GivenPieces | undefined {
    return this.folder === undefined ? this.#pieces : this.folder.pieces
  }

  /** What was being given does not come any more. */
  abandon(): void {
    this.#pieces?.abandon()
    this.folder?.abandon()
  }

  /** Sealed bytes that will be taken and are not yet. */
  get owed(): number {
    return this.state === 'sealing' ? Math.max(0, sealedSize(this.promised) - sealedSize(this.bytes)) : 0
  }

  /** Nobody takes what is given any more. */
  close(): void {
    this.#pieces?.close()
    this.folder?.close()
  }

  failed(code: OutgoingCode): void {
    this.state = 'failed'
    this.code = code
  }

  view(): OutgoingFile {
    const { id, room, name, state, bytes, size, code, files, leftOut } = this
    return { id, room, name, state, bytes, size, type: this.reference?.type, code, files, leftOut }
  }
}
