/**
 * What carries calls: anything that passes messages in order. A message port, a WebSocket and a local socket each become one; what a
 * carrier must bound (frame size, bytes waiting to leave) it bounds itself, because only it sees bytes.
 */
export interface RpcChannel {
  /** Takes JSON data. Never throws; after the end it does nothing. */
  post(frame: unknown): void
  /** Called once. Every frame that was received, in order; `closed` last, once. */
  listen(handlers: { frame(frame: unknown): void; closed(): void }): void
  /** Ends it after what was posted has left. */
  close(): void
}

/** The version of this boundary: hello, frames, and the meaning of the methods. */
export const RPC_PROTOCOL = 1

/** First call on every connection. `token`: one-time or session token where the carrier needs one. */
export interface Hello {
  readonly protocol: number
  readonly token?: string
}
export interface HelloAnswer {
  readonly protocol: number
  readonly version: string
  readonly kind: string
  /** What this caller may call. */
  readonly methods: readonly string[]
  /** Proves the same caller later; only where the carrier asked for a token. */
  readonly session?: string
}

/** Events come in batches, each with the number of its last one; the client answers with that number when it has taken them. */
export interface EventBatch<E> {
  readonly upTo: number
  readonly events: readonly (E | Lagged)[]
}
/** Stands where events were dropped because the client was slow: whoever sees it reads anew what it shows. */
export interface Lagged {
  readonly type: 'lagged'
  readonly dropped: number
}
