/** The files of a backup on their way into the profile that is being made: staged chunk by chunk, kept when they are whole. */
import { type Clock, systemRng } from '../../../shared/crypto/index.ts'
import type { FileId } from '../../../shared/ids/index.ts'
import type { MediaStage, MediaStored } from '../../../shared/media/index.ts'
import type { Store } from '../../../shared/store/index.ts'
import { StoreError } from '../../../shared/store/index.ts'
import { nodeCrypto } from '../crypto/index.ts'
import { type DiskMediaStore, openDiskMedia } from '../media/index.ts'
import type { FileTaker } from './file-records.ts'

export interface RestoredFilesOptions {
  /** Of the files; made when the first one comes. */
  readonly folder: string
  readonly clock: Clock
  /** The database, when all of its rows are there. */
  store(): Store
}

/** Throws `StoreError` where the disk takes no more: nothing of a profile is better than one without what was said to be in it. */
export class RestoredFiles implements FileTaker {
  readonly #options: RestoredFilesOptions
  #media: DiskMediaStore | undefined
  #stage: MediaStage | undefined

  constructor(options: RestoredFilesOptions) {
    this.#options = options
  }

  async begin(): Promise<void> {
    const { folder, clock, store } = this.#options
    this.#media ??= await openDiskMedia({ folder, store: store(), crypto: nodeCrypto(), rng: systemRng(), clock })
    this.#stage = await this.#media.stage()
  }

  async chunk(sealed: Uint8Array): Promise<void> {
    taken(await this.#stage?.put(sealed))
  }

  async end(file: FileId, size: number, leaves: readonly Uint8Array[]): Promise<void> {
    taken(await this.#stage?.finish(file, size, leaves))
    this.#stage = undefined
  }

  async cut(): Promise<void> {
    await this.#stage?.discard()
    this.#stage = undefined
  }

  async close(): Promise<void> {
    await this.#stage?.discard()
    await this.#media?.close()
  }
}

function taken(stored: MediaStored | undefined): void {
  if (stored?.ok === false)
    throw new StoreError(stored.code === 'DISK_FULL' ? 'STORE_FULL' : 'STORE_IO', `a file of the backup: ${stored.code}`)
}
