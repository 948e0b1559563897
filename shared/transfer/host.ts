/**
 * What the transfer of files asks of the messenger, and nothing more. It owns frames, order and flow; the host owns meaning: who is in a
 * room, which files belong there, who keeps them. Synchronous methods are total and never throw.
 */
import type { Clock, Crypto } from '../crypto/index.ts'
import type { DeviceId, FileId, RoomHandle } from '../ids/index.ts'
import type { PeerStream } from '../reach/index.ts'
import type { MediaStore } from '../media/index.ts'

/** A file as a carrier hears of it. */
export interface OfferedFile {
  readonly file: FileId
  readonly size: number
}

export interface MediaHost {
  readonly crypto: Crypto
  readonly clock: Clock
  readonly store: MediaStore
  /** False: its streams are dropped unread. */
  admits(device: DeviceId): boolean
  /** A device of the same person: a bug of ours must not part them for long. */
  isOwn(device: DeviceId): boolean
  /**
   * MEDIA-43: whether the device may have that file of that room now, by governance as it is here and never by a claim. Asked anew before each
   * chunk, so that a removal counts at once.
   */
  mayHave(device: DeviceId, room: RoomHandle, file: FileId): boolean
  /** A stream of this protocol to a device that is connected; undefined: it is not, or does not speak it. Never rejects. */
  open(device: DeviceId): Promise<PeerStream | undefined>
  /** Bytes came from a device by that line, whatever they say, after so many ms of waiting for a chunk; undefined: none was waited for. */
  stirred?(device: DeviceId, address: string, waitedMs: number | undefined): void
  /** What to tell a device of files that are whole here, in rooms in which it may know of them (MEDIA-48). */
  wholeFor(device: DeviceId): readonly { readonly room: RoomHandle; readonly files: readonly FileId[] }[]
  /** The device says to have these whole, and no longer those. A claim; not checked against the room. */
  heldHeard(device: DeviceId, room: RoomHandle, files: readonly FileId[], lost: readonly FileId[]): void
  /** A fetch has come to its end: the file is whole here, and on the disk. */
  whole?(room: RoomHandle, file: FileId): void
  /** MEDIA-49. Whether it is a member's, and we carry that room, is the host's to see. */
  offered(device: DeviceId, room: RoomHandle, files: readonly OfferedFile[]): void
  withdrawn(device: DeviceId, room: RoomHandle, files: readonly FileId[]): void
  /** MEDIA-51: bytes a second to all together; undefined: as fast as it goes. */
  uploadLimit(): number | undefined
}
