/** Bundles as shells see them: a room by hand, where nothing connects. Bytes go in and out in pieces; where they lie is the shell's affair. */
import type { AccountId, RoomId } from '../ids/index.ts'
import type { Result } from '../result.ts'
import type { SyncCode } from '../sync/index.ts'

export type BundleTarget =
  | { readonly to: 'room'; readonly room: RoomId }
  /** All rooms with this contact. */
  | { readonly to: 'contact'; readonly account: AccountId }
  | { readonly to: 'all' }

export interface BundleOptions {
  readonly target: BundleTarget
  /** Wall ms: all that was written from then on; absent: what those it is for are not known to hold. */
  readonly since?: number
  /** Of one part; absent: as large as a part may be. */
  readonly maxBytes?: number
}

/** OUT_OF_RANGE: no such size of a part. NOTHING: no open room for it. */
export type BundleCode = 'NO_ROOM' | 'NO_CONTACT' | 'BLOCKED' | 'OUT_OF_RANGE' | 'NOTHING'

export type BundleStep =
  | { readonly type: 'bytes'; readonly bytes: Uint8Array }
  /** The part is whole. */
  | { readonly type: 'part' }
  /** PART_TOO_SMALL: one block alone is larger than a part. Nothing written so far is of use. */
  | { readonly type: 'failed'; readonly code: 'PART_TOO_SMALL' }

export interface BundledRoom {
  readonly room: RoomId
  readonly name: string
  readonly blocks: number
}

/** Everything is read from the store as it is asked for; a part is its bytes up to its `part` step. */
export interface BundleWriting extends Iterator<BundleStep, undefined> {
  /** What has been written of each room. */
  rooms(): readonly BundledRoom[]
  /** It is where it was to go: own messages in it say so from now on (BNDL-9). */
  done(): void
}

export interface BundleRead {
  readonly room: RoomId
  readonly name: string
  /** New here, own ones of other devices not counted. */
  readonly messages: number
  readonly statuses: number
  /** There is something to take back: acknowledgements, or what others lack. */
  readonly hasAnswer: boolean
}

export interface BundleSummary {
  readonly files: number
  readonly bytes: number
  readonly rooms: readonly BundleRead[]
  readonly messages: number
  /** Own messages known to be further than before. */
  readonly acknowledged: number
  /** 64 KiB pieces that no secret here opens: other people's, or of rooms this person is not in. */
  readonly strange: number
  readonly damaged: number
  /** Files or sections that end before their end. */
  readonly cut: number
  /** Blocks that need others first, from another part: reading again may take them. */
  readonly waiting: number
  /** By code: refused for good. */
  readonly refused: Readonly<Partial<Record<SyncCode, number>>>
}

export interface BundleProgress {
  readonly bytes: number
  readonly messages: number
}

/** NOT_A_BUNDLE, UNSUPPORTED: of this file nothing (more) is read. STORE_FULL, NOT_SAVED: reading is over; what came before is kept. */
export type BundleReadCode = 'NOT_A_BUNDLE' | 'UNSUPPORTED' | 'STORE_FULL' | 'NOT_SAVED'

export interface BundleReading {
  /** Some bytes of the file at hand. */
  push(bytes: Uint8Array): Result<BundleProgress, BundleReadCode>
  /** The file at hand is over; the next bytes begin another. */
  next(): Result<BundleProgress, BundleReadCode>
  /** The same files come once more: what was waiting, strange or damaged is counted anew. */
  again(): void
  summary(): BundleSummary
  close(): void
}

export interface BundlesApi {
  write(options: BundleOptions): Result<BundleWriting, BundleCode>
  read(): BundleReading
}
