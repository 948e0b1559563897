/**
 * Files of messages as shells see them: on their way here, at hand, about to be sent. Part of `api.ts`, apart only for its length. A file is named
 * by a message and its place in it, since it is the message that lets somebody have it; what is told of it is told by the file's own id, since
 * several messages may have one.
 */
import type { AccountId, DeviceId, FileId, MessageId, RoomId } from '../ids/index.ts'
import type { MediaSort, MediaStoreCode, PrepareCode } from '../media/index.ts'
import type { Result } from '../result.ts'
import type { AttachmentView } from './api-messages.ts'

/** NO_MESSAGE: none of that id, or it has no such file (any more). ONLY_COPY: nobody else is known to have it whole. NOT_HERE: not all of it is here. TOO_MANY: as many files as may be wait already. */
export type MediaCode = 'NO_MESSAGE' | 'ONLY_COPY' | 'NOT_HERE' | 'TOO_MANY'

/**
 * idle: not here and not asked for. queued: for its turn. nobody: it is wanted, and nobody who can be reached has it. failed: `code` says why,
 * and nothing goes on by itself.
 */
export type ArrivalState = 'idle' | 'queued' | 'running' | 'nobody' | 'paused' | 'failed' | 'here'

/** How far a file has come to this device. */
export interface FileArrival {
  readonly file: FileId
  /** A message that has it, and its place there: the one it was asked for by, if it was. */
  readonly message: MessageId
  readonly index: number
  readonly room: RoomId
  readonly name: string
  readonly state: ArrivalState
  /** Checked and durable, of `size`. */
  readonly bytes: number
  readonly size: number
  readonly bytesPerSecond: number
  /** ms; undefined: not to be told. */
  readonly leftMs: number | undefined
  /** From whom it comes now. */
  readonly from: readonly FileHolder[]
  /** Of `failed`. */
  readonly code: MediaStoreCode | undefined
}

export interface FileHolder {
  readonly device: DeviceId
  /** undefined: a carrier, or a device of somebody we do not know. */
  readonly account: AccountId | undefined
  readonly name: string
  readonly connected: boolean
}

export interface FileHoldings {
  /** Of the file, here: bytes before sealing. */
  readonly here: number
  readonly size: number
  /** Who said to have it whole. That is their word. */
  readonly whole: readonly FileHolder[]
}

/** What files take of this computer, sealed bytes. */
export interface MediaUsage {
  readonly bytes: number
  readonly files: number
  readonly quota: number
  /** Largest first. A file that several rooms refer to counts in each of them. */
  readonly rooms: readonly { readonly room: RoomId; readonly bytes: number; readonly files: number; readonly quota: number }[]
}

/** A file that is here, to be shown or read for as long as somebody does. */
export interface OpenedAttachment {
  /** A path under the page's own origin, without a stroke at its start: `media/…`. */
  readonly address: string
  /** Safe as the name of a file. */
  readonly name: string
  /** By its content, as it is here. */
  readonly type: string
  readonly sort: MediaSort
  readonly size: number
  /** By its name or its content a system might run it. */
  readonly couldRun: boolean
}

/** A file of a set, in the set's order. */
export interface SetEntry {
  /** Folders from the outermost in, the file's own name last; each a safe name. */
  readonly path: readonly string[]
  readonly size: number
  readonly type: string
  readonly couldRun: boolean
}

/** Something a room has been given: a file of a message, or a link in its words. */
export interface SharedFile {
  readonly message: MessageId
  readonly author: { readonly account: AccountId; readonly name: string }
  readonly time: number
  /** Of a file: its place in the message. */
  readonly index: number | undefined
  readonly attachment: AttachmentView | undefined
  readonly link: string | undefined
}

/**
 * Why a file cannot be sent. CHANGED: while it was read, or it is not as long as was said. NOT_A_FILE: a device or a pipe. PROFILE_FILE: of the
 * profile itself. Of a folder EMPTY: nothing in it is sent; TOO_MANY: files; TOO_LONG: a path, or all of them together.
 */
export type OutgoingCode =
  | PrepareCode
  | 'CHANGED'
  | 'NOT_FOUND'
  | 'NO_ACCESS'
  | 'NOT_A_FILE'
  | 'PROFILE_FILE'
  | 'EMPTY'
  | 'TOO_MANY'
  | 'TOO_LONG'

/** sealing: `bytes` of `size` are. ready: it can be posted. failed: `code` says why, and it is to be discarded; CANCELLED: it is gone already. */
export interface OutgoingFile {
  readonly id: string
  readonly room: RoomId
  readonly name: string
  readonly state: 'sealing' | 'ready' | 'failed'
  readonly bytes: number
  /** undefined: not known before its end. */
  readonly size: number | undefined
  /** By its content, once it is sealed. */
  readonly type: string | undefined
  readonly code: OutgoingCode | undefined
  /** Of a folder, once it was looked through: how many files of it are sent, and how many things are not. */
  readonly files: number | undefined
  readonly leftOut: number | undefined
}

export interface MediaApi {
  /** In the order asked; files nobody knows of are left out. */
  arrivals(files: readonly FileId[]): readonly FileArrival[]
  /** All that is under way, queued, paused or failed, in its order. */
  transfers(): readonly FileArrival[]
  /** The person wants it, whatever the policy; also after a pause or a failure. `first`: before all others. */
  fetch(message: MessageId, index: number, options?: { readonly first?: boolean }): Result<FileArrival, MediaCode>
  pause(message: MessageId, index: number): Result<undefined, MediaCode>
  /** Out of the queue; what came of it goes when room is needed. */
  cancel(message: MessageId, index: number): Result<undefined, MediaCode>
  pauseAll(paused: boolean): void
  /** To that place in the queue, from 0. */
  move(message: MessageId, index: number, to: number): Result<undefined, MediaCode>
  holders(message: MessageId, index: number): Promise<Result<FileHoldings, MediaCode>>
  usage(): Promise<MediaUsage>
  giveUp(message: MessageId, index: number, options?: { readonly anyway?: boolean }): Promise<Result<undefined, MediaCode>>
}
