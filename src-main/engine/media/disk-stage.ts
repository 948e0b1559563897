/**
 * A file of our own on its way into the store: its sealed chunks one after the other in a file that nobody knows until it is finished, and that
 * the next start throws away when it never is.
 */
import type { FileHandle } from 'node:fs/promises'
import type { Crypto } from '../../../shared/crypto/index.ts'
import type { FileId } from '../../../shared/ids/index.ts'
import { type MediaStage, type MediaStored, SparseTree, chunkCount, sealedSize } from '../../../shared/media/index.ts'
import { fail, ok } from '../../../shared/result.ts'
import { type MediaFolder, diskCode, writeAll } from './media-folder.ts'

export interface StageHost {
  readonly crypto: Crypto
  readonly folder: MediaFolder
  /** The staged file is whole and durable under its token: it becomes the file's. */
  keep(file: FileId, size: number, token: string): Promise<MediaStored>
  ended(stage: DiskStage): void
}

export class DiskStage implements MediaStage {
  readonly #host: StageHost
  readonly #handle: Promise<FileHandle>
  readonly #token: string
  /** So far. */
  #bytes = 0
  #chunks = 0
  #last: Promise<unknown> = Promise.resolve()
  #isOver = false

  constructor(host: StageHost, handle: Promise<FileHandle>, token: string) {
    this.#host = host
    this.#handle = handle
    // A disk that refuses is told to whoever puts something.
    handle.catch(() => undefined)
    this.#token = token
  }

  get bytes(): number {
    return this.#bytes
  }

  async put(sealed: Uint8Array): Promise<MediaStored> {
    if (this.#isOver) return fail('STORE_FAILED')
    const position = this.#bytes
    this.#bytes += sealed.length
    this.#chunks += 1
    try {
      const written = this.#write(sealed, position)
      this.#last = Promise.allSettled([this.#last, written])
      await written
      return ok(undefined)
    } catch (cause) {
      return fail(diskCode(cause))
    }
  }

  async finish(file: FileId, size: number, leaves: readonly Uint8Array[]): Promise<MediaStored> {
    if (this.#isOver) return fail('STORE_FAILED')
    if (leaves.length !== chunkCount(size) || leaves.length !== this.#chunks || this.#bytes !== sealedSize(size))
      throw new RangeError(`${this.#chunks} chunks, ${leaves.length} leaves`)
    this.#isOver = true
    try {
      await this.#last
      await this.#write(SparseTree.over(this.#host.crypto, leaves).bytes, sealedSize(size))
      await (await this.#handle).datasync()
      await (await this.#handle).close()
      return await this.#host.keep(file, size, this.#token)
    } catch (cause) {
      return fail(diskCode(cause))
    } finally {
      await this.#end()
    }
  }

  async discard(): Promise<void> {
    if (this.#isOver) return
    this.#isOver = true
    await this.#last
    await this.#end()
  }

  async #write(bytes: Uint8Array, position: number): Promise<void> {
    await writeAll(await this.#handle, bytes, position)
  }

  async #end(): Promise<void> {
    this.#host.ended(this)
    const handle = await this.#handle.catch(() => undefined)
    await handle?.close()
    await this.#host.folder.removeStaged(this.#token)
  }
}
