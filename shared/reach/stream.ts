/**
 * The stream under the sync protocol and the network that makes it, as the messenger sees them. libp2p
 * (`src-main/engine/network`) and the simulated network implement both. SYNC-1: the device behind a stream was authenticated by the
 * Noise handshake, so nothing read from the stream may claim another.
 */
import type { DeviceId } from '../ids/index.ts'
import type { ReachCode } from './reach-code.ts'

/** What a stream tells its one listener. `closed` comes once, last, however the stream ended; everything received comes before it. */
export interface StreamHandlers {
  /** The bytes are the listener's to keep. */
  data(bytes: Uint8Array): void
  drain(): void
  closed(): void
}

/** Ordered, reliable, authenticated, both ways. Message boundaries are not kept: `data` gets chunks of any size. */
export interface PeerStream {
  readonly device: DeviceId
  /** True when our side opened the connection. */
  readonly dialled: boolean
  /** Multiaddr text of the other end, for display only. */
  readonly address: string
  /**
   * Takes the bytes and returns whether there is room for more; false asks the caller to wait for `drain`. The bytes are taken either
   * way and must not be changed afterwards. After the end it takes nothing and returns false. Never throws.
   */
  send(bytes: Uint8Array): boolean
  /** Ends the stream after everything sent so far has left; aborts by itself when the other side does not read it in time. */
  close(): void
  /** Ends the stream now; what has not left is lost. */
  abort(): void
  /** Called once, by the owner of the stream; what arrived earlier is handed over first, in order. */
  listen(handlers: StreamHandlers): void
}

export type DialResult = { readonly ok: true; readonly stream: PeerStream } | { readonly ok: false; readonly code: ReachCode }

/** What the messenger sees of a network. */
export interface Transport {
  /**
   * Opens a stream to the device at the first of the addresses (multiaddr texts without a peer id) that works; all are tried at once.
   * A stream made by `dial` is returned and is *not* passed to `onStream`. Never rejects.
   */
  dial(device: DeviceId, addresses: readonly string[], signal?: AbortSignal): Promise<DialResult>
  /** Streams that others opened. Returns the function that takes the handler away. */
  onStream(handler: (stream: PeerStream) => void): () => void
  /** Multiaddr texts under which others can reach us now, without a peer id. */
  addresses(): readonly string[]
}
