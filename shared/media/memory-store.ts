/**
 * The store of attachments in memory: for simulations of many devices in one process and for profiles that shall leave nothing behind.
 * `crash` loses what a power cut may lose; `capacityBytes` makes the disk full; `damage` changes a byte that lies there.
 */
import type { Clock, Crypto } from '../crypto/index.ts'
import { getOrInsert } from '../get-or-insert.ts'
import type { FileId } from '../ids/index.ts'
import { fail, ok } from '../result.ts'
import { ChunkSet } from './chunk-set.ts'
import { chunkCount } from './chunks.ts'
import { SparseTree } from './sparse-tree.ts'
import type { HeldFile, MediaFile, MediaStage, MediaStore, MediaStored, MediaUsage, StoredChunk } from './store.ts'
import { type VerifiedChunk, verifyChunk } from './tree.ts'

export interface MemoryMediaStore extends MediaStore {
  /** As after pulling the plug: what no `flush` or `finish` has made durable is gone. */
  crash(): void
  /** Flips a bit of a held chunk; false: there is none. */
  damage(file: FileId, index: number): boolean
}

export interface MemoryMediaOptions {
  readonly crypto: Crypto
  readonly clock: Pick<Clock, 'now'>
  /** How much the disk holds; read at each write. */
  readonly capacityBytes?: () => number
}

export function memoryMediaStore(options: MemoryMediaOptions): MemoryMediaStore {
  return new DefaultMemoryMediaStore(options)
}

interface Kept {
  readonly size: number
  readonly tree: SparseTree
  readonly chunks: Map<number, Uint8Array>
  /** In `chunks`, and flushed. */
  readonly durable: ChunkSet
  usedAt: number
}

class DefaultMemoryMediaStore implements MemoryMediaStore {
  readonly #options: MemoryMediaOptions
  readonly #files = new Map<FileId, Kept>()
  readonly #stages = new Set<MemoryStage>()
  #bytes = 0

  constructor(options: MemoryMediaOptions) {
    this.#options = options
  }

  begin(file: FileId, size: number): Promise<MediaStored> {
    const kept = this.#files.get(file)
    if (kept !== undefined && kept.size !== size) {
      if (kept.chunks.size > 0) return settled(fail('OTHER_SIZE'))
      this.#drop(file)
    }
    this.#keep(file, size).usedAt = this.#options.clock.now()
    return settled(ok(undefined))
  }

