/** The engine as the house around it sees it: options in, a handle out. Shells never touch it; they speak the contract to the house. */
import type { Clock } from '../../shared/crypto/index.ts'
import type { Result } from '../../shared/result.ts'
import type { Answering, EngineContract, EngineEvent, EngineStatus } from '../../shared/rpc/index.ts'
import type { StoreErrorCode } from '../../shared/store/index.ts'
import type { Profile, ProfileFailureCode } from './profile/index.ts'

/** Why a profile was not opened or made. */
export type OpenCode =
  | ProfileFailureCode
  | StoreErrorCode
  | 'PROFILE_EXISTS'
  | 'DEVICE_SPENT'
  | 'BAD_WORDS'
  | 'EMPTY'
  | 'TOO_LONG'
  | 'PORT_TAKEN'

export interface EngineOptions {
  /** Folder of the profile, which must exist as one (`makeProfile`). */
  readonly profile: string
  readonly passphrase?: string
  /** off: to read and to queue, without a socket or a stream to anybody. */
  readonly network: 'on' | 'off'
  /** Multiaddr texts; absent: the profile's own ports on all interfaces. */
  readonly listen?: readonly string[]
  /** Default true. */
  readonly mdns?: boolean
  /** Serve the distributed table on this TCP port in this run; absent: as the profile's setting says. */
  readonly rendezvousPort?: number
  /** `carrier`: an always-on box, at which nobody sits (docs/spec/carrying.md). Default `person`. */
  readonly kind?: 'person' | 'carrier'
  /** Default: the computer's. Another one for whoever stages another day: all that the engine writes and waits for goes by it. */
  readonly clock?: Clock
  /** What the doors refused, by code: shown in the status. */
  readonly refusals?: () => Readonly<Record<string, number>>
  /** `status.stop` was called. Absent: it stops by itself, once that is answered. */
  readonly onStopAsked?: () => void
}

export interface RunningEngine {
  readonly answer: Answering<EngineContract>
  events(listener: (event: EngineEvent) => void): () => void
  status(): EngineStatus
  protection(): Profile['protection']
  /** See `Profile`. */
  proves(passphrase: string): Promise<Result<undefined, OpenCode>>
  protect(passphrase: string | undefined): Promise<Result<undefined, OpenCode>>
  /** The computer slept. */
  woke(): void
  /** In reverse order of the start, in less than a second; the second call waits for the first. */
  stop(): Promise<void>
  /**
   * Settles when it has stopped, whoever asked for it. `retired`: nobody did; this device turned out to be a copy, or to have been put back to
   * an earlier state (FORK-4), and becomes another one with the next start.
   */
  readonly stopped: Promise<'asked' | 'retired'>
}
