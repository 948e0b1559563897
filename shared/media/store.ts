/**
 * What keeps the bytes of attachments: sealed chunks and the nodes of their trees, by file id. It knows no keys of files. What it says it
 * holds is on disk; what it hands out has been checked against the file's id again, and a chunk that was damaged is dropped, not served.
 * Every method may be called at any time, also for files it does not know.
 */
import type { FileId } from '../ids/index.ts'
import type { Result } from '../result.ts'
import type { Chunks } from './chunk-set.ts'
import type { HashPath, VerifiedChunk } from './tree.ts'

/**
 * DISK_FULL, QUOTA: nothing was written and what is there stays. UNKNOWN_FILE: never begun, or forgotten meanwhile. OTHER_SIZE: a chunk of the
 * file is held already, so its size is proven and this is not it. STORE_FAILED: the disk refused otherwise.
 */
export type MediaStoreCode = 'DISK_FULL' | 'QUOTA' | 'UNKNOWN_FILE' | 'OTHER_SIZE' | 'STORE_FAILED'
export type MediaStored = Result<undefined, MediaStoreCode>

export interface StoredChunk {
  readonly sealed: Uint8Array
  readonly path: HashPath
}

export interface HeldFile {
  /** Of the file in bytes, before sealing. */
  readonly size: number
  /** Which are durable. */
  readonly chunks: Chunks
}

export interface MediaFile extends HeldFile {
  readonly file: FileId
  /** Wall ms of the latest `begin`, `finish` or `touch`. */
  readonly usedAt: number
}

export interface MediaUsage {
  readonly files: number
  /** What the sealed chunks take that are held, files that are being staged included. */
  readonly bytes: number
}

export interface MediaStore {
  /** Makes a place for the chunks of a file; nothing changes when there is one. Without a held chunk a size said later takes over. */
  begin(file: FileId, size: number): Promise<MediaStored>
  /**
   * Writes a chunk; one that is there already is not written again. It counts as held after a `flush`, at the latest. Its bytes are not
   * looked at any more once this has settled.
   */
  put(chunk: VerifiedChunk): Promise<MediaStored>
  /** Makes durable what was put for the file; gives what is held then. */
  flush(file: FileId): Promise<HeldFile | undefined>
  /** Checked against the id; undefined: not held, or damaged and dropped just now. `into`: memory for the sealed bytes, as many as they are. */
  chunk(file: FileId, index: number, into?: Uint8Array): Promise<StoredChunk | undefined>
  /** undefined: nothing is known of such a file. */
  held(file: FileId): Promise<HeldFile | undefined>
  /** Erases it, whoever is reading it. */
  forget(file: FileId): Promise<void>
  /** It was used just now: it goes later than others when room is made. */
  touch(file: FileId): Promise<void>
  usage(): Promise<MediaUsage>
  /** All files, in no order. */
  list(): Promise<readonly MediaFile[]>
  /** Begins writing a file of our own, whose id is not known until its end. Not finished, nothing of it survives the process. */
  stage(): Promise<MediaStage>
}

export interface MediaStage {
  /** The next sealed chunk. After a failure the stage is to be discarded. */
  put(sealed: Uint8Array): Promise<MediaStored>
  /** Makes the file a held one, whole and durable. `leaves` are those of all chunks that were put. A file that is there already stays as it is when it is whole. */
  finish(file: FileId, size: number, leaves: readonly Uint8Array[]): Promise<MediaStored>
  /** Throws away what was put; nothing after `finish`. */
  discard(): Promise<void>
}
