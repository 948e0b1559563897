/**
 * The store as whoever seals a file for sending has it: what comes into it is claimed before it is there (MEDIA-26), so that no sweep takes a
 * file between its sealing and its message. Refused like a write when the claim cannot be written.
 */
import type { FileId } from '../../../shared/ids/index.ts'
import type {
  HeldFile,
  MediaFile,
  MediaStage,
  MediaStore,
  MediaStored,
  MediaUsage,
  StoredChunk,
  VerifiedChunk,
} from '../../../shared/media/index.ts'
import { fail } from '../../../shared/result.ts'
import { StoreError } from '../../../shared/store/index.ts'

export interface Claims {
  /** Throws `StoreError`. */
  claim(file: FileId): void
  release(file: FileId): void
}

/** How a database that refuses is told of by a store of files; what is no matter of the disk is thrown. */
export function refusedBy(cause: unknown): 'DISK_FULL' | 'STORE_FAILED' {
  if (!(cause instanceof StoreError)) throw cause
  return cause.code === 'STORE_FULL' ? 'DISK_FULL' : 'STORE_FAILED'
}

export class ClaimingStore implements MediaStore {
  readonly #store: MediaStore
  readonly #claims: Claims

  constructor(store: MediaStore, claims: Claims) {
    this.#store = store
    this.#claims = claims
  }

  async stage(): Promise<MediaStage> {
    const stage = await this.#store.stage()
    return {
      put: (sealed) => stage.put(sealed),
      discard: () => stage.discard(),
      finish: async (file, size, leaves) => {
        try {
          this.#claims.claim(file)
        } catch (cause) {
          return fail(refusedBy(cause))
        }
        return stage.finish(file, size, leaves)
      },
    }
  }

  /** Of a file that was just sealed and turned out to be here already. */
  async forget(file: FileId): Promise<void> {
    await this.#store.forget(file)
    this.#claims.release(file)
  }

  begin(file: FileId, size: number): Promise<MediaStored> {
    return this.#store.begin(file, size)
  }

  put(chunk: VerifiedChunk): Promise<MediaStored> {
    return this.#store.put(chunk)
  }

  flush(file: FileId): Promise<HeldFile | undefined> {
    return this.#store.flush(file)
  }

  chunk(file: FileId, index: number): Promise<StoredChunk | undefined> {
    return this.#store.chunk(file, index)
  }

  held(file: FileId): Promise<HeldFile | undefined> {
    return this.#store.held(file)
  }

  touch(file: FileId): Promise<void> {
    return this.#store.touch(file)
  }

  usage(): Promise<MediaUsage> {
    return this.#store.usage()
  }

  list(): Promise<readonly MediaFile[]> {
    return this.#store.list()
  }
}
