/** Files of messages on their way, and who has them, as shells see them. Part of `api.ts`, apart only for its length. */
import type { AccountId, DeviceId, FileId, MessageId, RoomId } from '../ids/index.ts'
import type { FetchEnd } from '../transfer/index.ts'
import type { Result } from '../result.ts'

/** NO_MESSAGE: none of that id, or it has no such file (any more). */
export type MediaCode = 'NO_MESSAGE'

/** waiting: for its turn, or for somebody who has it. */
export type TransferState = 'waiting' | 'running'

/** A file that is being fetched. */
export interface Transfer {
  readonly room: RoomId
  readonly message: MessageId
  /** Its place among the files of the message. */
  readonly index: number
  readonly file: FileId
  readonly name: string
  readonly state: TransferState
  /** Verified, of `size`. */
  readonly bytes: number
  readonly size: number
  readonly bytesPerSecond: number
  /** ms; undefined: not to be told. */
  readonly leftMs: number | undefined
  /** From whom it comes now. */
  readonly from: readonly FileHolder[]
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

export interface MediaEvent {
  readonly file: FileId
  readonly message: MessageId
  /** undefined: it goes on. */
  readonly end: FetchEnd | undefined
}

export interface MediaApi {
  /** Begins to fetch a file of a message; nothing happens when that goes on already. It waits for holders as long as it takes. */
  fetch(message: MessageId, index: number): Result<undefined, MediaCode>
  /** Stops it; what came is kept. */
  cancel(message: MessageId, index: number): Result<undefined, MediaCode>
  /** Everything that is being fetched, in the order of its beginning. */
  transfers(): readonly Transfer[]
  holders(message: MessageId, index: number): Promise<Result<FileHoldings, MediaCode>>
  /** Progress comes about once a second a file; its end at once. */
  onChange(listener: (event: MediaEvent) => void): () => void
}
