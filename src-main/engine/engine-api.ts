/** The engine as whoever starts it sees it: options in, a handle out. Everything else goes through the RPC contract. */
import type { Clock } from '../../shared/crypto/index.ts'
import type { StoreErrorCode } from '../../shared/store/index.ts'
import type { ProfileFailureCode } from './profile/index.ts'
import type { CallerKind, EngineClient, EngineEvent, EngineStatus, RpcChannel } from '../../shared/rpc/index.ts'

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
  /** Where pages may come; absent: nowhere. */
  readonly page?: { readonly host: string; readonly port: number }
  /** Owner's programs may attach. Default: when the network is on. */
  readonly local?: boolean
  /** Default: the computer's. Another one for whoever stages another day: all that the engine writes and waits for goes by it. */
  readonly clock?: Clock
}

export interface Engine {
  /** A caller in this very process. */
  attach(kind: CallerKind): Promise<EngineClient>
  /** A caller at the other end of a channel, such as a window's message port. Returns what ends it. */
  serve(kind: CallerKind, channel: RpcChannel): () => void
  status(): EngineStatus
  /** Opens the page once; undefined when pages may not come. */
  pageUrl(): string | undefined
  events(listener: (event: EngineEvent) => void): () => void
  /** In reverse order of the start, in less than a second; the second call waits for the first. */
  stop(): Promise<void>
  /**
   * Settles when it has stopped, whoever asked for it. `retired`: nobody did; this device turned out to be a copy, or to have been put back to
   * an earlier state (FORK-4), and becomes another one with the next `createEngine`.
   */
  readonly stopped: Promise<'asked' | 'retired'>
}
