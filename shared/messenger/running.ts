/** The messenger as the engine around it has it: what its shells may ask, and what only the program that runs it needs. */
import type { DeviceId, RoomId } from '../ids/index.ts'
import type { Result } from '../result.ts'
import type { PeerSession } from '../sync/index.ts'
import type { ActCode, Messenger } from './api.ts'
import type { SharedFile, SharedOptions } from './api-media.ts'
import type { AddressBook } from './address-book/index.ts'
import type { Archives } from './archives/index.ts'
import type { Carrying } from './carrying/index.ts'
import type { OwnHouse } from './linking/index.ts'
import type { Media } from './media/index.ts'
import type { Meeting } from './meeting.ts'
import type { People } from './people/index.ts'
import type { Readiness } from './readiness/index.ts'
import type { Rooms } from './rooms.ts'

/** Whether a device may connect at all. */
export type Standing = 'known' | 'stranger' | 'blocked'

export interface RunningMessenger extends Messenger {
  /**
   * Resolves when this device turned out to be a copy, or to have been put back to an earlier state (FORK-4): stop the messenger, give the
   * store to `retireDevice`, and start another with the identity that comes out.
   */
  retirement(): Promise<void>
  /** For the connection gate: nothing is read from a blocked device. */
  standing(device: DeviceId): Standing
  /** Own devices, approved or not (GOV-6). */
  readonly people: People
  /** For the distributed table; holds secrets and is no business of shells. */
  readonly meeting: Meeting
  readonly carrying: Carrying
  /** The engine writes what it reads. */
  readonly imports: Archives
  readonly addressBook: AddressBook
  readonly linking: OwnHouse
  readonly media: Media
  readonly readiness: Readiness
  /** What a room was given, newest first, in steps. */
  sharedFiles(room: RoomId, options: SharedOptions): Generator<undefined, Result<readonly SharedFile[], ActCode>>
  /** Everything open now; for drills. */
  sessions(): readonly PeerSession[]
  /** Every room here, also those a person is not shown; for tests and diagnosis. */
  readonly roomBook: Rooms
  /** Nothing is lost: everything is on disk. */
  stop(): void
}
