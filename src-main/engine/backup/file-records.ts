/**
 * Files of messages in a backup (BKP-12): the sealed chunks as they lie in the store, whole files only, each checked against its id when it is read.
 * Their keys are in the messages, so nothing is opened to copy them.
 */
import type { BackupCode, BackupRecord } from '../../../shared/backup/index.ts'
import type { Crypto } from '../../../shared/crypto/index.ts'
import type { FileId } from '../../../shared/ids/index.ts'
import { type MediaStore, chunkCount, fileId, leafHash, rootOf, sealedLength } from '../../../shared/media/index.ts'
import type { Store } from '../../../shared/store/index.ts'

export interface FileSource {
  readonly media: Pick<MediaStore, 'list' | 'chunk'>
  /** Of the running profile: what no message refers to stays out. */
  readonly references: Pick<Store['references'], 'has'>
}

/** Every whole file that messages refer to. One that is erased or damaged meanwhile is cut: what was written of it is no file. */
export async function* fileRecords({ media, references }: FileSource): AsyncGenerator<BackupRecord, undefined> {
  for (const { file, size, chunks } of await media.list()) {
    if (!chunks.isWhole || !references.has(file)) continue
    const first = await media.chunk(file, 0)
    if (first === undefined) continue
    yield { type: 'file', file, size }
    yield { type: 'chunk', sealed: first.sealed }
    for (let index = 1; index < chunkCount(size); index += 1) {
      const chunk = await media.chunk(file, index)
      if (chunk === undefined) {
        yield { type: 'cut' }
        break
      }
      yield { type: 'chunk', sealed: chunk.sealed }
    }
  }
  return undefined
}

export interface FileTaker {
  /** The next one begins. */
  begin(file: FileId, size: number): Promise<void>
  chunk(sealed: Uint8Array): Promise<void>
  /** All of it came, and it is that file. */
  end(file: FileId, size: number, leaves: readonly Uint8Array[]): Promise<void>
  /** The rest of it was not there any more when the backup was written. */
  cut(): Promise<void>
}

/** Sees to it that files come whole and are what they are called; what only looks on has no taker. */
export class FilesInOrder {
  /** Whole ones. */
  count = 0
  readonly #crypto: Crypto
  readonly #taker: FileTaker | undefined
  #current: { readonly file: FileId; readonly size: number; readonly leaves: Uint8Array[] } | undefined

  constructor(crypto: Crypto, taker: FileTaker | undefined) {
    this.#crypto = crypto
    this.#taker = taker
  }

  get isBetween(): boolean {
    return this.#current === undefined
  }

  async begin(file: FileId, size: number): Promise<BackupCode | undefined> {
    if (this.#current !== undefined) return 'BACKUP_DAMAGED'
    this.#current = { file, size, leaves: [] }
    await this.#taker?.begin(file, size)
    return undefined
  }

  async chunk(sealed: Uint8Array): Promise<BackupCode | undefined> {
    const current = this.#current
    if (current === undefined) return 'BACKUP_DAMAGED'
    const { file, size, leaves } = current
    if (sealed.length !== sealedLength(size, leaves.length)) return 'BACKUP_DAMAGED'
    leaves.push(leafHash(this.#crypto, sealed))
    await this.#taker?.chunk(sealed)
    if (leaves.length < chunkCount(size)) return undefined
    if (fileId(this.#crypto, size, rootOf(this.#crypto, leaves)) !== file) return 'BACKUP_DAMAGED'
    this.#current = undefined
    this.count += 1
    await this.#taker?.end(file, size, leaves)
    return undefined
  }

  async cut(): Promise<BackupCode | undefined> {
    if (this.#current === undefined) return 'BACKUP_DAMAGED'
    this.#current = undefined
    await this.#taker?.cut()
    return undefined
  }
}
