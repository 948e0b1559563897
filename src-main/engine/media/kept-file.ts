/**
 * One file on disk: sealed chunks at fixed places, then the nodes of its tree. A chunk that was put counts once it and its nodes have reached
 * the disk and the ledger says so, in this order and many chunks at once (MEDIA-21). What is read is checked up to the file's id (MEDIA-22).
 */
import type { FileHandle } from 'node:fs/promises'
import type { Crypto } from '../../../shared/crypto/index.ts'
import type { FileId } from '../../../shared/ids/index.ts'
import { MEDIA } from '../../../shared/limits.ts'
import {
  ChunkSet,
  HASH_BYTES,
  type MediaStored,
  SparseTree,
  type StoredChunk,
  type VerifiedChunk,
  chunkCount,
  fileId,
  leafHash,
  nodesOf,
  sealedLength,
  sealedOffset,
  sealedSize,
  treeSlots,
  verifyChunk,
} from '../../../shared/media/index.ts'
import { fail, ok } from '../../../shared/result.ts'
import type { Ledger } from './ledger.ts'
import { type MediaFolder, diskCode, readAll, readUpTo, writeAll } from './media-folder.ts'
import { OpenFile } from './open-file.ts'

/** Nodes that lie this close are written in one go. */
const NODES_APART = 64

export interface KeptFileDeps {
  readonly crypto: Crypto
  readonly folder: MediaFolder
  readonly ledger: Ledger
}

export class KeptFile {
  readonly #deps: KeptFileDeps
  readonly #file: FileId
  readonly #size: number
  readonly #open: OpenFile
  #tree: SparseTree | undefined
  /** Slots of the tree that the disk does not have yet. */
  #dirty = new Set<number>()
  readonly #writing = new Map<number, Promise<MediaStored>>()
  /** Written, and not known to have reached the disk. */
  #pending = new Set<number>()
  /** Failed syncs: what was written before one of them may be lost, whatever the next one says. */
  #lost = 0
  #flushing: Promise<MediaStored> = Promise.resolve(ok(undefined))
  #isGone = false

  constructor(deps: KeptFileDeps, file: FileId, size: number) {
    this.#deps = deps
    this.#file = file
    this.#size = size
    this.#open = new OpenFile(() => this.#openFile())
  }

  /** Chunks that are here and do not count yet. */
  get pending(): ReadonlySet<number> {
    return this.#pending
  }

  /** Nobody works with it and nothing waits: what it knows is on disk. */
  get isIdle(): boolean {
    return !this.#open.isBusy && this.#writing.size === 0 && this.#pending.size === 0
  }

