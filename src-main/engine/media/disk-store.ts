/**
 * The store of attachments on disk (docs/spec/media.md, MEDIA-20 … MEDIA-23): data files in the folder `media` of the profile, what is held of
 * each in the profile's database, and small files whole (MEDIA-30). The profile's lock sees to it that one process has both.
 */
import type { Clock, Crypto, Rng } from '../../../shared/crypto/index.ts'
import type { FileId } from '../../../shared/ids/index.ts'
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
  chunkCount,
  isFileSize,
  sealedLength,
  sealedSize,
} from '../../../shared/media/index.ts'
import { fail, ok } from '../../../shared/result.ts'
import { DiskStage } from './disk-stage.ts'
import { KeptFile } from './kept-file.ts'
import { Ledger, type LedgerRow, type LedgerStore } from './ledger.ts'
import { MediaFolder, diskCode } from './media-folder.ts'
import { SmallFiles, isSmall } from './small-files.ts'

/** Files whose handle and tree stay in memory; a tree is 1 MiB at most. */
const KEPT_AT_HAND = 16
const TOKEN_BYTES = 16

export interface DiskMediaOptions {
  readonly folder: string
  /** Of the profile; stays open until this one is closed. */
  readonly store: LedgerStore
  readonly crypto: Crypto
  readonly rng: Rng
  readonly clock: Pick<Clock, 'now'>
}

export interface DiskMediaStore extends MediaStore {
  /** Makes durable what waits; before the profile's database is closed. What is staged is thrown away. */
  close(): Promise<void>
}

/** Throws `StoreError` when the database cannot be read. A folder that cannot be used now refuses what is written, and nothing else. */
export async function openDiskMedia(options: DiskMediaOptions): Promise<DiskMediaStore> {
  const folder = new MediaFolder(options.folder)
  const ledger = new Ledger(options.store, options.crypto, options.rng)
  const small = new SmallFiles({ store: options.store, ledger, crypto: options.crypto, now: () => options.clock.now() })
  try {
    await folder.prepare()
    await removeUnknown(folder, ledger)
    small.removeUnknown()
  } catch (cause) {
    // On a full disk words are to be read all the same; the next start tidies.
    diskCode(cause)
  }
  return new DefaultDiskMediaStore(options, folder, ledger, small)
}

/** MEDIA-25: what an erasure, or a stage, left when the process ended. */
async function removeUnknown(folder: MediaFolder, ledger: Ledger): Promise<void> {
  const known = new Set([...ledger.rows().keys()].map((file) => ledger.nameOf(file)))
  for (const name of await folder.names()) if (!known.has(name)) await folder.remove(name)
}

class DefaultDiskMediaStore implements DiskMediaStore {
  readonly #options: DiskMediaOptions
  readonly #folder: MediaFolder
  readonly #ledger: Ledger
  readonly #small: SmallFiles
  /** The one used last at the end. */
  readonly #atHand = new Map<FileId, KeptFile>()
  /** Erasures under way: what begins anew waits for them. */
  readonly #ending = new Map<FileId, Promise<void>>()
  readonly #stages = new Set<DiskStage>()
  #isClosed = false

  constructor(options: DiskMediaOptions, folder: MediaFolder, ledger: Ledger, small: SmallFiles) {
    this.#options = options
    this.#folder = folder
    this.#ledger = ledger
    this.#small = small
  }

