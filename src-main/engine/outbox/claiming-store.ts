/**
 * The store as whoever seals files for sending has it. What comes into it is claimed before it is there (MEDIA-26), so that no sweep takes a file
 * between its sealing and its message. Small files wait here until `settle`, so that many become durable together (MEDIA-30): whoever seals them
 * calls nothing ready before. Refused like a write when the claims cannot be written.
 */
import type { FileId } from '../../../shared/ids/index.ts'
import { MEDIA } from '../../../shared/limits.ts'
import {
  ChunkSet,
  type HeldFile,
  type MediaFile,
  type MediaStage,
  type MediaStore,
  type MediaStored,
  type MediaUsage,
  type StoredChunk,
  type VerifiedChunk,
} from '../../../shared/media/index.ts'
import { fail, ok } from '../../../shared/result.ts'
import { StoreError } from '../../../shared/store/index.ts'

export interface Claims {
  /** In one commit. Throws `StoreError`. */
  claim(files: readonly FileId[]): void
  release(file: FileId): void
}

/** A small file that is sealed and not in the store. */
interface Waiting {
  readonly stage: MediaStage
  readonly size: number
  /** Its only chunk. */
  readonly sealed: Uint8Array
  readonly leaves: readonly Uint8Array[]
}

/** How a database that refuses is told of by a store of files; what is no matter of the disk is thrown. */
export function refusedBy(cause: unknown): 'DISK_FULL' | 'STORE_FAILED' {
  if (!(cause instanceof StoreError)) throw cause
  return cause.code === 'STORE_FULL' ? 'DISK_FULL' : 'STORE_FAILED'
}

export class ClaimingStore implements MediaStore {
  readonly #store: MediaStore
  readonly #claims: Claims
  readonly #waiting = new Map<FileId, Waiting>()
  #waitingBytes = 0

  constructor(store: MediaStore, claims: Claims) {
    this.#store = store
    this.#claims = claims
  }

  /** As much waits as may. */
  get isFull(): boolean {
    return this.#waiting.size >= MEDIA.TOGETHER_FILES || this.#waitingBytes >= MEDIA.TOGETHER_BYTES
  }

  isWaiting(file: FileId): boolean {
    return this.#waiting.has(file)
  }

  /** Makes durable what waits; when it fails, some of it may be there, claimed. */
  async settle(): Promise<MediaStored> {
    const waiting = this.#taken()
    if (waiting.size === 0) return ok(undefined)
    try {
      this.#claims.claim([...waiting.keys()])
    } catch (cause) {
      await discardAll(waiting)
      return fail(refusedBy(cause))
    }
    // At once: a store makes one commit of them.
    const kept = await Promise.all([...waiting].map(([file, { stage, size, leaves }]) => stage.finish(file, size, leaves)))
    return kept.find(({ ok: isKept }) => !isKept) ?? ok(undefined)
  }

  /** What waits is not to be. */
  drop(): Promise<void> {
    return discardAll(this.#taken())
  }

  async stage(): Promise<MediaStage> {
    const stage = await this.#store.stage()
    let only: Uint8Array | undefined
    return {
      put: (sealed) => {
        only = sealed
        return stage.put(sealed)
      },
      discard: () => stage.discard(),
      finish: async (file, size, leaves) => {
        if (size <= MEDIA.SMALL_BYTES && only !== undefined) {
          this.#waiting.set(file, { stage, size, leaves, sealed: only })
          this.#waitingBytes += only.length
          return ok(undefined)
        }
        try {
          this.#claims.claim([file])
        } catch (cause) {
          return fail(refusedBy(cause))
        }
        return stage.finish(file, size, leaves)
      },
    }
  }

  /** Of a file that was just sealed and turned out to be here already. */
  async forget(file: FileId): Promise<void> {
    const waiting = this.#waiting.get(file)
    if (waiting !== undefined) {
      this.#waiting.delete(file)
      this.#waitingBytes -= waiting.sealed.length
      return waiting.stage.discard()
    }
    await this.#store.forget(file)
    this.#claims.release(file)
    return undefined
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
    const waiting = this.#waiting.get(file)
    if (waiting === undefined) return this.#store.chunk(file, index)
    return Promise.resolve(index === 0 ? { sealed: waiting.sealed.slice(), path: [] } : undefined)
  }

  /** What waits counts as held. */
  held(file: FileId): Promise<HeldFile | undefined> {
    const waiting = this.#waiting.get(file)
    if (waiting === undefined) return this.#store.held(file)
    return Promise.resolve({ size: waiting.size, chunks: ChunkSet.all(1) })
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

  #taken(): ReadonlyMap<FileId, Waiting> {
    const waiting = new Map(this.#waiting)
    this.#waiting.clear()
    this.#waitingBytes = 0
    return waiting
  }
}

async function discardAll(waiting: ReadonlyMap<FileId, Waiting>): Promise<void> {
  for (const { stage } of waiting.values()) await stage.discard()
}