  put(chunk: VerifiedChunk): Promise<MediaStored> {
    const kept = this.#files.get(chunk.file)
    if (kept === undefined) return settled(fail('UNKNOWN_FILE'))
    if (kept.size !== chunk.size) return settled(fail('OTHER_SIZE'))
    if (kept.chunks.has(chunk.index)) return settled(ok(undefined))
    if (!this.#take(chunk.sealed.length)) return settled(fail('DISK_FULL'))
    kept.chunks.set(chunk.index, chunk.sealed.slice())
    kept.tree.keep(chunk)
    return settled(ok(undefined))
  }

  flush(file: FileId): Promise<HeldFile | undefined> {
    const kept = this.#files.get(file)
    for (const index of kept?.chunks.keys() ?? []) kept?.durable.add(index)
    return this.held(file)
  }

  chunk(file: FileId, index: number, into?: Uint8Array): Promise<StoredChunk | undefined> {
    const kept = this.#files.get(file)
    const sealed = kept?.chunks.get(index)
    const path = kept?.tree.path(index)
    if (kept === undefined || sealed === undefined || path === undefined) return settled(undefined)
    if (verifyChunk(this.#options.crypto, file, kept.size, index, sealed, path) !== undefined) {
      if (into?.length !== sealed.length) return settled({ sealed: sealed.slice(), path })
      into.set(sealed)
      return settled({ sealed: into, path })
    }
    kept.chunks.delete(index)
    kept.durable.remove(index)
    this.#bytes -= sealed.length
    return settled(undefined)
  }

  held(file: FileId): Promise<HeldFile | undefined> {
    const kept = this.#files.get(file)
    return settled(kept === undefined ? undefined : { size: kept.size, chunks: kept.durable.copy() })
  }

  forget(file: FileId): Promise<void> {
    this.#drop(file)
    return settled(undefined)
  }

  touch(file: FileId): Promise<void> {
    const kept = this.#files.get(file)
    if (kept !== undefined) kept.usedAt = this.#options.clock.now()
    return settled(undefined)
  }

  usage(): Promise<MediaUsage> {
    return settled({ files: this.#files.size, bytes: this.#bytes })
  }

  list(): Promise<readonly MediaFile[]> {
    return settled([...this.#files].map(([file, { size, durable, usedAt }]) => ({ file, size, chunks: durable.copy(), usedAt })))
  }

  stage(): Promise<MediaStage> {
    const stage = new MemoryStage({
      take: (bytes) => this.#take(bytes),
      giveBack: (bytes) => {
        this.#bytes -= bytes
      },
      keep: (file, size, chunks, leaves) => this.#keepStaged(file, size, chunks, leaves),
      ended: (ended) => this.#stages.delete(ended),
    })
    this.#stages.add(stage)
    return settled(stage)
  }

  crash(): void {
    for (const stage of [...this.#stages]) stage.end()
    for (const { chunks, durable } of this.#files.values()) {
      for (const [index, sealed] of [...chunks]) {
        if (durable.has(index)) continue
        chunks.delete(index)
        this.#bytes -= sealed.length
      }
    }
  }

  damage(file: FileId, index: number): boolean {
    const sealed = this.#files.get(file)?.chunks.get(index)
    if (sealed === undefined) return false
    sealed[0] = (sealed[0] ?? 0) ^ 1
    return true
  }

  #keep(file: FileId, size: number): Kept {
    return getOrInsert(this.#files, file, () => ({
      size,
      tree: new SparseTree(chunkCount(size)),
      chunks: new Map(),
      durable: ChunkSet.forSize(size),
      usedAt: 0,
    }))
  }

  #keepStaged(file: FileId, size: number, chunks: readonly Uint8Array[], leaves: readonly Uint8Array[]): void {
    this.#drop(file)
    this.#files.set(file, {
      size,
      tree: SparseTree.over(this.#options.crypto, leaves),
      chunks: new Map(chunks.entries()),
      durable: ChunkSet.all(chunks.length),
      usedAt: this.#options.clock.now(),
    })
  }

  #drop(file: FileId): void {
    for (const sealed of this.#files.get(file)?.chunks.values() ?? []) this.#bytes -= sealed.length
    this.#files.delete(file)
  }

  #take(bytes: number): boolean {
    if (this.#bytes + bytes > (this.#options.capacityBytes?.() ?? Infinity)) return false
    this.#bytes += bytes
    return true
  }
}

interface StageHost {
  readonly take: (bytes: number) => boolean
  readonly giveBack: (bytes: number) => void
  readonly keep: (file: FileId, size: number, chunks: readonly Uint8Array[], leaves: readonly Uint8Array[]) => void
  readonly ended: (stage: MemoryStage) => void
}

class MemoryStage implements MediaStage {
  readonly #host: StageHost
  readonly #chunks: Uint8Array[] = []
  #isOver = false

  constructor(host: StageHost) {
    this.#host = host
  }

  put(sealed: Uint8Array): Promise<MediaStored> {
    if (this.#isOver) return settled(fail('STORE_FAILED'))
    if (!this.#host.take(sealed.length)) return settled(fail('DISK_FULL'))
    this.#chunks.push(sealed.slice())
    return settled(ok(undefined))
  }

  finish(file: FileId, size: number, leaves: readonly Uint8Array[]): Promise<MediaStored> {
    if (this.#isOver) return settled(fail('STORE_FAILED'))
    if (leaves.length !== chunkCount(size) || leaves.length !== this.#chunks.length) {
      throw new RangeError(`${this.#chunks.length} chunks, ${leaves.length} leaves`)
    }
    this.#isOver = true
    this.#host.keep(file, size, this.#chunks, leaves)
    this.#host.ended(this)
    return settled(ok(undefined))
  }

  discard(): Promise<void> {
    this.end()
    return settled(undefined)
  }

  end(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#host.giveBack(this.#chunks.reduce((sum, { length }) => sum + length, 0))
    this.#host.ended(this)
  }
}

function settled<T>(value: T): Promise<T> {
  return Promise.resolve(value)
}