  put(chunk: VerifiedChunk): Promise<MediaStored> {
    const { index } = chunk
    const writing = this.#writing.get(index)
    if (writing !== undefined) return writing
    if (this.#has(index)) return Promise.resolve(ok(undefined))
    const written = this.#write(chunk).finally(() => this.#writing.delete(index))
    this.#writing.set(index, written)
    return written
  }

  /** One after the other: who comes while one is under way takes what came meanwhile. */
  flush(): Promise<MediaStored> {
    this.#flushing = this.#flushing.then(() => this.#flushOnce())
    return this.#flushing
  }

  /** undefined: not here, or damaged and dropped. */
  async read(index: number, into?: Uint8Array): Promise<StoredChunk | undefined> {
    if (this.#isGone || !this.#has(index)) return undefined
    try {
      const read = await this.#open.use((handle) => this.#readOpen(handle, index, into))
      if (read === undefined && !this.#isGone) this.#drop(index)
      return this.#isGone ? undefined : read
    } catch (cause) {
      // The disk does not answer: nothing is known of the chunk, so nothing is dropped.
      diskCode(cause)
      return undefined
    }
  }

  /** After those who read or write just now, who find nothing any more. */
  async end(): Promise<void> {
    this.#isGone = true
    await this.#open.close()
  }

  /** Keeps nothing open; the next use opens it anew. */
  rest(): Promise<void> {
    return this.#open.close()
  }

  #has(index: number): boolean {
    return this.#pending.has(index) || this.#deps.ledger.get(this.#file)?.chunks.has(index) === true
  }

  async #write(chunk: VerifiedChunk): Promise<MediaStored> {
    const lost = this.#lost
    try {
      await this.#open.use(async (handle) => {
        await writeAll(handle, chunk.sealed, sealedOffset(chunk.index))
        const tree = await this.#treeOf(handle)
        tree.keep(chunk)
        for (const { slot } of nodesOf(chunk, tree.chunks)) this.#dirty.add(slot)
        if (lost === this.#lost) this.#pending.add(chunk.index)
      })
    } catch (cause) {
      return fail(diskCode(cause))
    }
    if (this.#isGone) return fail('UNKNOWN_FILE')
    if (lost !== this.#lost) return fail('STORE_FAILED')
    return this.#pending.size * MEDIA.CHUNK_BYTES >= MEDIA.FLUSH_BYTES ? this.flush() : ok(undefined)
  }

  async #flushOnce(): Promise<MediaStored> {
    const indexes = [...this.#pending]
    if (indexes.length === 0 || this.#isGone) return ok(undefined)
    const nodes = this.#dirty
    this.#dirty = new Set()
    try {
      await this.#open.use(async (handle) => {
        await this.#writeNodes(
          handle,
          [...nodes].toSorted((a, b) => a - b),
        )
        await handle.datasync()
      })
      const row = this.#deps.ledger.get(this.#file)
      if (row === undefined || this.#isGone) return fail('UNKNOWN_FILE')
      const chunks = row.chunks.copy()
      for (const index of indexes) chunks.add(index)
      this.#deps.ledger.put(this.#file, { ...row, chunks }, 'durable')
      return ok(undefined)
    } catch (cause) {
      // What of all that was written reached the disk nobody knows, and the next sync would not say: it has to come once more.
      this.#lost += 1
      this.#pending.clear()
      for (const slot of nodes) this.#dirty.add(slot)
      return fail(diskCode(cause))
    } finally {
      for (const index of indexes) this.#pending.delete(index)
    }
  }

  async #writeNodes(handle: FileHandle, slots: readonly number[]): Promise<void> {
    const { bytes } = await this.#treeOf(handle)
    for (let at = 0; at < slots.length;) {
      const first = slots[at] ?? 0
      let last = first
      while (at < slots.length && (slots[at] ?? 0) - last <= NODES_APART) {
        last = slots[at] ?? 0
        at += 1
      }
      await writeAll(handle, bytes.slice(first * HASH_BYTES, (last + 1) * HASH_BYTES), sealedSize(this.#size) + first * HASH_BYTES)
    }
  }

  async #readOpen(handle: FileHandle, index: number, into?: Uint8Array): Promise<StoredChunk | undefined> {
    const length = sealedLength(this.#size, index) ?? 0
    const sealed = await readAll(handle, length, sealedOffset(index), into?.length === length ? into : undefined)
    if (sealed === undefined) return undefined
    const tree = await this.#treeOf(handle)
    const proven = this.#proven(tree, index, sealed)
    if (proven !== undefined) return proven
    const mended = await this.#mended(handle, tree, index, sealed)
    if (mended === undefined) return undefined
    this.#tree = mended
    await writeAll(handle, mended.bytes, sealedSize(this.#size))
    return this.#proven(mended, index, sealed)
  }

  #proven(tree: SparseTree, index: number, sealed: Uint8Array): StoredChunk | undefined {
    const path = tree.path(index)
    const isRight = path !== undefined && verifyChunk(this.#deps.crypto, this.#file, this.#size, index, sealed, path) !== undefined
    return isRight ? { sealed, path } : undefined
  }

  /**
   * Of a file whose leaves are all here the tree can be made again: a damaged node is not to cost a chunk that is right. A damaged leaf is in the
   * way of its neighbour alone, and made again out of its chunk.
   */
  async #mended(handle: FileHandle, tree: SparseTree, index: number, sealed: Uint8Array): Promise<SparseTree | undefined> {
    const { crypto } = this.#deps
    const beside = index ^ 1
    const neighbour = await readAll(handle, sealedLength(this.#size, beside) ?? 0, sealedOffset(beside))
    const leaves: Uint8Array[] = []
    for (let at = 0; at < tree.chunks; at += 1) {
      const chunk = at === index ? sealed : at === beside ? neighbour : undefined
      const leaf = chunk === undefined ? tree.leaf(at) : leafHash(crypto, chunk)
      if (leaf === undefined) return undefined
      leaves.push(leaf)
    }
    const mended = SparseTree.over(crypto, leaves)
    const root = mended.root(crypto)
    return root !== undefined && fileId(crypto, this.#size, root) === this.#file ? mended : undefined
  }

  /** What is dropped here comes again from others; whatever the database makes of it, it is not served. */
  #drop(index: number): void {
    this.#pending.delete(index)
    const row = this.#deps.ledger.get(this.#file)
    if (row === undefined || !row.chunks.has(index)) return
    const chunks = row.chunks.copy()
    chunks.remove(index)
    try {
      this.#deps.ledger.put(this.#file, { ...row, chunks }, 'relaxed')
    } catch (cause) {
      diskCode(cause)
      row.chunks.remove(index)
    }
  }

  async #treeOf(handle: FileHandle): Promise<SparseTree> {
    if (this.#tree !== undefined) return this.#tree
    const chunks = chunkCount(this.#size)
    // As far as they were written: what is missing is not known.
    const bytes = await readUpTo(handle, treeSlots(chunks) * HASH_BYTES, sealedSize(this.#size))
    // Another one may have been quicker.
    this.#tree ??= new SparseTree(chunks, bytes)
    return this.#tree
  }

  async #openFile(): Promise<FileHandle | undefined> {
    const { folder, ledger } = this.#deps
    const name = ledger.nameOf(this.#file)
    const old = await folder.openOld(name)
    if (old !== undefined || this.#isGone) return old
    // Somebody took it away, or none was written yet: what the ledger says of it is no longer so.
    const row = ledger.get(this.#file)
    this.#tree = undefined
    if (row !== undefined && row.chunks.count > 0) ledger.put(this.#file, { ...row, chunks: ChunkSet.forSize(row.size) }, 'relaxed')
    return this.#newFile(name)
  }

  /** With the room for its tree taken: on a full disk chunks that were written shall not be lost for want of it. */
  async #newFile(name: string): Promise<FileHandle> {
    const handle = await this.#deps.folder.openNew(name)
    try {
      await writeAll(handle, new Uint8Array(treeSlots(chunkCount(this.#size)) * HASH_BYTES), sealedSize(this.#size))
      return handle
    } catch (cause) {
      await handle.close()
      throw cause
    }
  }
}