  async begin(file: FileId, size: number): Promise<MediaStored> {
    if (!isFileSize(size)) return fail('OTHER_SIZE')
    await this.#ending.get(file)
    const row = this.#ledger.get(file)
    if (row !== undefined && row.size !== size) {
      if (row.chunks.count > 0 || (this.#pending(file)?.size ?? 0) > 0) return fail('OTHER_SIZE')
      await this.forget(file)
    }
    const now = this.#options.clock.now()
    return this.#noting(() => {
      if (this.#ledger.get(file) === undefined) this.#ledger.put(file, { size, chunks: ChunkSet.forSize(size), usedAt: now }, 'relaxed')
      else this.#ledger.used(file, now)
    })
  }

  put(chunk: VerifiedChunk): Promise<MediaStored> {
    const row = this.#ledger.get(chunk.file)
    if (row === undefined || this.#isClosed) return Promise.resolve(fail('UNKNOWN_FILE'))
    if (row.size !== chunk.size) return Promise.resolve(fail('OTHER_SIZE'))
    return isSmall(row.size) ? this.#small.put(chunk) : this.#at(chunk.file, row).put(chunk)
  }

  async flush(file: FileId): Promise<HeldFile | undefined> {
    if (this.#small.pending(file) !== undefined) await this.#small.flush()
    else await this.#atHand.get(file)?.flush()
    return this.held(file)
  }

  chunk(file: FileId, index: number, into?: Uint8Array): Promise<StoredChunk | undefined> {
    const row = this.#ledger.get(file)
    if (row === undefined || this.#isClosed) return Promise.resolve(undefined)
    if (!isSmall(row.size) || index !== 0) return this.#at(file, row).read(index, into)
    try {
      const sealed = this.#small.sealed(file)
      // Else kept in a data file, before small files had another place.
      if (sealed !== undefined) return Promise.resolve(this.#small.proven(file, row, sealed, into))
    } catch (cause) {
      diskCode(cause)
      return Promise.resolve(undefined)
    }
    return this.#at(file, row).read(index, into)
  }

  held(file: FileId): Promise<HeldFile | undefined> {
    const row = this.#ledger.get(file)
    return Promise.resolve(row === undefined ? undefined : { size: row.size, chunks: row.chunks.copy() })
  }

  async forget(file: FileId): Promise<void> {
    const ending = this.#ending.get(file)
    if (ending !== undefined) return ending
    if (this.#ledger.get(file) === undefined) return undefined
    this.#ledger.remove(file, () => this.#small.erase(file))
    this.#small.forget(file)
    const kept = this.#atHand.get(file)
    this.#atHand.delete(file)
    const ended = this.#erase(file, kept).finally(() => this.#ending.delete(file))
    this.#ending.set(file, ended)
    return ended
  }

  touch(file: FileId): Promise<void> {
    this.#noting(() => this.#ledger.used(file, this.#options.clock.now()))
    return Promise.resolve()
  }

  usage(): Promise<MediaUsage> {
    let bytes = 0
    for (const [file, row] of this.#ledger.rows()) bytes += bytesOf(row, this.#pending(file))
    for (const stage of this.#stages) bytes += stage.bytes
    return Promise.resolve({ files: this.#ledger.rows().size, bytes })
  }

  list(): Promise<readonly MediaFile[]> {
    return Promise.resolve([...this.#ledger.rows()].map(([file, row]) => ({ file, ...row, chunks: row.chunks.copy() })))
  }

  stage(): Promise<MediaStage> {
    const token = Buffer.from(this.#options.rng.bytes(TOKEN_BYTES)).toString('hex')
    const host = {
      crypto: this.#options.crypto,
      folder: this.#folder,
      keep: (file: FileId, size: number, name: string) => this.#keepStaged(file, size, name),
      keepSmall: (file: FileId, size: number, sealed: Uint8Array) => this.#keepSmall(file, size, sealed),
      ended: (ended: DiskStage) => this.#stages.delete(ended),
    }
    const stage = new DiskStage(host, token)
    this.#stages.add(stage)
    return Promise.resolve(stage)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const stage of [...this.#stages]) await stage.discard()
    await this.#small.flush()
    for (const kept of this.#atHand.values()) {
      await kept.flush()
      await kept.end()
    }
    this.#atHand.clear()
    await Promise.all(this.#ending.values())
  }

  async #keepStaged(file: FileId, size: number, token: string): Promise<MediaStored> {
    await this.#ending.get(file)
    const now = this.#options.clock.now()
    const row = this.#ledger.get(file)
    if (row?.chunks.isWhole === true) return this.#noting(() => this.#ledger.used(file, now))
    // Its chunks are the same as those that came: the id says so.
    const kept = this.#atHand.get(file)
    this.#atHand.delete(file)
    await kept?.end()
    await this.#folder.settle(token, this.#ledger.nameOf(file))
    return this.#noting(() => this.#ledger.put(file, { size, chunks: ChunkSet.all(chunkCount(size)), usedAt: now }, 'durable'))
  }

  async #keepSmall(file: FileId, size: number, sealed: Uint8Array): Promise<MediaStored> {
    await this.#ending.get(file)
    if (this.#ledger.get(file)?.chunks.isWhole === true) return this.#noting(() => this.#ledger.used(file, this.#options.clock.now()))
    return this.#small.keep(file, size, sealed)
  }

  #pending(file: FileId): ReadonlySet<number> | undefined {
    return this.#small.pending(file) ?? this.#atHand.get(file)?.pending
  }

  async #erase(file: FileId, kept: KeptFile | undefined): Promise<void> {
    try {
      await kept?.end()
    } finally {
      await this.#folder.remove(this.#ledger.nameOf(file))
    }
  }

  #at(file: FileId, row: LedgerRow): KeptFile {
    const { crypto } = this.#options
    const kept = this.#atHand.get(file) ?? new KeptFile({ crypto, folder: this.#folder, ledger: this.#ledger }, file, row.size)
    this.#atHand.delete(file)
    this.#atHand.set(file, kept)
    for (const [other, each] of this.#atHand) {
      if (this.#atHand.size <= KEPT_AT_HAND) break
      if (other === file || !each.isIdle) continue
      this.#atHand.delete(other)
      void each.rest().catch(diskCode)
    }
    return kept
  }

  #noting(work: () => void): MediaStored {
    try {
      work()
      return ok(undefined)
    } catch (cause) {
      return fail(diskCode(cause))
    }
  }
}

function bytesOf({ size, chunks }: LedgerRow, pending: ReadonlySet<number> | undefined): number {
  if (chunks.isWhole) return sealedSize(size)
  let bytes = 0
  for (const index of chunks) bytes += sealedLength(size, index) ?? 0
  for (const index of pending ?? []) if (!chunks.has(index)) bytes += sealedLength(size, index) ?? 0
  return bytes
}
