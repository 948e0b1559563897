/**
 * Small files (MEDIA-30): the one sealed chunk each has lies in the profile's database, beside its row of the ledger. A data file costs three
 * syncs of the disk, whatever its size; these cost one commit for all that come together, and chunk and row count at once or not at all.
 */
import { setTimeout } from 'node:timers/promises'
import type { Crypto } from '../../../shared/crypto/index.ts'
import type { FileId } from '../../../shared/ids/index.ts'
import { MEDIA } from '../../../shared/limits.ts'
import { ChunkSet, type MediaStored, type StoredChunk, type VerifiedChunk, verifyChunk } from '../../../shared/media/index.ts'
import { fail, ok } from '../../../shared/result.ts'
import type { Ledger, LedgerRow, LedgerStore } from './ledger.ts'
import { diskCode } from './media-folder.ts'

const SPACE = 'media/small'
const ONLY_CHUNK: ReadonlySet<number> = new Set([0])

export interface SmallFilesDeps {
  readonly store: LedgerStore
  readonly ledger: Ledger
  readonly crypto: Crypto
  now(): number
}

interface Waiting {
  readonly size: number
  readonly sealed: Uint8Array
  /** It has no row before its chunk is durable. */
  readonly isOwn: boolean
}

/** In bytes before sealing. */
export function isSmall(size: number): boolean {
  return size <= MEDIA.SMALL_BYTES
}

export class SmallFiles {
  readonly #deps: SmallFilesDeps
  #waiting = new Map<FileId, Waiting>()
  #waitingBytes = 0
  #next: Promise<MediaStored> | undefined

  constructor(deps: SmallFilesDeps) {
    this.#deps = deps
  }

  /** Chunks that are here and do not count yet. */
  pending(file: FileId): ReadonlySet<number> | undefined {
    return this.#waiting.has(file) ? ONLY_CHUNK : undefined
  }

  put({ file, size, sealed }: VerifiedChunk): Promise<MediaStored> {
    if (!this.#waiting.has(file) && this.#deps.ledger.get(file)?.chunks.isWhole !== true) this.#wait(file, { size, sealed, isOwn: false })
    return this.#waitingBytes >= MEDIA.TOGETHER_BYTES ? this.flush() : Promise.resolve(ok(undefined))
  }

  /** A file of our own, whole; durable when it succeeds. */
  keep(file: FileId, size: number, sealed: Uint8Array): Promise<MediaStored> {
    this.#wait(file, { size, sealed, isOwn: true })
    return this.flush()
  }

  /** All that wait, and those that come in the next moment, in one commit. */
  flush(): Promise<MediaStored> {
    if (this.#waiting.size === 0) return Promise.resolve(ok(undefined))
    return (this.#next ??= this.#flushSoon())
  }

  /** undefined: it is not here, or in a data file. Throws `StoreError`. */
  sealed(file: FileId): Uint8Array | undefined {
    const waiting = this.#waiting.get(file)?.sealed.slice()
    return waiting ?? (this.#deps.ledger.get(file)?.chunks.isWhole === true ? this.#deps.store.values.get(SPACE, file) : undefined)
  }

  /** MEDIA-25: what lies beside rows that are none. Throws `StoreError`. */
  removeUnknown(): void {
    const { store, ledger } = this.#deps
    if (ledger.unread.length === 0) return
    store.transaction(() => {
      for (const key of ledger.unread) store.values.delete(SPACE, key)
    }, 'relaxed')
  }

  /** Checked against the id; dropped, when it is not what it was. */
  proven(file: FileId, { size }: LedgerRow, sealed: Uint8Array, into?: Uint8Array): StoredChunk | undefined {
    if (verifyChunk(this.#deps.crypto, file, size, 0, sealed, []) === undefined) {
      this.#drop(file)
      return undefined
    }
    if (into?.length !== sealed.length) return { sealed, path: [] }
    into.set(sealed)
    return { sealed: into, path: [] }
  }

  /** Within a transaction of the caller's. */
  erase(file: FileId): void {
    this.#deps.store.values.delete(SPACE, file)
  }

  /** What waits of it does not come to count. */
  forget(file: FileId): void {
    this.#waitingBytes -= this.#waiting.get(file)?.sealed.length ?? 0
    this.#waiting.delete(file)
  }

  #wait(file: FileId, waiting: Waiting): void {
    this.forget(file)
    this.#waiting.set(file, { ...waiting, sealed: waiting.sealed.slice() })
    this.#waitingBytes += waiting.sealed.length
  }

  async #flushSoon(): Promise<MediaStored> {
    await setTimeout(MEDIA.TOGETHER_MS)
    this.#next = undefined
    const waiting = this.#waiting
    this.#waiting = new Map()
    this.#waitingBytes = 0
    try {
      this.#commit(waiting)
      return ok(undefined)
    } catch (cause) {
      return fail(diskCode(cause))
    }
  }

  #commit(waiting: ReadonlyMap<FileId, Waiting>): void {
    const { store, ledger } = this.#deps
    const rows = new Map<FileId, LedgerRow>()
    for (const [file, { size, isOwn }] of waiting) {
      const row = ledger.get(file)
      const usedAt = isOwn ? this.#deps.now() : row?.usedAt
      if (usedAt !== undefined) rows.set(file, { size, chunks: ChunkSet.all(1), usedAt })
    }
    ledger.putAll(rows, 'durable', () => {
      for (const file of rows.keys()) store.values.put(SPACE, file, waiting.get(file)?.sealed ?? new Uint8Array(0))
    })
  }

  #drop(file: FileId): void {
    this.forget(file)
    const row = this.#deps.ledger.get(file)
    if (row === undefined) return
    try {
      this.#deps.ledger.putAll(new Map([[file, { ...row, chunks: ChunkSet.forSize(row.size) }]]), 'relaxed', () => this.erase(file))
    } catch (cause) {
      diskCode(cause)
      row.chunks.remove(0)
    }
  }
}
