/** A house as whoever starts it sees it: what it is for, and a handle. Everything else goes through the contract. */
import type { Clock } from '../../../shared/crypto/index.ts'
import type { CallerKind, EngineClient, EngineStatus, HostState, HouseEvent, Lagged, RpcChannel } from '../../../shared/rpc/index.ts'

export interface HostOptions {
  /** Folder of the profile; may be missing or empty. */
  readonly profile: string
  /** Opens the profile, and protects one that is made here. */
  readonly passphrase?: string
  /** off: to read and to queue, without a socket or a stream to anybody. */
  readonly network: 'on' | 'off'
  /** Multiaddr texts; absent: the profile's own ports on all interfaces. */
  readonly listen?: readonly string[]
  /** Default true. */
  readonly mdns?: boolean
  /** Serve the distributed table on this TCP port; absent: as the profile's setting says. */
  readonly rendezvousPort?: number
  /** `carrier`: an always-on box, at which nobody sits (docs/spec/carrying.md). Default `person`. */
  readonly kind?: 'person' | 'carrier'
  /** Where pages may come; absent: nowhere. `orAnyPort`: another port will do where this one is taken. `files`: the folder of the built page, if it is another than ours. */
  readonly page?: { readonly host: string; readonly port: number; readonly orAnyPort?: boolean; readonly files?: string }
  /** Owner's programs may attach. Default: when the network is on. */
  readonly local?: boolean
  /** Where another process owns the profile and answers, everything is passed on to that one. Default: PROFILE_IN_USE. */
  readonly relay?: boolean
  /** The system's. */
  readonly language?: 'ko' | 'en'
  /** Default: the computer's. Another one for whoever stages another day. */
  readonly clock?: Clock
}

export type SystemEvent = 'lock' | 'unlock' | 'sleep' | 'wake'

export interface Host {
  /** A caller in this very process. */
  attach(kind: CallerKind): Promise<EngineClient>
  /** A caller at the other end of a channel, in every phase. Returns what ends it. */
  serve(kind: CallerKind, channel: RpcChannel): () => void
  state(): HostState
  /** Why the last attempt did not open the profile: of an `OpenCode`, of the system, or of the engine that would not have us. */
  code(): string | undefined
  /** Of the engine in this house; undefined where there is none. */
  status(): EngineStatus | undefined
  /** Opens the page once, from elsewhere where that can be; undefined when pages may not come. `here`: on this very computer. */
  pageUrl(from?: 'here'): string | undefined
  /** What a page is told, whoever asks: nothing of the engine while locked. */
  events(listener: (event: HouseEvent | Lagged) => void): () => void
  /** What happens to the computer: after sleep everybody is looked for at once, and where its owner wants that, its lock is ours. */
  system(event: SystemEvent): Promise<void>
  /** Settles when the first attempt to open has come to something. */
  readonly opened: Promise<void>
  /** In reverse order of the start; the second call waits for the first. */
  stop(): Promise<void>
  /** Settles when it has stopped, whoever asked for it. */
  readonly stopped: Promise<void>
}
