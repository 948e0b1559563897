/**
 * A file of our own on its way into the store: its sealed chunks one after the other in a file that nobody knows until it is finished, and that
 * the next start throws away when it never is. What turns out to be a small file has none.
 */
import type { FileHandle } from 'node:fs/promises'
import type { Crypto } from '../../../shared/crypto/index.ts'
import type { FileId } from '../../../shared/ids/index.ts'
import { MEDIA } from '../../../shared/limits.ts'
import { type MediaStage, type MediaStored, SparseTree, chunkCount, sealedSize } from '../../../shared/media/index.ts'
import { fail, ok } from '../../../shared/result.ts'
import { type MediaFolder, diskCode, writeAll } from './media-folder.ts'

export interface StageHost {
  readonly crypto: Crypto
  readonly folder: MediaFolder
  /** The staged file is whole and durable under its token: it becomes the file's. */
  keep(file: FileId, size: number, token: string): Promise<MediaStored>
  /** Its only chunk. */
  keepSmall(file: FileId, size: number, sealed: Uint8Array): Promise<MediaStored>
  ended(stage: DiskStage): void
}

export class DiskStage implements MediaStage {
  readonly #host: StageHost
  readonly #token: string
  #handle: Promise<FileHandle> | undefined
  /** The first chunk, as long as it may be the only one of a small file. */
  #small: Uint8Array | undefined
  /** So far. */
  #bytes = 0
  #chunks = 0
  #last: Promise<unknown> = Promise.resolve()
  #isOver = false

  constructor(host: StageHost, token: string) {
    this.#host = host
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
    if (position === 0 && sealed.length <= sealedSize(MEDIA.SMALL_BYTES)) {
      this.#small = sealed.slice()
      return ok(undefined)
    }
    try {
      // Another one follows, so it is no small file.
      const first = this.#small
      this.#small = undefined
      if (first !== undefined) await this.#write(first, 0)
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
      if (this.#small !== undefined) return await this.#host.keepSmall(file, size, this.#small)
      await this.#write(SparseTree.over(this.#host.crypto, leaves).bytes, sealedSize(size))
      await (await this.#open()).datasync()
      await (await this.#open()).close()
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
    await writeAll(await this.#open(), bytes, position)
  }

  #open(): Promise<FileHandle> {
    return (this.#handle ??= this.#host.folder.openStaged(this.#token))
  }

  async #end(): Promise<void> {
    this.#host.ended(this)
    if (this.#handle === undefined) return
    const handle = await this.#handle.catch(() => undefined)
    await handle?.close()
    await this.#host.folder.removeStaged(this.#token)
  }
}
